package org.feathers4j.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.LifeCycle;
import org.feathers4j.Plugin;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /health}, whether the process lives, and {@code GET /ready}, whether the application can serve: it has started, has joined the mesh, providers of all required services are connected, and
 * it is not closing.
 *
 * <pre>{@code
 * app.configure(Server.create());
 * app.configure(Distribution.create());
 * app.configure(Health.create(o -> o.requires("orders")));
 * }</pre>
 *
 * <p>{@code /health} is 200 as long as an event loop answers, and asks for nothing else: a process that is ended because a peer is missing helps no one. {@code /ready} is 200 or 503, with the reasons as
 * JSON, for instance {@code {"ready":false,"state":"running","mesh":true,"missing":["orders"]}}; {@code state} is {@code starting}, {@code running} or {@code draining}, and without
 * {@link Distribution} there is no {@code mesh}. Both are open to all clients of the server. Safe for all threads.
 */
public final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);

    private enum State {
        STARTING,
        RUNNING,
        DRAINING
    }

    private final Application app;
    private final HealthOptions options;
    private volatile State state = State.STARTING;

    private Health(Application app, HealthOptions options) {
        this.app = app;
        this.options = options;
    }

    /** Both paths, ready without the services of peers. */
    public static Plugin<Health> create() {
        return create(options -> {});
    }

    /**
     * Both paths with options. To be configured after {@link Server}, before or after {@link Distribution}.
     *
     * @throws IllegalArgumentException when an option makes no sense; when the application is configured, {@link IllegalStateException} when it has no server, and when it starts, when services are required
     *     and it has no distribution
     */
    public static Plugin<Health> create(Consumer<HealthOptions.Builder> change) {
        HealthOptions options = HealthOptions.of(change);
        return app -> {
            Server server = app.plugin(Server.class)
                    .orElseThrow(() ->
                            new IllegalStateException("Health needs a Server: configure Server.create() before it"));
            var health = new Health(app, options);
            server.use(options.healthPath(), new Answers(options.healthPath(), () -> new Answers.Answer(200, ALIVE)));
            server.use(options.readyPath(), new Answers(options.readyPath(), health::readiness));
            app.lifeCycle(health.new Life());
            return health;
        };
    }

    private static final Map<String, Object> ALIVE = Map.of("alive", true);

    /** Whether {@code /ready} is 200 now. Does not block. */
    public boolean isReady() {
        return readiness().status() == 200;
    }

    /** What {@code /ready} says now: {@code ready}, {@code state}, {@code mesh} and {@code missing}. Does not block. */
    public Map<String, Object> report() {
        return readiness().body();
    }

    private Answers.Answer readiness() {
        State now = state;
        Optional<Distribution> distribution = app.plugin(Distribution.class);
        boolean joined = distribution.map(Distribution::isJoined).orElse(true);
        List<String> missing = missing(distribution);
        boolean ready = now == State.RUNNING && joined && missing.isEmpty();
        var body = new LinkedHashMap<String, Object>();
        body.put("ready", ready);
        body.put("state", now.name().toLowerCase(Locale.ROOT));
        if (distribution.isPresent()) body.put("mesh", joined);
        body.put("missing", missing);
        return new Answers.Answer(ready ? 200 : 503, body);
    }

    private List<String> missing(Optional<Distribution> distribution) {
        return options.required().stream()
                .filter(path ->
                        distribution.map(mesh -> mesh.owners(path).isEmpty()).orElse(true))
                .toList();
    }

    private final class Life implements LifeCycle {
        @Override
        public void started(Application application) {
            if (!options.required().isEmpty() && app.plugin(Distribution.class).isEmpty())
                throw new IllegalStateException(
                        "Health requires %s of other applications: configure Distribution.create()"
                                .formatted(options.required()));
            state = State.RUNNING;
        }

        @Override
        public void failed(Application application) {
            state = State.STARTING;
        }

        @Override
        public void draining(Application application) {
            boolean ran = state == State.RUNNING;
            state = State.DRAINING;
            if (!ran || options.drainDelay().isZero()) return;
            log.info("Not ready any more; serving for another {}", options.drainDelay());
            try {
                Thread.sleep(options.drainDelay());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closes at once
            }
        }
    }
}
