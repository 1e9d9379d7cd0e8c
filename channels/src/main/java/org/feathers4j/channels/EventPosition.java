package org.feathers4j.channels;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which events of one source were published here: all up to the last one, but for some. Events come in their order but for those that were caused at the same time, so few are missing.
 *
 * @param last the greatest number that was published
 * @param missing smaller numbers that were not; those that are far behind count as published
 */
public record EventPosition(long last, SortedSet<Long> missing) {
    /** How many missing numbers are remembered. */
    public static final int MAX_MISSING = 1000;

    /** Copies the set. */
    public EventPosition {
        missing = new TreeSet<>(missing);
    }

    /** Whether the event with this number was published. */
    public boolean has(long number) {
        return number <= last && !missing.contains(number);
    }

    /** Whether all was published that was published at another replica. */
    public boolean covers(EventPosition other) {
        return has(other.last) && last >= other.last && other.missing.containsAll(missing.headSet(other.last));
    }
}
