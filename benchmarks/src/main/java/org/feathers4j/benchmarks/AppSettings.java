package org.feathers4j.benchmarks;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an application that is measured is to be; the argument of {@link AppMain} and of {@code node/app.mjs}.
 *
 * @param mesh whether it joins the mesh; otherwise it serves Socket.IO, too
 * @param key its key on the mesh
 * @param services paths of the services it offers: subscribers report to {@code seen}, all other services are {@link Todos}
 * @param recovery whether clients of Socket.IO go on after a lost connection
 * @param hasty whether Node gives up its long delays, where only the right answers count
 */
record AppSettings(boolean mesh, String key, List<String> services, boolean recovery, boolean hasty) {
    static AppSettings server() {
        return server(false);
    }

    static AppSettings server(boolean recovery) {
        return new AppSettings(false, "server", List.of("todos"), recovery, false);
    }

    static AppSettings peer(String key, boolean hasty, String... services) {
        return new AppSettings(true, key, List.of(services), false, hasty);
    }

    static AppSettings read(Map<?, ?> json) {
        List<String> services = json.get("services") instanceof List<?> paths
                ? paths.stream().map(String::valueOf).toList()
                : List.of();
        return new AppSettings(
                Boolean.TRUE.equals(json.get("mesh")),
                String.valueOf(json.get("key")),
                services,
                Boolean.TRUE.equals(json.get("recovery")),
                Boolean.TRUE.equals(json.get("hasty")));
    }

    Map<String, @Nullable Object> json() {
        return Map.of("mesh", mesh, "key", key, "services", services, "recovery", recovery, "hasty", hasty);
    }
}
