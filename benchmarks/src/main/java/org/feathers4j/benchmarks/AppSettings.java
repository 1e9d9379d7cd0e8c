package org.feathers4j.benchmarks;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an application that is measured is to be; the argument of {@link AppMain} and of {@code node/app.mjs}.
 *
 * @param mesh whether it joins the mesh
 * @param sockets whether it serves Socket.IO, which an application here always does
 * @param key its key on the mesh
 * @param services paths of the services it offers: subscribers report to {@code seen}, all other services are {@link Todos}
 * @param recovery whether clients of Socket.IO go on after a lost connection
 * @param hasty whether Node gives up its long delays, where only the right answers count
 */
record AppSettings(boolean mesh, boolean sockets, String key, List<String> services, boolean recovery, boolean hasty) {
    static AppSettings server() {
        return server(false);
    }

    static AppSettings server(boolean recovery) {
        return new AppSettings(false, true, "server", List.of("todos"), recovery, false);
    }

    static AppSettings peer(String key, boolean hasty, String... services) {
        return new AppSettings(true, false, key, List.of(services), false, hasty);
    }

    /** One between clients of Socket.IO and the mesh. */
    static AppSettings gateway(boolean hasty) {
        return new AppSettings(true, true, "gateway", List.of(), false, hasty);
    }

    static AppSettings read(Map<?, ?> json) {
        List<String> services = json.get("services") instanceof List<?> paths
                ? paths.stream().map(String::valueOf).toList()
                : List.of();
        return new AppSettings(
                Boolean.TRUE.equals(json.get("mesh")),
                Boolean.TRUE.equals(json.get("sockets")),
                String.valueOf(json.get("key")),
                services,
                Boolean.TRUE.equals(json.get("recovery")),
                Boolean.TRUE.equals(json.get("hasty")));
    }

    Map<String, @Nullable Object> json() {
        return Map.of(
                "mesh",
                mesh,
                "sockets",
                sockets,
                "key",
                key,
                "services",
                services,
                "recovery",
                recovery,
                "hasty",
                hasty);
    }
}
