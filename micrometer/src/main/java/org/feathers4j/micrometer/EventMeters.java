package org.feathers4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import org.feathers4j.Registration;
import org.feathers4j.channels.Channels;
import org.feathers4j.channels.Publication;

/** Counts what channels publish. */
final class EventMeters {
    /** @param deliveries one for each recipient */
    private record Counters(Counter published, Counter deliveries) {}

    private final Series<String, Counters> counters;

    EventMeters(Meters meters, int maxSeries) {
        counters = new Series<>(maxSeries, Series.OTHER + " " + Series.OTHER, name -> counters(meters, name));
    }

    Registration listen(Meters meters, Channels channels) {
        meters.gauge(
                "feathers.channels",
                "",
                "Channels",
                Tags.empty(),
                channels,
                each -> each.names().size());
        meters.counter(
                "feathers.events.dropped",
                "Events dropped because a receiver was stuck",
                Tags.of("feathers.receiver", "publisher"),
                channels,
                Channels::refused);
        return channels.onPublication(this::count);
    }

    private static Counters counters(Meters meters, String name) {
        int space = name.lastIndexOf(' ');
        Tags tags = Tags.of("feathers.service", name.substring(0, space), "feathers.event", name.substring(space + 1));
        return new Counters(
                meters.counter("feathers.events.published", "Published messages, one for each payload", tags),
                meters.counter("feathers.events.deliveries", "Recipients of published messages", tags));
    }

    private void count(Publication publication) {
        Counters each = counters.of(publication.name());
        each.published.increment();
        each.deliveries.increment(publication.connections().size());
    }
}
