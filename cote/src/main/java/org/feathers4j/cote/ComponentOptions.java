package org.feathers4j.cote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * How a component advertises itself, under the names that cote uses in its advertisements. Immutable; {@link Builder} says what each option is
 * for.
 */
public final class ComponentOptions {
    private final String key;
    private final @Nullable String namespace;
    private final @Nullable String subset;
    private final @Nullable Duration timeout;
    private final @Nullable List<String> respondsTo;
    private final @Nullable List<String> requests;
    private final @Nullable List<String> broadcasts;
    private final @Nullable List<String> subscribesTo;
    private final boolean listedOnly;
    private final int maxWaiting;
    private final LoadBalancer loadBalancer;

    private ComponentOptions(Builder from) {
        key = from.key;
        namespace = from.namespace;
        subset = from.subset;
        timeout = from.timeout;
        respondsTo = from.respondsTo;
        requests = from.requests;
        broadcasts = from.broadcasts;
        subscribesTo = from.subscribesTo;
        listedOnly = from.listedOnly;
        maxWaiting = from.maxWaiting;
        loadBalancer = from.loadBalancer;
    }

    /** @throws IllegalArgumentException when an option makes no sense */
    static ComponentOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    String key() {
        return key;
    }

    /** Null: none. */
    @Nullable
    String namespace() {
        return namespace;
    }

    /** Null: what {@code COTE_REQUEST_TIMEOUT} says. */
    @Nullable
    Duration timeout() {
        return timeout;
    }

    /** Null: all events. */
    @Nullable
    List<String> subscribesTo() {
        return subscribesTo;
    }

    boolean listedOnly() {
        return listedOnly;
    }

    int maxWaiting() {
        return maxWaiting;
    }

    LoadBalancer loadBalancer() {
        return loadBalancer;
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
        members.values().removeIf(Objects::isNull);
        return new Advertisement(members);
    }

    /** Options being set, given to the functions passed to the methods of {@link Cote} that make components. For one thread. */
    public static final class Builder {
        private String key = "";
        private @Nullable String namespace;
        private @Nullable String subset;
        private @Nullable Duration timeout;
        private @Nullable List<String> respondsTo;
        private @Nullable List<String> requests;
        private @Nullable List<String> broadcasts;
        private @Nullable List<String> subscribesTo;
        private boolean listedOnly;
        private int maxWaiting = 10_000;
        private LoadBalancer loadBalancer = LoadBalancer.inTurn();

        private Builder() {}

        /** Only components with the same key find each other; the empty one. */
        public Builder key(String value) {
            key = value;
            return this;
        }

        /** Only components with the same name space find each other; none. */
        public Builder namespace(String value) {
            namespace = value;
            return this;
        }

        /** Of a responder: the subset that requests may ask for by {@code __subset}; none. */
        public Builder subset(String value) {
            subset = value;
            return this;
        }

        /**
         * Of a requester: how long a request may wait for a responder and its answer together, zero for ever; the milliseconds of the variable
         * {@code COTE_REQUEST_TIMEOUT}, or for ever.
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** Of a responder: the types that clients of a Sockend may ask for; none. */
        public Builder respondsTo(String... types) {
            respondsTo = List.of(types);
            return this;
        }

        /** Of a requester: the types that it asks for, for people to read; none are advertised. */
        public Builder requests(String... types) {
            requests = List.of(types);
            return this;
        }

        /** Of a publisher: the events that it publishes, for a Sockend and for people to read; none are advertised. */
        public Builder broadcasts(String... events) {
            broadcasts = List.of(events);
            return this;
        }

        /** Of a subscriber: the events that it receives, {@code *} standing for one or more characters; all. */
        public Builder subscribesTo(String... patterns) {
            subscribesTo = List.of(patterns);
            return this;
        }

        /**
         * Of a requester: whether a request goes only to responders that list its type in {@code respondsTo}, for gateways that forward requests of
         * untrusted clients; no. Not advertised.
         */
        public Builder listedOnly(boolean value) {
            listedOnly = value;
            return this;
        }

        /**
         * How many requests of a requester may wait for a responder, how many calls of a responder may run, how many events of a subscriber may wait
         * for its listeners; 10,000.
         */
        public Builder maxWaiting(int value) {
            maxWaiting = value;
            return this;
        }

        /** Of a requester: chooses the responder of each request, an instance for this requester alone; {@link LoadBalancer#inTurn()}. */
        public Builder loadBalancer(LoadBalancer value) {
            loadBalancer = value;
            return this;
        }

        private ComponentOptions build() {
            if (maxWaiting < 1)
                throw new IllegalArgumentException("maxWaiting %d must be at least 1".formatted(maxWaiting));
            if (timeout != null && timeout.isNegative())
                throw new IllegalArgumentException("The timeout %s must not be negative".formatted(timeout));
            return new ComponentOptions(this);
        }
    }
}
