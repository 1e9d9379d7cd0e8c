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

    /** The client's {@code socket.id}; also the name of a room that contains this client only. */
    public String id() {
        return socket.id();
    }

    /** The Socket.IO namespace, {@code /} for the main one. */
    public String namespace() {
        return socket.namespace();
    }

    /** The HTTP request that opened the session. */
    public SocketHandshake handshake() {
        return socket.handshake();
    }

    /** The {@code auth} of the client's CONNECT packet (option {@code auth} of socket.io-client). */
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    /** Adds the client to a room: it gets the events whose data name the room in {@code __room} or {@code __rooms}. */
    public void join(String room) {
        rooms.join(this, room);
    }

    /** Removes the client from a room. */
    public void leave(String room) {
        rooms.leave(this, room);
    }

    /** Disconnects the client from the namespace. */
    public void disconnect() {
        socket.disconnect();
    }

    Socket socket() {
        return socket;
    }
}
