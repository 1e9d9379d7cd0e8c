package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the remote services of this application are available: asks one provider of each, all at once. Answers as
 * feathers-distributed does
 * (lib/healthcheck.js): path → true, NotFound for an unknown key, Unavailable with path → true or false and the errors.
 */
final class Healthcheck implements Service.Finds {
    private final Application app;
    private final String ownKey;
    private final Supplier<MeshView> view;

    Healthcheck(Application app, String ownKey, Supplier<MeshView> view) {
        this.app = app;
        this.ownKey = ownKey;
        this.view = view;
    }

    @Override
    public Object find(Params params) {
        String key = params.route().get("key") instanceof String text ? text : ownKey;
        boolean own = key.equals(ownKey);
        if (!own && view.get().peers().stream().noneMatch(peer -> peer.key().equals(key)))
            throw FeathersException.notFound("No app registered with key %s", key);
        var asked = new LinkedHashMap<String, List<CompletableFuture<@Nullable FeathersException>>>();
        for (ServiceHandle service : app.services())
            if (service.implementation() instanceof RemoteService remote
                    && (own || remote.route().key().equals(key)))
                asked.computeIfAbsent(remote.route().remotePath(), path -> new ArrayList<>())
                        .add(ask(remote));
        return verdict(key, asked);
    }

    private static CompletableFuture<@Nullable FeathersException> ask(RemoteService service) {
        var answer = new CompletableFuture<@Nullable FeathersException>();
        Thread.ofVirtual().name("healthcheck " + service.route().remotePath()).start(() -> {
            try {
                service.healthcheck();
                answer.complete(null);
            } catch (RuntimeException | Error e) {
                answer.complete(FeathersException.from(e));
            }
        });
        return answer;
    }

    private static Map<String, @Nullable Object> verdict(
            String key, Map<String, List<CompletableFuture<@Nullable FeathersException>>> asked) {
        var healthy = new LinkedHashMap<String, @Nullable Object>();
        List<Object> errors = new ArrayList<>();
        // several keys may offer the same path: it is healthy when all of them are
        asked.forEach((path, answers) -> {
            int before = errors.size();
            for (var answer : answers) {
                FeathersException error = answer.join();
                if (error != null) errors.add(error.toJson());
            }
            healthy.put(path, errors.size() == before);
        });
        if (errors.isEmpty()) return healthy;
        throw FeathersException.unavailable("Unavailable distributed service(s) for app with key %s", key)
                .withData(healthy)
                .withErrors(errors);
    }
}
