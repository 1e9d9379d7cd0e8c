package org.feathers4j;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Tells an event of a service from all others, at every replica that gets it.
 *
 * @param source the service that emitted it, in one process; up to {@value #MAX_SOURCE} characters
 * @param number grows with the events of the source, and begins at 1
 */
public record EventIdentity(String source, long number) {
    /** The longest source that is accepted from a peer. */
    public static final int MAX_SOURCE = 64;

    private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

    /** @throws IllegalArgumentException when the source is empty or too long, or the number is not positive */
    public EventIdentity {
        if (source.isEmpty() || source.length() > MAX_SOURCE || number < 1)
            throw new IllegalArgumentException("No identity of an event");
    }

    /** That of the event whose listener runs on this thread; empty when a peer has sent the event without one, and outside of listeners. */
    public static Optional<EventIdentity> current() {
        Scope scope = CURRENT.get();
        return scope == null ? Optional.empty() : Optional.ofNullable(scope.identity());
    }

    /** Runs listeners of an event of the source. The number is drawn when one asks for it, so that there are no gaps. */
    static void next(EventSource source, Runnable listeners) {
        within(new Scope(source, null), listeners);
    }

    /** Runs listeners of an event from elsewhere. */
    static void of(@Nullable EventIdentity identity, Runnable listeners) {
        within(new Scope(null, identity), listeners);
    }

    private static void within(Scope scope, Runnable listeners) {
        Scope before = CURRENT.get();
        CURRENT.set(scope);
        try {
            listeners.run();
        } finally {
            if (before == null) CURRENT.remove();
            else CURRENT.set(before);
        }
    }

    /** One event. Belongs to its thread. */
    private static final class Scope {
        private final @Nullable EventSource source;
        private @Nullable EventIdentity identity;

        Scope(@Nullable EventSource source, @Nullable EventIdentity identity) {
            this.source = source;
            this.identity = identity;
        }

        @Nullable
        EventIdentity identity() {
            if (identity == null && source != null) identity = source.next();
            return identity;
        }
    }
}
