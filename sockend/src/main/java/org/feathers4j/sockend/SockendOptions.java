package org.feathers4j.sockend;

import java.time.Duration;

/**
 * How a {@link Sockend} works. Immutable; every method returns a changed copy.
 *
 * @param key responders and publishers with this key are brought to clients; empty for those without
 * @param timeout how long requests of clients wait for an answer, those that say {@code __timeout} excepted
 * @param maxRequests how many requests of clients may be under way; more are answered with an error at once
 * @param gate decides who may come in
 * @param filter looks at requests before they are sent
 */
public record SockendOptions(String key, Duration timeout, int maxRequests, Gate gate, RequestFilter filter) {
    /** No key, 20 s, 10 000 requests, open for everybody. */
    public static final SockendOptions DEFAULT =
            new SockendOptions("", Duration.ofSeconds(20), 10_000, Gate.OPEN, RequestFilter.NONE);

    /** Checks them. */
    public SockendOptions {
        if (!timeout.isPositive()) throw new IllegalArgumentException("timeout %s must be positive".formatted(timeout));
        if (maxRequests < 1)
            throw new IllegalArgumentException("maxRequests %d must be at least 1".formatted(maxRequests));
    }

    /** The key of the responders and publishers that are brought to clients. */
    public SockendOptions withKey(String value) {
        return new SockendOptions(value, timeout, maxRequests, gate, filter);
    }

    /** How long requests of clients wait for an answer. */
    public SockendOptions withTimeout(Duration value) {
        return new SockendOptions(key, value, maxRequests, gate, filter);
    }

    /** How many requests of clients may be under way. */
    public SockendOptions withMaxRequests(int value) {
        return new SockendOptions(key, timeout, value, gate, filter);
    }

    /** Who may come in, and into which rooms. */
    public SockendOptions withGate(Gate value) {
        return new SockendOptions(key, timeout, maxRequests, value, filter);
    }

    /** What becomes of requests before they are sent. */
    public SockendOptions withFilter(RequestFilter value) {
        return new SockendOptions(key, timeout, maxRequests, gate, value);
    }
}
