package org.feathers4j.nats;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import org.feathers4j.ServicePath;

/** Options of the events that {@link NatsOptions.Builder#durableEvents} stores. Immutable; {@link Builder} says what each is for. */
public final class DurableEventsOptions {
    private static final Duration DUPLICATES = Duration.ofMinutes(2);

    private final Builder from;

    private DurableEventsOptions(Builder from) {
        this.from = from;
    }

    static DurableEventsOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    Set<String> services() {
        return from.services;
    }

    StreamConfiguration stream(String name, String subject, String description) {
        return StreamConfiguration.builder()
                .name(name)
                .description(description)
                .subjects(subject)
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .replicas(from.replicas)
                .maxAge(from.maxAge)
                .maxBytes(from.maxBytes)
                .duplicateWindow(duplicateWindow())
                .build();
    }

    /** Longer than an event is published anew, so that it is stored once. */
    private Duration duplicateWindow() {
        Duration window = from.retryFor.multipliedBy(2);
        return window.compareTo(DUPLICATES) > 0 ? window : DUPLICATES;
    }

    int maxQueued() {
        return from.maxQueued;
    }

    int maxInFlight() {
        return from.maxInFlight;
    }

    Duration retryFor() {
        return from.retryFor;
    }

    Duration ackWait() {
        return from.ackWait;
    }

    int maxAttempts() {
        return from.maxAttempts;
    }

    /** Options being set, given to the function passed to {@link NatsOptions.Builder#durableEvents}. For one thread. */
    public static final class Builder {
        private Set<String> services = Set.of();
        private int replicas = 1;
        private Duration maxAge = Duration.ofDays(7);
        private long maxBytes = 256L << 20;
        private int maxQueued = 10_000;
        private int maxInFlight = 64;
        private Duration retryFor = Duration.ofMinutes(1);
        private Duration ackWait = Duration.ofSeconds(30);
        private int maxAttempts = 100;

        private Builder() {}

        /** The paths of this application's services whose events are stored, in one stream for each service; none. */
        public Builder services(String... paths) {
            var normal = new TreeSet<String>();
            for (String path : paths) normal.add(ServicePath.normal(path));
            services = Set.copyOf(normal);
            return this;
        }

        /** On how many servers of a cluster each event is stored before it counts as stored, 1 to 5; 1. With 3 the events outlive the loss of a server. */
        public Builder replicas(int value) {
            replicas = value;
            return this;
        }

        /** After how long an event is removed, heard or not; 7 days. At least 2 minutes, and twice {@code retryFor}. */
        public Builder maxAge(Duration value) {
            maxAge = value;
            return this;
        }

        /** How many bytes a stream has at most; 256 MiB, which the server reserves on its disk. Beyond, the oldest events are removed, heard or not. */
        public Builder maxBytes(long value) {
            maxBytes = value;
            return this;
        }

        /** How many events may wait to be stored; 10,000. Further ones are not stored: they are logged and counted by {@code Distribution.refused()}. */
        public Builder maxQueued(int value) {
            maxQueued = value;
            return this;
        }

        /** How many events may be on their way to the servers without an acknowledgement; 64. With 1 a failure never changes their order, for a rate of one event for each round trip. */
        public Builder maxInFlight(int value) {
            maxInFlight = value;
            return this;
        }

        /** For how long it is tried to store an event that the servers do not take; 1 minute. Then it is lost for listeners with a name: it is logged and counted. */
        public Builder retryFor(Duration value) {
            retryFor = value;
            return this;
        }

        /** After how long a silence of a listener's process its event goes to another process, or to the next one; 30 s. A listener that takes longer prolongs it. */
        public Builder ackWait(Duration value) {
            ackWait = value;
            return this;
        }

        /**
         * How often a listener gets an event that it throws at; 100, with pauses that grow to 30 s, which takes three quarters of an hour. Then it is logged as an error with
         * its number in the stream, and the listener goes on with the next one.
         */
        public Builder maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        private DurableEventsOptions build() {
            if (replicas < 1 || replicas > 5)
                throw new IllegalArgumentException("replicas %d must be between 1 and 5".formatted(replicas));
            if (maxBytes < 1024)
                throw new IllegalArgumentException("maxBytes %d must be at least 1024".formatted(maxBytes));
            if (maxQueued < 1 || maxInFlight < 1 || maxAttempts < 1)
                throw new IllegalArgumentException("maxQueued, maxInFlight and maxAttempts must be greater than 0");
            if (retryFor.isNegative() || retryFor.isZero())
                throw new IllegalArgumentException("retryFor %s must be longer than nothing".formatted(retryFor));
            if (ackWait.compareTo(Duration.ofSeconds(1)) < 0)
                throw new IllegalArgumentException("ackWait %s must be at least a second".formatted(ackWait));
            var options = new DurableEventsOptions(this);
            if (maxAge.compareTo(options.duplicateWindow()) < 0)
                throw new IllegalArgumentException(
                        "maxAge %s must be at least %s, in which the servers notice an event that comes twice (2 minutes, or twice retryFor)"
                                .formatted(maxAge, options.duplicateWindow()));
            return options;
        }
    }
}
