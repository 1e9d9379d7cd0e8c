package org.feathers4j.micrometer;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** The meters of one application in a registry that may have others: they go with the application. Safe for all threads. */
final class Meters {
    private final MeterRegistry registry;
    private final MetricsOptions options;
    private final Collection<Meter> own = new ConcurrentLinkedQueue<>();

    Meters(MetricsOptions options) {
        this.options = options;
        this.registry = options.registry();
    }

    Timer timer(String name, String description, Tags tags) {
        return kept(Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(options.buckets())
                .register(registry));
    }

    Counter counter(String name, String description, Tags tags) {
        return kept(Counter.builder(name).description(description).tags(tags).register(registry));
    }

    /** A counter that is read when the registry is. */
    <T> Meter counter(String name, String description, Tags tags, T source, ToDoubleFunction<T> value) {
        return kept(FunctionCounter.builder(name, source, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** A gauge that is read when the registry is, and keeps its source. */
    <T> Meter gauge(String name, String unit, String description, Tags tags, T source, ToDoubleFunction<T> value) {
        return kept(Gauge.builder(name, source, value)
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    private <M extends Meter> M kept(M meter) {
        own.add(meter);
        return meter;
    }

    void remove(Meter meter) {
        if (own.remove(meter)) registry.remove(meter);
    }

    void removeAll() {
        own.forEach(this::remove);
    }
}
