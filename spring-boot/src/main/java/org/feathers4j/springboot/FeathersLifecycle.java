package org.feathers4j.springboot;

import java.util.Map;

import org.feathers4j.Application;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Listens when all beans are there, and closes before any of them is destroyed: calls in flight still have their data source.
 *
 * <p>Closing has a thread of its own, so that Spring's web server, whose graceful shutdown has the same phase, refuses requests at the same time.
 */
final class FeathersLifecycle implements SmartLifecycle {
    /** That of the graceful shutdown of Spring's web server: after what the services need, before listeners of queues and the like, which call them. */
    static final int PHASE = DEFAULT_PHASE - 1024;

    /** The property that has the port since the application listens. */
    static final String LOCAL_PORT = "local.feathers.port";

    private final Application app;
    private final int port;
    private final ConfigurableEnvironment environment;
    private volatile boolean running;

    FeathersLifecycle(Application app, int port, ConfigurableEnvironment environment) {
        this.app = app;
        this.port = port;
        this.environment = environment;
    }

    /** @throws IllegalStateException when the context was stopped before: an application does not start twice */
    @Override
    public void start() {
        app.listen(port);
        environment.getPropertySources().addFirst(new MapPropertySource(LOCAL_PORT, Map.of(LOCAL_PORT, app.port())));
        running = true;
    }

    @Override
    public void stop() {
        app.close();
        running = false;
    }

    @Override
    public void stop(Runnable done) {
        Thread.ofPlatform().name("feathers-close").start(() -> {
            try {
                stop();
            } finally {
                done.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Closing is for good. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
