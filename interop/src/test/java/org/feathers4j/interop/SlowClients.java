package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/**
 * Clients that open connections and send nothing, or the head of a request byte by byte, and others that are served meanwhile, each request over a connection of
 * its own.
 */
final class SlowClients implements AutoCloseable {

    static final String CLOSED = "slow connections that were closed";
    static final String FAILED = "ordinary requests that failed";

    private static final Duration SOON = Patience.ofSeconds(60);
    private static final Duration OPEN = Duration.ofMinutes(4);
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
    private static final int ORDINARY = 4;
    private static final byte[] REQUEST =
            "GET /todos HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final PeerProcess server;
    private final int port;
    private final List<Socket> open = new ArrayList<>();
    private final Queue<Duration> closed = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean stopped;

    private SlowClients(PeerProcess server) {
        this.server = server;
        port = ready(server);
    }

    /** @param idle how long connections may be idle, in seconds; nothing for the default */
    static SlowClients ofJava(String... idle) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SlowServer.class.getName()));
        command.addAll(List.of(idle));
        return started(new ProcessBuilder(command));
    }

    /** Express and Socket.IO, as they are by default. */
    static SlowClients ofNode() {
        return started(new ProcessBuilder("node", "--expose-gc", "client-server.mjs")
                .directory(NodeModules.installed().toFile()));
    }

    private static SlowClients started(ProcessBuilder command) {
        var process = new PeerProcess("the server", command);
        try {
            return new SlowClients(process);
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }

    private static int ready(PeerProcess process) {
        try {
            var ready = process.events().await(SOON, seen -> seen.isEmpty() ? null : seen.getFirst());
            if (ready == null) throw process.complaint("does not listen after " + SOON, null);
            return ready.number("port");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw process.complaint("interrupted while waiting for its port", e);
        }
    }

    /**
     * Opens the connections and waits until the server has closed them all.
     *
     * @param idle how many send nothing
     * @param slow how many send a byte a second
     */
    Map<String, Object> run(int idle, int slow) {
        serve(Duration.ofSeconds(5));
        latencies.clear(); // the code was cold
        serve(Duration.ofSeconds(5));
        var alone = List.copyOf(latencies);
        latencies.clear();
        var before = held();
        var ordinary = ordinary();
        for (int i = 0; i < idle + slow; i++) connect(i < slow);
        var meanwhile = held();
        int all = idle + slow;
        long end = System.nanoTime() + OPEN.toNanos();
        while (closed.size() < all && System.nanoTime() < end) LockSupport.parkNanos(10_000_000);
        stopped = true;
        ordinary.forEach(CompletableFuture::join);
        Eventually.await(
                SOON, "the server has only what it had", () -> held().files() <= before.files() + all - closed.size());
        var after = held();
        var measures = new LinkedHashMap<String, Object>();
        measures.put(CLOSED, closed.size());
        if (!closed.isEmpty()) {
            var times = sorted(closed);
            measures.put("after, at the earliest", Reliability.seconds(times.getFirst()));
            measures.put("after, at the latest", Reliability.seconds(times.getLast()));
        }
        measures.put("ordinary requests that were answered", latencies.size());
        measures.put(FAILED, failed.get());
        measures.put("half of them within (alone)", within(latencies, 50) + " (" + within(alone, 50) + ")");
        measures.put("99 of 100 within (alone)", within(latencies, 99) + " (" + within(alone, 99) + ")");
        measures.put("the slowest (alone)", within(latencies, 100) + " (" + within(alone, 100) + ")");
        measures.put(
                "threads before, meanwhile and after", three(before.threads(), meanwhile.threads(), after.threads()));
        measures.put(
                "files and sockets before, meanwhile and after",
                three(before.files(), meanwhile.files(), after.files()));
        measures.put(
                "heap before, meanwhile and after, KB",
                three(before.heap() / 1000, meanwhile.heap() / 1000, after.heap() / 1000));
        return measures;
    }

    private static String three(long before, long meanwhile, long after) {
        return "%,d, %,d, %,d".formatted(before, meanwhile, after);
    }

    private Held held() {
        return Held.of(Values.object(server.ask(Map.of("cmd", "held"), SOON).get("result")));
    }

    private static List<Duration> sorted(Iterable<Duration> times) {
        var sorted = new ArrayList<Duration>();
        times.forEach(sorted::add);
        sorted.sort(null);
        return sorted;
    }

    private static String within(Iterable<Duration> times, int percent) {
        var sorted = sorted(times);
        if (sorted.isEmpty()) return "never";
        var time = sorted.get((sorted.size() * percent + 99) / 100 - 1);
        return "%.1f ms".formatted(time.toNanos() / 1e6);
    }

    private void serve(Duration length) {
        stopped = false;
        var clients = ordinary();
        LockSupport.parkNanos(length.toNanos());
        stopped = true;
        clients.forEach(CompletableFuture::join);
        stopped = false;
    }

    private List<CompletableFuture<Boolean>> ordinary() {
        var clients = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < ORDINARY; i++) {
            clients.add(Background.start(() -> {
                while (!stopped) {
                    request();
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                return true;
            }));
        }
        return clients;
    }

    private void request() {
        long begun = System.nanoTime();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(REQUEST);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")) throw new IOException(answer);
            latencies.add(Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    private void connect(boolean sends) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(socket);
            long begun = System.nanoTime();
            Thread.ofVirtual().start(() -> {
                try (socket) {
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // reset: closed, too
                }
                closed.add(Duration.ofNanos(System.nanoTime() - begun));
            });
            if (sends) Thread.ofVirtual().start(() -> drip(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drip(Socket socket) {
        try {
            var out = socket.getOutputStream();
            out.write("GET /todos HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('a');
                LockSupport.parkNanos(BETWEEN_BYTES.toNanos());
            }
        } catch (IOException e) {
            // the server has closed it
        }
    }

    @Override
    public void close() {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        server.close();
    }
}
