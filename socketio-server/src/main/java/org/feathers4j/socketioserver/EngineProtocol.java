package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.Optional;

/** The protocol that runs inside the sessions of an {@link EngineSessions}. */
interface EngineProtocol {
    /** Its name in the log. */
    String name();

    /** Whether the application serves it yet; until then requests to its path are not handled. Any thread. */
    boolean isServed();

    /** Its shortest timeout, which determines how often {@link SessionListener#tick} is called; empty when it has none. */
    Optional<Duration> timeout();

    /** Makes the listener of a new session, on the loop of the session. */
    SessionListener listen(SocketSession session);
}
