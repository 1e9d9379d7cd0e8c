package org.feathers4j.micrometer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one name by their tags, up to a limit: names of services and peers come from other processes. Safe for all threads; finding one takes no lock.
 *
 * @param <K> the tags
 * @param <M> the kind of meter
 */
final class Series<K, M> {
    /** OpenTelemetry's word for what has no name of its own. */
    static final String OTHER = "_OTHER";

    private static final Logger log = LoggerFactory.getLogger(Series.class);

    private final Map<K, M> meters = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int limit;
    private final K rest;
    private final Function<K, M> create;

    /** @param rest the tags of what is beyond the limit */
    Series(int limit, K rest, Function<K, M> create) {
        this.limit = limit;
        this.rest = rest;
        this.create = create;
    }

    M of(K key) {
        M meter = meters.get(key);
        return meter == null ? added(key) : meter;
    }

    private M added(K key) {
        if (size.get() >= limit) return meters.computeIfAbsent(rest, create);
        return meters.computeIfAbsent(key, fresh -> {
            if (size.incrementAndGet() == limit)
                log.warn("There are {} series of {}; further ones are counted as {}", limit, rest, OTHER);
            return create.apply(fresh);
        });
    }
}
