package org.feathers4j.cote;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Found by the service loader in the tests. */
public final class HubDiscoveryProvider implements DiscoveryProvider {
    @Override
    public String name() {
        return "hub";
    }

    @Override
    public Supplier<? extends Discovery> configure(Map<String, ? extends @Nullable Object> settings) {
        for (String each : settings.keySet())
            if (!each.equals("name")) throw new IllegalArgumentException("A hub has no '%s'".formatted(each));
        var hub = new HubDiscovery.Hub(String.valueOf(settings.get("name")), null);
        return () -> new HubDiscovery(hub);
    }
}
