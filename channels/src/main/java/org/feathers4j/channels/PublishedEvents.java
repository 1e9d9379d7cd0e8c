package org.feathers4j.channels;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which events the channels of an application have published: for transports that hand clients over to a replica. Immutable.
 *
 * @param positions by the source of the events, see {@link org.feathers4j.EventIdentity}
 * @param times when the last event of each source was published, as {@link System#nanoTime} tells
 * @param unknown when the last event was published that has no identity, and may come to several replicas; null when there was none
 */
public record PublishedEvents(
        Map<String, EventPosition> positions,
        Map<String, Long> times,
        @Nullable Long unknown) {
    /** Copies the maps. */
    public PublishedEvents {
        positions = Map.copyOf(positions);
        times = Map.copyOf(times);
    }

    /** Collects the state of all services. Belongs to one thread at a time. */
    static final class Builder {
        private final Map<String, EventPosition> positions = new HashMap<>();
        private final Map<String, Long> times = new HashMap<>();
        private @Nullable Long unknown;

        synchronized void add(String source, EventPosition position, long at) {
            positions.put(source, position);
            times.put(source, at);
        }

        synchronized void unknown(long at) {
            unknown = unknown == null || at - unknown > 0 ? at : unknown;
        }

        synchronized PublishedEvents build() {
            return new PublishedEvents(positions, times, unknown);
        }
    }
}
