package org.feathers4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops an application: sets up its services, then its transports listen and its plugins start; at the end in reverse order. Owner of
 * the transports and of the plugins that take part.
 */
final class Lifetime {
    private static final Logger log = LoggerFactory.getLogger(Application.class);

    /** The log names the methods of fewer. */
    private static final int MANY_SERVICES = 10;

    private final Application app;
    private final Registry registry;
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final List<LifeCycle> lifeCycles = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** By {@link System#nanoTime}; null as long as nothing closes. */
    private volatile @Nullable Long closingSince;

    private volatile boolean ready;

    Lifetime(Application app, Registry registry) {
        this.app = app;
        this.registry = registry;
    }

    /** @throws IllegalStateException when the application listens already */
    void add(Transport transport) {
        if (port() != 0)
            throw new IllegalStateException(
                    "A Server is configured after listen(), so that it would never listen: configure it before");
        transports.add(transport);
    }

    void add(LifeCycle lifeCycle) {
        lifeCycles.add(lifeCycle);
    }

    boolean takesServices() {
        return lifeCycles.stream().anyMatch(LifeCycle::bringsServices);
    }

    boolean isSetUp() {
        return ready;
    }

    /** That of the transport which listens where {@code listen(port)} says; of the first one when each has a port of its own. */
    int port() {
        return transports.stream()
                .sorted(Comparator.comparing(transport -> transport.ownPort().isPresent()))
                .mapToInt(Transport::port)
                .filter(port -> port != 0)
                .findFirst()
                .orElse(0);
    }

    /** @throws IllegalStateException when it is closed */
    private void checkOpen(String call) {
        if (closed.get())
            throw new IllegalStateException(
                    "%s comes after close(): an application starts once, make a new one".formatted(call));
    }

    void setup() {
        checkOpen("setup()");
        if (setUpServices()) startPlugins();
    }

    void listen(int port) {
        checkOpen("listen(%d)".formatted(port));
        boolean first = setUpServices();
        boolean wasListening = port() != 0;
        if (transports.isEmpty())
            log.warn("listen({}) lets no client in: no Server is configured; without one, setup() is enough", port);
        var listening = new ArrayList<Transport>();
        try {
            for (Transport transport : transports) {
                listen(transport, transport.ownPort().orElse(port), listening);
                listening.add(transport);
            }
        } catch (RuntimeException | Error e) {
            for (Transport transport : listening) logged("A transport", transport::release);
            if (first) undo(() -> tearDown(registry.stop().orElse(List.of())));
            else if (!wasListening) close(); // what was set up before may have joined a mesh
            throw e;
        }
        if (first) startPlugins();
    }

    private void listen(Transport transport, int port, List<Transport> listening) {
        try {
            if (port != 0) checkFree(port, listening);
            transport.listen(port);
        } catch (RuntimeException e) {
            if (transports.size() == 1) throw e;
            throw new IllegalStateException(
                    "%s cannot listen on port %d: %s"
                            .formatted(transport.getClass().getName(), port, e.getMessage()),
                    e);
        }
    }

    private static void checkFree(int port, List<Transport> listening) {
        if (listening.stream().anyMatch(transport -> transport.port() == port))
            throw new IllegalStateException(
                    "Port %d is used by this application already: is a second Server configured? Give one of them a port of its own"
                            .formatted(port));
    }

    /** Nothing that keeps the process running may be left of an application that could not start. */
    private void undo(Runnable setup) {
        ready = false;
        setup.run();
        for (LifeCycle lifeCycle : lifeCycles) logged("A plugin", () -> lifeCycle.failed(app));
    }

    /** True when this call has set them up. */
    private boolean setUpServices() {
        var present = registry.start();
        if (present.isEmpty()) return false;
        var done = new ArrayList<ServiceHandle>();
        try {
            guarded(
                    "The application",
                    () -> LifeCycleHooks.run(app, app.hookTable().setup(), () -> {
                        for (ServiceHandle service : present.get()) service.starting();
                        for (ServiceHandle service : present.get()) {
                            setUp(service);
                            done.add(service);
                        }
                    }));
            ready = true;
            log.info("Set up {}", text(present.get()));
            return true;
        } catch (RuntimeException | Error e) {
            registry.stop();
            undo(() -> done.forEach(this::tearDown));
            throw e;
        }
    }

    private void startPlugins() {
        try {
            for (LifeCycle lifeCycle : lifeCycles) lifeCycle.started(app);
        } catch (RuntimeException | Error e) {
            // what has joined a mesh cannot be undone but by leaving it
            close();
            throw e;
        }
    }

    /** The services and their methods; only the services when there are many. */
    private static String text(Collection<ServiceHandle> services) {
        boolean few = services.size() <= MANY_SERVICES;
        return services.isEmpty()
                ? "no services"
                : services.stream()
                        .map(service -> few
                                ? service.path() + " " + service.definition().callable()
                                : service.path())
                        .collect(Collectors.joining(
                                ", ", services.size() == 1 ? "1 service: " : services.size() + " services: ", ""));
    }

    void setUp(ServiceHandle service) {
        service.settingUp();
        guarded(
                "Service '%s'".formatted(service.path()),
                () -> service.implementation().setup(app, service.path()));
    }

    private static void guarded(String what, Hook.Next setup) {
        try {
            setup.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " could not be set up", e);
        }
    }

    void close() {
        if (closed.getAndSet(true)) return;
        for (LifeCycle lifeCycle : lifeCycles) logged("A plugin", () -> lifeCycle.draining(app));
        long begun = System.nanoTime();
        closingSince = begun;
        boolean wasReady = ready;
        if (wasReady) log.info("Closing: calls in flight may end");
        for (LifeCycle lifeCycle : lifeCycles) logged("A plugin", () -> lifeCycle.closing(app));
        for (Transport transport : transports) logged("A transport", transport::close);
        tearDownServices();
        for (LifeCycle lifeCycle : lifeCycles) logged("A plugin", () -> lifeCycle.closed(app));
        if (wasReady)
            log.info(
                    "Closed after {} ms",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private void tearDownServices() {
        ready = false;
        registry.stop().ifPresent(present -> {
            tearDown(present);
            for (ServiceHandle service : present) if (!service.isMounted()) service.closed();
        });
    }

    Duration remaining(Duration gracePeriod) {
        Long since = closingSince;
        if (since == null) return gracePeriod;
        Duration left = gracePeriod.minusNanos(System.nanoTime() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void tearDown(Collection<ServiceHandle> present) {
        logged(
                "The application",
                () -> LifeCycleHooks.run(app, app.hookTable().teardown(), () -> present.forEach(this::tearDown)));
    }

    void tearDown(ServiceHandle service) {
        logged(
                "Service '%s'".formatted(service.path()),
                () -> service.implementation().teardown(app, service.path()));
    }

    /** Logs a failure and goes on: one failing step must not keep the rest open. */
    static void logged(String what, Hook.Next step) {
        try {
            step.run();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            log.warn("{} failed; the rest goes on", what, e);
        }
    }
}
