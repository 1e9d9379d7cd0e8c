package org.feathers4j.socketioserver;

import org.feathers4j.socketio.Octets;

/** The protocol inside one Engine.IO session. All methods are called on the loop of the session and must not block. */
interface SessionListener {
    /** The session is open, and its handshake is on its way. Not called when the client is gone already. */
    default void opened() {}

    /** The client has sent a text message. */
    void text(Octets message);

    /** The client has sent a binary message. */
    void binary(Octets message);

    /**
     * Time has passed.
     *
     * @param now {@link System#nanoTime}
     */
    default void tick(long now) {}

    /**
     * The session has ended; nothing is called after this.
     *
     * @param reason as engine.io names it
     */
    void ended(String reason);
}
