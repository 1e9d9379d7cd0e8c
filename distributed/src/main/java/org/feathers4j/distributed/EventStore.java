package org.feathers4j.distributed;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/** The part of a {@link MeshLink} that stores events of services, so that a listener with a name misses none. All methods may be called from any thread. */
public interface EventStore {
    /** Receives stored events, one after another, on a thread of the store. */
    @FunctionalInterface
    interface Receiver {
        /** Takes an event. When it throws, it gets the same event again later. */
        void on(MeshEvent event) throws Exception;
    }

    /** Whether the events of a service of this application are stored. Does not change. */
    boolean keeps(String path);

    /**
     * Listens under a name, from the first event after the name was first used. Before the link is open the listener is only noted.
     *
     * @param key of the applications that have the service; null for a service of this application
     * @param path of the service at these applications
     * @return ends the listener; its position stays stored
     * @throws IllegalStateException when the events of the service are not stored
     */
    Registration on(@Nullable String key, String path, String event, String name, Receiver receiver);
}
