package org.feathers4j.sse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The last events of a stream, the oldest first, as many as a limit of bytes allows. Not safe for several threads. */
final class Replay {
    private final ArrayDeque<NumberedEvent> events = new ArrayDeque<>();
    private final int maxBytes;
    private long bytes;
    private long last;

    Replay(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds an event, whose number follows that of the one before. */
    void add(NumberedEvent event) {
        events.add(event);
        bytes += event.event().bytes().length;
        last = event.number();
        while (bytes > maxBytes) bytes -= events.remove().event().bytes().length;
    }

    /**
     * What follows the event with this number.
     *
     * @return null when not all of it is kept, or there was no such event
     */
    @Nullable
    List<NumberedEvent> after(long number) {
        if (number < last - events.size() || number > last) return null;
        var missed = new ArrayList<NumberedEvent>();
        for (NumberedEvent event : events) if (event.number() > number) missed.add(event);
        return missed;
    }
}
