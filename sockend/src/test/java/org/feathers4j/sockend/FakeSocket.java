package org.feathers4j.sockend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.feathers4j.server.Socket;
import org.feathers4j.server.SocketFrame;
import org.feathers4j.server.SocketHandshake;
import org.jspecify.annotations.Nullable;

/** A client that counts what it gets. */
final class FakeSocket implements Socket {
    private final String id;
    private final String namespace;
    final List<SocketFrame> received = new CopyOnWriteArrayList<>();
    volatile boolean connected = true;

    FakeSocket(String id, String namespace) {
        this.id = id;
        this.namespace = namespace;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public SocketHandshake handshake() {
        return new SocketHandshake(Map.of(), Map.of(), "/socket.io/", "127.0.0.1", false, Instant.EPOCH);
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean send(SocketFrame frame) {
        return connected && received.add(frame);
    }

    @Override
    public List<@Nullable Object> ask(Duration timeout, String name, @Nullable Object... args) {
        throw new UnsupportedOperationException("nobody is asked by Sockend");
    }

    @Override
    public void disconnect() {
        connected = false;
    }

    @Override
    public void close() {
        connected = false;
    }
}
