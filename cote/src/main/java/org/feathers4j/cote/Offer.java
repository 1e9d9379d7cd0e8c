package org.feathers4j.cote;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a responder or a publisher has for others, as it says itself.
 *
 * @param kind what it is
 * @param namespace its name space; null for none
 * @param names the types that browsers may ask a responder for, or the events that a publisher publishes; null when it does not say
 */
public record Offer(
        Kind kind, @Nullable String namespace, @Nullable List<String> names) {
    /** Who offers it. */
    public enum Kind {
        /** Answers requests. */
        RESPONDER,
        /** Publishes events. */
        PUBLISHER
    }

    /** Copies the names. */
    public Offer {
        if (names != null) names = List.copyOf(names);
    }

    /** What a component offers; empty for those who only take. */
    static Optional<Offer> of(Advertisement advertisement) {
        return switch (advertisement.axonType().orElse(AxonType.REQ)) {
            case REP -> Optional.of(new Offer(Kind.RESPONDER, namespace(advertisement), advertisement.respondsTo()));
            case PUB -> Optional.of(new Offer(Kind.PUBLISHER, namespace(advertisement), advertisement.broadcasts()));
            case REQ, SUB -> Optional.empty();
        };
    }

    private static @Nullable String namespace(Advertisement advertisement) {
        return advertisement.namespace().filter(name -> !name.isEmpty()).orElse(null);
    }
}
