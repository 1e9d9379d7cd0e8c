package org.feathers4j.coteweb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** The services of Feathers that applications have offered since the tool began: written by the queue of its subscriber, read by any thread. */
final class OfferedServices {
    private static final int MOST_APPS = 2000;
    private static final int MOST_SERVICES = 1000;

    private final Map<String, Map<String, List<String>>> byApp = new ConcurrentHashMap<>();

    /** A publication of a services publisher. Node's applications remove services of others too, which means nothing here. */
    void on(String event, @Nullable Object data) {
        if (!(data instanceof Map<?, ?> service)
                || !(service.get("uuid") instanceof String uuid)
                || !(service.get("path") instanceof String path)) return;
        var services = new LinkedHashMap<>(byApp.getOrDefault(uuid, Map.of()));
        if (!event.equals("service")) services.remove(path);
        else if (services.size() < MOST_SERVICES) services.put(path, methods(service.get("methods")));
        if (byApp.size() < MOST_APPS || byApp.containsKey(uuid)) byApp.put(uuid, Map.copyOf(services));
    }

    private static List<String> methods(@Nullable Object json) {
        return json instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** Paths and methods, by the UUID of the application. */
    Map<String, Map<String, List<String>>> byApp() {
        return new TreeMap<>(byApp);
    }
}
