package org.feathers4j.channels;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** One publisher for each slot, a later one replaces the former; safe for all threads. */
final class Publishers {
    /**
     * The service and event of a publisher.
     *
     * @param path of the service, null for all services
     * @param event its name, null for all events
     */
    record Slot(@Nullable String path, @Nullable String event) {}

    private final Map<Slot, Publisher> bySlot = new ConcurrentHashMap<>();

    void register(@Nullable String path, @Nullable String event, Publisher publisher) {
        bySlot.put(new Slot(path, event), publisher);
    }

    /** The services and events that have publishers. */
    Set<Slot> slots() {
        return Set.copyOf(bySlot.keySet());
    }

    /** The publisher for an event: the first of service and event, service, application and event, application. Null for none. */
    @Nullable
    Publisher find(String path, String event) {
        if (bySlot.isEmpty()) return null;
        Publisher own = first(path, event);
        return own != null ? own : first(null, event);
    }

    private @Nullable Publisher first(@Nullable String path, String event) {
        Publisher special = bySlot.get(new Slot(path, event));
        return special != null ? special : bySlot.get(new Slot(path, null));
    }
}
