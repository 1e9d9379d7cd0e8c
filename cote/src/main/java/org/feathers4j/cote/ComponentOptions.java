package org.feathers4j.cote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a component says of itself, under the names that cote uses in its advertisements. Components find each other when key and name space
 * are equal.
 *
 * @param key only components with the same key find each other; empty for none
 * @param namespace only components with the same name space find each other; null for none
 * @param subset of a responder: requests may ask for it by {@code __subset}; null for none
 * @param timeout of a requester: how long a request waits for its answer, and for a responder before; null for the variable
 *     {@code COTE_REQUEST_TIMEOUT}, or for ever
 * @param respondsTo of a responder: the types that a Sockend lets browsers ask for; null for none
 * @param requests the types that a requester asks for, for people to read; null for none
 * @param broadcasts the events that a publisher publishes, for a Sockend and for people to read; null for none
 * @param subscribesTo of a subscriber: the events that it hears, {@code *} standing for one or more characters; null for all
 * @param listedOnly of a requester: whether a request goes only to responders that list its type in {@code respondsTo}; not advertised
 * @param maxWaiting how many requests of a requester may wait for a responder, how many calls of a responder may run, how many events of a
 *     subscriber may wait for its listeners
 */
public record ComponentOptions(
        String key,
        @Nullable String namespace,
        @Nullable String subset,
        @Nullable Duration timeout,
        @Nullable List<String> respondsTo,
        @Nullable List<String> requests,
        @Nullable List<String> broadcasts,
        @Nullable List<String> subscribesTo,
        boolean listedOnly,
        int maxWaiting) {
    /** No key, no name space, at most 10 000 that wait. */
    public static final ComponentOptions DEFAULT =
            new ComponentOptions("", null, null, null, null, null, null, null, false, 10_000);

    public ComponentOptions {
        if (maxWaiting < 1)
            throw new IllegalArgumentException("maxWaiting %d must be at least 1".formatted(maxWaiting));
        if (timeout != null && timeout.isNegative())
            throw new IllegalArgumentException("The timeout %s must not be negative".formatted(timeout));
    }

    /** Those with the same key find each other. */
    public ComponentOptions withKey(String value) {
        return change(draft -> draft.key = value);
    }

    /** Those with the same name space find each other. */
    public ComponentOptions withNamespace(String value) {
        return change(draft -> draft.namespace = value);
    }

    /** The subset of responders that this one belongs to. */
    public ComponentOptions withSubset(String value) {
        return change(draft -> draft.subset = value);
    }

    /** How long requests wait; zero for ever. */
    public ComponentOptions withTimeout(Duration value) {
        return change(draft -> draft.timeout = value);
    }

    /** The types that browsers may ask for through a Sockend. */
    public ComponentOptions withRespondsTo(String... types) {
        return change(draft -> draft.respondsTo = List.of(types));
    }

    /** The types that are asked for. */
    public ComponentOptions withRequests(String... types) {
        return change(draft -> draft.requests = List.of(types));
    }

    /** The events that are published. */
    public ComponentOptions withBroadcasts(String... events) {
        return change(draft -> draft.broadcasts = List.of(events));
    }

    /** The events that are heard. */
    public ComponentOptions withSubscribesTo(String... patterns) {
        return change(draft -> draft.subscribesTo = List.of(patterns));
    }

    /** Whether requests go only to responders that say by {@code respondsTo} that they may: for those who ask in the name of strangers. */
    public ComponentOptions withListedOnly(boolean value) {
        return change(draft -> draft.listedOnly = value);
    }

    /** How many requests, calls or events may wait. */
    public ComponentOptions withMaxWaiting(int value) {
        return change(draft -> draft.maxWaiting = value);
    }

    /** The advertisement of a component with these options (cote, component.js); {@code port} is added when it is known. */
    Advertisement advertisement(String name, String wireKey, AxonType type) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("type", "service");
        members.put("name", name);
        members.put("namespace", namespace);
        members.put("key", wireKey);
        members.put("requests", requests);
        members.put("respondsTo", respondsTo);
        members.put("broadcasts", broadcasts);
        members.put("subscribesTo", subscribesTo);
        members.put("subset", subset);
        members.put("timeout", timeout == null || timeout.isZero() ? null : timeout.toMillis());
        members.put("axon_type", type.wireName());
        members.values().removeIf(java.util.Objects::isNull);
        return new Advertisement(members);
    }

    private ComponentOptions change(Consumer<Draft> edit) {
        var draft = new Draft(this);
        edit.accept(draft);
        return draft.options();
    }

    /** These options while one of them is being changed. */
    private static final class Draft {
        String key;

        @Nullable
        String namespace;

        @Nullable
        String subset;

        @Nullable
        Duration timeout;

        @Nullable
        List<String> respondsTo;

        @Nullable
        List<String> requests;

        @Nullable
        List<String> broadcasts;

        @Nullable
        List<String> subscribesTo;

        boolean listedOnly;

        int maxWaiting;

        Draft(ComponentOptions options) {
            key = options.key();
            namespace = options.namespace();
            subset = options.subset();
            timeout = options.timeout();
            respondsTo = options.respondsTo();
            requests = options.requests();
            broadcasts = options.broadcasts();
            subscribesTo = options.subscribesTo();
            listedOnly = options.listedOnly();
            maxWaiting = options.maxWaiting();
        }

        ComponentOptions options() {
            return new ComponentOptions(
                    key,
                    namespace,
                    subset,
                    timeout,
                    respondsTo,
                    requests,
                    broadcasts,
                    subscribesTo,
                    listedOnly,
                    maxWaiting);
        }
    }
}
