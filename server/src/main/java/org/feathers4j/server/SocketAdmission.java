package org.feathers4j.server;

/**
 * Who may open a session at all (option {@code allowRequest} of socket.io). Asked once for each session, before it has cost anything, and not again when it goes on to a
 * WebSocket.
 *
 * <pre>{@code
 * Server.create(o -> o.withSockets(s -> s.withAllowRequest(handshake -> {
 *     if (blocked(handshake.address())) throw FeathersException.forbidden("Not from there");
 * })));
 * }</pre>
 */
@FunctionalInterface
public interface SocketAdmission {
    /**
     * A client wants to open a session. Called on a virtual thread, within the limit on calls in flight: it may block. What the client says in {@code auth} comes later, when it enters a
     * namespace: {@link SocketRequest#auth}, or {@code auth()} of the connection that gates of the application see.
     *
     * @throws org.feathers4j.FeathersException to refuse it: the client is answered with this status and message. Anything else that is thrown is logged, and refuses it without a
     *     word
     */
    void admit(SocketHandshake handshake);
}
