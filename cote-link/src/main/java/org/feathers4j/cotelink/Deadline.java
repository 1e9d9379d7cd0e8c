package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits, told to the provider.
 *
 * <p>It travels as {@code __timeout}, the member in which cote's requester takes the timeout of a single request and which it leaves in
 * what it sends ({@code requester.js}). Providers on Node ignore it, so it costs them nothing, and callers on Node that set it
 * are understood here.
 */
final class Deadline {
    private static final String MEMBER = "__timeout";

    /** As good as for ever, and no overflow in nanoseconds. */
    private static final long LONGEST = Duration.ofDays(365).toMillis();

    private Deadline() {}

    /** Adds the time that is left to the request, in whole milliseconds and never less than one; nothing when it is null. */
    static Map<String, @Nullable Object> told(Map<String, @Nullable Object> request, @Nullable Duration left) {
        if (left != null) request.put(MEMBER, Math.max(1, left.toMillis()));
        return request;
    }

    /**
     * When the caller stops waiting, by {@link System#nanoTime}; null when it has not said so. Time on the way is not counted: clocks
     * of two machines are not compared.
     *
     * @param arrived when the request was received, by the same clock
     */
    static @Nullable Long of(@Nullable Object request, long arrived) {
        if (!(request instanceof Map<?, ?> members)
                || !(members.get(MEMBER) instanceof Number millis)
                || !(millis.doubleValue() > 0)) return null;
        return arrived
                + Duration.ofMillis(Math.min(millis.longValue(), LONGEST)).toNanos();
    }
}
