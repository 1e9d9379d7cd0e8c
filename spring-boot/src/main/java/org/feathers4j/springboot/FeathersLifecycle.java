package org.feathers4j.springboot;

import org.feathers4j.Application;
import org.springframework.context.SmartLifecycle;

/**
 * Listens when all beans are there, and closes before any of them is destroyed: calls in flight still have their data source.
 *
 * <p>Closing has a thread of its own, so that Spring's web server, whose graceful shutdown has the same phase, refuses requests at the same time.
 */
final class FeathersLifecycle implements SmartLifecycle {
    /** That of the graceful shutdown of Spring's web server: after what the services need, before listeners of queues and the like, which call them. */
    static final int PHASE = DEFAULT_PHASE - 1024;

    private final Application app;
    private final int port;
    private volatile boolean running;

    FeathersLifecycle(Application app, int port) {
        this.app = app;
        this.port = port;
    }

    /** @throws IllegalStateException when the context was stopped before: an application does not start twice */
    @Override
    public void start() {
        app.listen(port);
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
