package org.feathers4j.socketioserver;

/**
 * Decides which clients may open a session (option {@code allowRequest} of socket.io). Called once for each session, before it is created, and not again when it upgrades to a
 * WebSocket.
 *
 * <pre>{@code
 * o.allowRequest(handshake -> {
 *     if (blocked(handshake.address())) throw new RefusedException(403, "Not from there");
 * })
 * }</pre>
 */
@FunctionalInterface
public interface AllowRequest {
    /**
     * A client asks to open a session. Called on a virtual thread, within the limit on calls in flight: it may block. The client sends its {@code auth} later, when it enters a
     * namespace: {@link SocketRequest#auth}.
     *
     * @throws RefusedException to refuse it: the client is answered with this status and message. With the {@code Server} of feathers4j a {@code FeathersException} does the same. All other
     *     exceptions are logged, and refuse the client without a reason
     */
    void admit(SocketHandshake handshake);
}
