package org.feathers4j.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on to a port of the loopback, until they are cut. On platform threads: virtual ones have to wait while processes are read on all of their carriers. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refuses;

    public CuttingProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refuses) {
                    client.close();
                    continue;
                }
                open.add(client);
                Socket there = connect(client);
                open.add(there);
                Thread.ofPlatform().daemon().start(() -> copy(client, there));
                Thread.ofPlatform().daemon().start(() -> copy(there, client));
            } catch (IOException e) {
                // closed, or the server is gone: the client sees it
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            open.remove(client);
            throw e;
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // cut
        } finally {
            open.removeAll(List.of(from, to));
        }
    }

    /** Breaks all connections. */
    public void cut() {
        // those that there are now: a client may be back before the last one is broken
        for (Socket each : List.copyOf(open)) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether new connections are broken at once. */
    public void refuse(boolean value) {
        refuses = value;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
