package org.feathers4j.server;

import java.util.Map;

import org.feathers4j.EventIdentity;
import org.feathers4j.channels.EventPosition;

/** The identity of an event as clients send it back. */
final class EventOffset {
    private static final char BETWEEN = '.';

    private EventOffset() {}

    static String of(EventIdentity identity) {
        return identity.source() + BETWEEN + identity.number();
    }

    /** Whether the event with an offset is among those that were published. */
    static boolean isIn(Map<String, EventPosition> published, String offset) {
        int end = offset.lastIndexOf(BETWEEN);
        EventPosition position = end < 0 ? null : published.get(offset.substring(0, end));
        if (position == null) return false;
        try {
            return position.has(Long.parseLong(offset.substring(end + 1)));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
