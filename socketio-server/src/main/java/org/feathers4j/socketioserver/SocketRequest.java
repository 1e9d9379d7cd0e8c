package org.feathers4j.socketioserver;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A client that wants to enter a namespace. May be used from any thread; only the first answer counts. */
public interface SocketRequest {
    /** The client's socket, not connected yet: what is sent now reaches the client right after it has been accepted. */
    Socket socket();

    /** What the client says about itself in its CONNECT packet (option {@code auth} of socket.io-client); empty when nothing. */
    Map<String, @Nullable Object> auth();

    /**
     * Lets the client in. The listener is in place before the client can send its first packet.
     *
     * @param listener gets what the client sends; only {@code disconnected} when the client is gone already
     */
    void accept(SocketListener listener);

    /**
     * Does not let the client in; it gets a {@code connect_error}, and may try again.
     *
     * @param message {@code error.message} at the client
     * @param data {@code error.data} at the client, a JSON value; null when there is nothing to add
     * @throws org.feathers4j.json.JsonException when the data has no JSON form
     */
    void refuse(String message, @Nullable Object data);
}
