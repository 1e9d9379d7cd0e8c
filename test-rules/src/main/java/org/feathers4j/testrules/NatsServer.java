package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A real NATS server of our own, on a free port of the loopback. Can be killed and started again on the same port. */
public final class NatsServer implements AutoCloseable {
    private final int port;
    private final List<String> arguments;
    private @Nullable Process process;

    private NatsServer(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
    }

    /** Whether the program is there. */
    public static boolean isInstalled() {
        try {
            return new ProcessBuilder("nats-server", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A server that runs, with further arguments of the command line, for instance {@code --auth}, {@code secret}. */
    public static NatsServer started(String... arguments) {
        var server = new NatsServer(freePort(), List.of(arguments));
        server.start();
        return server;
    }

    /** So many servers that run as a cluster. */
    public static List<NatsServer> cluster(int size) {
        var routes = new ArrayList<String>();
        for (int i = 0; i < size; i++) routes.add("nats://127.0.0.1:" + freePort());
        var servers = new ArrayList<NatsServer>();
        for (String route : routes)
            servers.add(started(
                    "--cluster_name",
                    "test",
                    "--cluster",
                    route,
                    "--routes",
                    String.join(",", routes),
                    "--no_advertise"));
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
        Eventually.await(Duration.ofSeconds(20), "NATS", this::answers);
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
