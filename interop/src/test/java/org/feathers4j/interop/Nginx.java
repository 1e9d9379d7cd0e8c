package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.Programs;

/** A real nginx of our own on the loopback, in one process. {@link #close} ends it at once. */
final class Nginx implements AutoCloseable {
    private final int port;
    private final Process process;

    private Nginx(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Whether the program is there. */
    static boolean isInstalled() {
        return Programs.isInstalled("nginx", "nginx", "-v");
    }

    /**
     * Starts one; on return it listens.
     *
     * @param folder of its own, for all of its files
     * @param http what stands in the block {@code http}, with {@code listen 80;}
     */
    static Nginx start(Path folder, String http) {
        int port = freePort();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("nginx.conf"), config(http.replace("listen 80;", "listen 127.0.0.1:" + port + ";")));
            Process process = new ProcessBuilder(
                            "nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            var nginx = new Nginx(port, process);
            Eventually.await(Patience.ofSeconds(20), "nginx in " + folder, nginx::listens);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(String http) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                worker_rlimit_nofile 16384;
                events { worker_connections 8192; }
                http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                %s
                }
                """.formatted(http);
    }

    private static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    private boolean listens() {
        if (!process.isAlive()) throw new AssertionError("nginx has ended with " + process.exitValue());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
