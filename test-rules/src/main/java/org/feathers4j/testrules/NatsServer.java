package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** A real NATS server of our own, on a free port of the loopback. Can be killed and started again on the same port. */
public final class NatsServer implements AutoCloseable {
    private static final String MONITORING = "--http_port";

    private final int port;
    private final List<String> arguments;
    private @Nullable Process process;

    private NatsServer(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
    }

    /** Whether the program is there. */
    public static boolean isInstalled() {
        return Programs.isInstalled("nats-server", "nats-server", "--version");
    }

    /** A server that runs, with further arguments of the command line, for instance {@code --auth}, {@code secret}. */
    public static NatsServer started(String... arguments) {
        var server = new NatsServer(freePort(), List.of(arguments));
        server.start();
        return server;
    }

    /** So many servers that run as a cluster, with further arguments of the command line. */
    public static List<NatsServer> cluster(int size, String... arguments) {
        var routes = new ArrayList<String>();
        for (int i = 0; i < size; i++) routes.add("nats://127.0.0.1:" + freePort());
        var servers = new ArrayList<NatsServer>();
        for (String route : routes) {
            var all = new ArrayList<>(List.of("--cluster_name", "test", "--cluster", route));
            all.addAll(List.of("--routes", String.join(",", routes), "--no_advertise"));
            all.addAll(List.of(MONITORING, String.valueOf(freePort())));
            all.addAll(List.of(arguments));
            servers.add(started(all.toArray(String[]::new)));
        }
        return servers;
    }

    private static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, on the loopback. */
    public int port() {
        return port;
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Starts it, again on the same port; returns when it answers. */
    public void start() {
        var command = new ArrayList<>(List.of("nats-server", "--addr", "127.0.0.1", "--port", String.valueOf(port)));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.await(Patience.ofSeconds(20), "NATS", this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            // a server greets its clients
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("INFO");
        } catch (IOException e) {
            return false;
        }
    }

    /** To how many servers of its cluster it is connected. */
    public int routes() {
        int monitoring = Integer.parseInt(arguments.get(arguments.indexOf(MONITORING) + 1));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), monitoring)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("GET /routez HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String routes = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // later versions have several connections to the same server
            return (int) Pattern.compile("\"remote_id\": *\"(\\w+)\"")
                    .matcher(routes)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sends it a signal, for instance {@code USR2}, upon which its clients are to leave it within a while. */
    public void signal(String name) {
        Process running = process;
        if (running == null) throw new IllegalStateException("The server does not run");
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(running.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its process is there, even if it takes no clients any more. */
    public boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Kills it: no client is told. */
    public void kill() {
        Process running = process;
        process = null;
        if (running == null) return;
        running.destroyForcibly();
        try {
            running.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
