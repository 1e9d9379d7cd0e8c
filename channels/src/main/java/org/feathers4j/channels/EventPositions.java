package org.feathers4j.channels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.feathers4j.EventIdentity;
import org.jspecify.annotations.Nullable;

/** The positions in the sources of one service's events. Belongs to the queue of the service. */
final class EventPositions {
    /** Sources are processes, which come and go. */
    private static final int MAX_SOURCES = 200;

    /** The one that was heard last at the end. */
    private final LinkedHashMap<String, Source> sources = new LinkedHashMap<>(16, 0.75f, true);

    /** When the last event without an identity was published; null when there was none. Read by all threads. */
    private volatile @Nullable Long unknownAt;

    /** An event was published; its identity is null when it has none. */
    void published(@Nullable EventIdentity identity) {
        if (identity == null) {
            unknownAt = System.nanoTime();
            return;
        }
        sources.computeIfAbsent(identity.source(), name -> new Source(identity.number()))
                .published(identity.number());
        if (sources.size() > MAX_SOURCES) sources.pollFirstEntry();
    }

    /** Adds the state to a snapshot. */
    void addTo(PublishedEvents.Builder snapshot) {
        for (Map.Entry<String, Source> each : sources.entrySet())
            snapshot.add(each.getKey(), each.getValue().position(), each.getValue().at);
        Long unknown = unknownAt;
        if (unknown != null) snapshot.unknown(unknown);
    }

    @Nullable
    Long unknownAt() {
        return unknownAt;
    }

    private static final class Source {
        private final SortedSet<Long> missing = new TreeSet<>();
        private long last;
        private long at;

        /** What was before the first event that came is not waited for. */
        Source(long first) {
            last = first - 1;
        }

        void published(long number) {
            at = System.nanoTime();
            missing.remove(number);
            for (long i = Math.max(last + 1, number - EventPosition.MAX_MISSING); i < number; i++) missing.add(i);
            while (missing.size() > EventPosition.MAX_MISSING) missing.remove(missing.first());
            last = Math.max(last, number);
        }

        EventPosition position() {
            return new EventPosition(last, missing);
        }
    }
}
