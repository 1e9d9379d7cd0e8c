package org.feathers4j.micrometer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Options of {@link Metrics}; immutable, set with its {@link Builder}. */
public final class MetricsOptions {
    private static final int MOST_SERIES = 100_000;

    private final MeterRegistry registry;
    private final List<Duration> buckets;
    private final int maxSeries;
    private final boolean requests;

    private MetricsOptions(Builder from, MeterRegistry registry) {
        this.registry = registry;
        buckets = from.buckets;
        maxSeries = from.maxSeries;
        requests = from.requests;
    }

    static MetricsOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    MeterRegistry registry() {
        return registry;
    }

    Duration[] buckets() {
        return buckets.toArray(Duration[]::new);
    }

    int maxSeries() {
        return maxSeries;
    }

    boolean requests() {
        return requests;
    }

    /** Options being set, given to the function passed to {@link Metrics#create(Consumer)}. For one thread. */
    public static final class Builder {
        private @Nullable MeterRegistry registry;

        /** The boundaries that OpenTelemetry recommends for HTTP and RPC. */
        private List<Duration> buckets = Stream.of(
                        5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000)
                .map(Duration::ofMillis)
                .toList();

        private int maxSeries = 2000;
        private boolean requests = true;

        private Builder() {}

        /** Where the meters are; required. */
        public Builder registry(MeterRegistry value) {
            registry = value;
            return this;
        }

        /**
         * Upper bounds of the histograms of times; from 5 ms to 10 s as OpenTelemetry recommends unless set. Each is one
         * time series for every service, method, provider and outcome; none leaves count, sum and maximum.
         */
        public Builder buckets(Duration... value) {
            buckets = List.copyOf(Arrays.asList(value));
            return this;
        }

        /**
         * How many combinations of tags a meter may have, for instance of service, method, provider and outcome; 2000
         * unless set. Further ones are counted as {@code _OTHER}.
         */
        public Builder maxSeries(int value) {
            maxSeries = value;
            return this;
        }

        /** Whether requests are timed too, those included that reach no service; true unless set. */
        public Builder requests(boolean value) {
            requests = value;
            return this;
        }

        private MetricsOptions build() {
            if (registry == null)
                throw new IllegalArgumentException("Metrics need a registry: Metrics.create(o -> o.registry(...))");
            if (maxSeries < 1 || maxSeries > MOST_SERIES)
                throw new IllegalArgumentException(
                        "maxSeries %d is not between 1 and %d".formatted(maxSeries, MOST_SERIES));
            if (buckets.stream().anyMatch(each -> !each.isPositive()))
                throw new IllegalArgumentException("buckets %s need to be positive".formatted(buckets));
            return new MetricsOptions(this, registry);
        }
    }
}
