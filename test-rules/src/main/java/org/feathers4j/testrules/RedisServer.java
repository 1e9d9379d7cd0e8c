package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A real Redis server of our own, on a free port, that keeps nothing. Can be stopped and started again on the same port. */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private final String password;
    private @Nullable Process process;

    private RedisServer(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /** Whether the program is there. */
    public static boolean isInstalled() {
        return Programs.isInstalled("redis-server", "redis-server", "--version");
    }

    /** A server that runs. */
    public static RedisServer started(String password) {
        var server = new RedisServer(freePort(), password);
        server.start();
        return server;
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

    /** Starts it, again on the same port; returns when it answers. */
    public void start() {
        try {
            process = new ProcessBuilder(List.of(
                            "redis-server",
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--requirepass",
                            password,
                            "--save",
                            "",
                            "--appendonly",
                            "no"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.await(Patience.ofSeconds(20), "Redis", this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it at once. */
    public void stop() {
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
        stop();
    }
}
