package org.feathers4j.socketioserver;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A client that asks to enter a namespace. May be used from any thread; only the first answer counts. */
public interface SocketRequest {
    /** The client's socket, not connected yet: what is sent now reaches the client right after it has been accepted. */
    Socket socket();

    /** The {@code auth} of the CONNECT packet (option {@code auth} of socket.io-client); empty when the client has sent none. */
    Map<String, @Nullable Object> auth();

    /**
     * Accepts the client. The listener is in place before the client can send its first packet.
     *
     * @param listener receives the client's events; only {@code disconnected} when the client is gone already
     */
    void accept(SocketListener listener);

    /**
     * Refuses the client, which gets a {@code connect_error}, and may try again.
     *
     * @param message {@code error.message} at the client
     * @param data {@code error.data} at the client, a JSON value; null for none
     * @throws org.feathers4j.json.JsonException when the data has no JSON form
     */
    void refuse(String message, @Nullable Object data);
}
