package org.feathers4j.client;

import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** What a socket tells the client that has it. */
interface SocketListener {
    /** An event of a service; on the thread of the listeners. */
    void event(String path, String event, @Nullable Object item);

    /** See {@link ConnectionListener#connected}; on the thread of the listeners. */
    void connected(boolean recovered);

    /** See {@link ConnectionListener#disconnected}; on the thread of the listeners. */
    void disconnected(String reason);

    /** The data of the call that logs a new connection in; null when the client is not logged in. Does not block. */
    @Nullable
    Map<String, Object> login();

    /** The login of a new connection was accepted. Does not block. */
    void loggedIn(@Nullable Object result);

    /**
     * The login of a new connection failed. Does not block.
     *
     * @return whether the token is no good, so that trying again is of no use
     */
    boolean loginFailed(FeathersException error);
}
