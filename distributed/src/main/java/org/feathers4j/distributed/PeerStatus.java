package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;

/**
 * A peer as this application sees it now.
 *
 * @param peer the application
 * @param state whether it gets calls
 * @param age how long it has been known
 * @param silence how long ago its last message or hello arrived
 * @param services those that this application may use, in the order of their paths
 * @param calls this application's calls to it
 * @param details what the link knows about it
 */
public record PeerStatus(
        Peer peer,
        State state,
        Duration age,
        Duration silence,
        List<ServiceDescriptor> services,
        CallStats calls,
        PeerDetails details) {
    /** Whether a peer gets calls. */
    public enum State {
        /** It is connected and gets calls. */
        CONNECTED,
        /** An answer is overdue; it still gets calls. */
        SUSPECTED,
        /** It is connected but left too many calls unanswered: it gets none until it answers a healthcheck. */
        EXCLUDED,
        /** It is on the mesh, but there is no connection to it at present. */
        DISCONNECTED
    }
}
