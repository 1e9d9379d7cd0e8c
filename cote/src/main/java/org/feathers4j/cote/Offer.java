package org.feathers4j.cote;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The types or events that a responder or a publisher advertises.
 *
 * @param kind responder or publisher
 * @param namespace its name space; null for none
 * @param names the types that browsers may ask a responder for, or the events that a publisher publishes; null when not advertised
 */
public record Offer(
        Kind kind, @Nullable String namespace, @Nullable List<String> names) {
    /** The kind of component. */
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

    /** The offer of a component; empty for requesters and subscribers. */
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
