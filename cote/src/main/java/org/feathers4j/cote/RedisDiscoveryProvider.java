package org.feathers4j.cote;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Hellos through a Redis server, where {@code COTE_DISCOVERY_REDIS_URL} or the option {@code redis} names one. */
public final class RedisDiscoveryProvider implements DiscoveryProvider {
    /** For the service loader. */
    public RedisDiscoveryProvider() {}

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Supplier<? extends Discovery> configure(Map<String, ? extends @Nullable Object> settings) {
        RedisOptions server = RedisOptions.read(settings);
        return () -> new RedisDiscovery(server);
    }
}
