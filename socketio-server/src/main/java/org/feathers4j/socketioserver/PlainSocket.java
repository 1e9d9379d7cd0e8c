package org.feathers4j.socketioserver;

import java.util.List;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import org.feathers4j.socketio.EnginePacket;
import org.feathers4j.socketio.EngineText;
import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An Engine.IO session whose messages go to the application as they are. Handlers are called on the loop of the session; all else may be called on any thread. */
final class PlainSocket implements EngineSocket, SessionListener {
    private static final Logger log = LoggerFactory.getLogger(PlainSocket.class);

    private final SocketSession session;
    private final Consumer<EngineSocket> connection;
    private volatile Consumer<String> message = text -> {};
    private volatile Consumer<Buffer> binary = bytes -> {};
    private volatile Consumer<String> close = reason -> {};
    private volatile boolean connected = true;

    /** @param connection handler of the application for new sockets */
    PlainSocket(SocketSession session, Consumer<EngineSocket> connection) {
        this.session = session;
        this.connection = connection;
    }

    @Override
    public String id() {
        return session.sid();
    }

    @Override
    public SocketHandshake handshake() {
        return session.handshake();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public EngineSocket onMessage(Consumer<String> handler) {
        message = handler;
        return this;
    }

    @Override
    public EngineSocket onBinary(Consumer<Buffer> handler) {
        binary = handler;
        return this;
    }

    @Override
    public EngineSocket onClose(Consumer<String> handler) {
        close = handler;
        return this;
    }

    @Override
    public boolean send(String text) {
        return send(new Frame(EngineText.encode(new EnginePacket.Message(Octets.of(text))), List.of()));
    }

    @Override
    public boolean send(Buffer bytes) {
        return send(Frame.binary(Octets.of(bytes.getBytes())));
    }

    private boolean send(Frame frame) {
        return connected && session.send(frame);
    }

    @Override
    public void close() {
        connected = false;
        session.loop().later(session::close);
    }

    // on the loop of the session

    /** A client that the application failed to welcome would wait for ever. */
    @Override
    public void opened() {
        if (!handled(connection, this)) close();
    }

    @Override
    public void text(Octets content) {
        handled(message, content.text());
    }

    @Override
    public void binary(Octets content) {
        handled(binary, Buffer.buffer(content.bytes()));
    }

    @Override
    public void ended(String reason) {
        connected = false;
        handled(close, reason);
    }

    private <T> boolean handled(Consumer<T> handler, T value) {
        try {
            handler.accept(value);
            return true;
        } catch (RuntimeException | Error e) {
            log.error("A handler of Engine.IO socket {} has failed", id(), e);
            return false;
        }
    }
}
