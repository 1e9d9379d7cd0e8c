package org.feathers4j.socketioserver;

/**
 * Decides which clients may enter a Socket.IO namespace.
 *
 * <pre>{@code
 * io.of("/", request -> {
 *     if (request.auth().get("token") == null) request.refuse("Who are you?", null);
 *     else request.accept(new Talk(request.socket()));
 * });
 * }</pre>
 */
@FunctionalInterface
public interface SocketHandler {
    /**
     * A client asks to enter. Called on the event loop of the client, so it must not block. The request may be answered later and on any thread; until then the client
     * waits, and may send nothing.
     *
     * @param request to be answered once, with {@link SocketRequest#accept} or {@link SocketRequest#refuse}
     */
    void connecting(SocketRequest request);

    /**
     * A client whose connection was lost has come back and wants to go on; only with the option {@link SocketOptions.Builder#connectionStateRecovery}. Called on the event loop of the client,
     * so it must not block. Accepts it unless overridden; who has to check a login again can do so first, on another thread.
     *
     * @param recovery to be answered once
     */
    default void recovering(SocketRecovery recovery) {
        recovery.accept();
    }
}
