package org.feathers4j.socketioserver;

/**
 * What an application makes of the clients of one Socket.IO namespace.
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
     * A client wants in. Called on the event loop of the client, so it must not block; the answer may come later and from any thread: until then the client
     * waits, and can send nothing.
     *
     * @param request to be answered once, with {@link SocketRequest#accept} or {@link SocketRequest#refuse}
     */
    void connecting(SocketRequest request);
}
