package org.feathers4j.sockend;

import java.util.Map;

import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketHandshake;
import org.jspecify.annotations.Nullable;

/** A Socket.IO client in one namespace of a {@link Sockend}. May be used from any thread; compared by identity. */
public final class SockendClient {
    private final Socket socket;
    private final Map<String, @Nullable Object> auth;
    private final NamespaceRooms rooms;

    SockendClient(Socket socket, Map<String, @Nullable Object> auth, NamespaceRooms rooms) {
        this.socket = socket;
        this.auth = auth;
        this.rooms = rooms;
    }

    /** Its name, the client's {@code socket.id}; also the name of a room that it alone is in. */
    public String id() {
        return socket.id();
    }

    /** The Socket.IO namespace, {@code /} for the main one. */
    public String namespace() {
        return socket.namespace();
    }

    /** The request that opened its session. */
    public SocketHandshake handshake() {
        return socket.handshake();
    }

    /** What the client says about itself (option {@code auth} of socket.io-client). */
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    /** Puts it into a room: it gets the events whose data name the room as {@code __room}, or in {@code __rooms}. */
    public void join(String room) {
        rooms.join(this, room);
    }

    /** Takes it out of a room. */
    public void leave(String room) {
        rooms.leave(this, room);
    }

    /** Puts it out of the namespace. */
    public void disconnect() {
        socket.disconnect();
    }

    Socket socket() {
        return socket;
    }
}
