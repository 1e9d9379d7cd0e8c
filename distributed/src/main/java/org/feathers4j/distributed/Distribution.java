package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.LifeCycle;
import org.feathers4j.MethodKind;
import org.feathers4j.Plugin;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServicePath;
import org.feathers4j.ServiceRegistryListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins an application to all applications on the network, Java or Node: each can call the services of all.
 *
 * <pre>{@code
 * app.configure(Distribution.create());                                     // zero configuration
 * app.configure(Distribution.create(o -> o.key("todos").services("todos"))); // or only what is needed
 * }</pre>
 *
 * <p>The application joins with {@link Application#listen} or {@link Application#setup}. The application emits
 * {@code service} and {@code service-removed} with the
 * {@link ServiceDescriptor} as remote services come and go.
 */
public final class Distribution {
    private static final Logger log = LoggerFactory.getLogger(Distribution.class);
    private static final Duration TICK = Duration.ofSeconds(10);

    private final Application app;
    private final DistributionOptions options;
    private final Peer self;
    private final MeshLoop loop;
    private final MeshLink link;
    private final Mesh mesh;
    private final MeshState participation = new MeshState();
    private final MeshLifeCycle life = new MeshLifeCycle();

    private Distribution(Application app, DistributionOptions options) {
        this.app = app;
        this.options = options;
        this.self = new Peer(UUID.randomUUID().toString(), options.key());
        this.link = Objects.requireNonNullElseGet(options.link(), () -> Links.create(options));
        this.loop = Objects.requireNonNullElseGet(options.loop(), () -> MeshLoop.start("feathers4j-mesh"));
        this.mesh = new Mesh(app, self, options, loop, link);
    }

    /** The plugin with its defaults: all services are shared with all peers. */
    public static Plugin<Distribution> create() {
        return create(options -> {});
    }

    /** The plugin with options: {@code Distribution.create(o -> o.key("todos").timeout(ofSeconds(5)))}. */
    public static Plugin<Distribution> create(Consumer<DistributionOptions.Builder> options) {
        return app -> {
            if (app.plugin(Distribution.class).isPresent())
                throw new IllegalStateException(
                        "Distribution is configured already: an application joins one mesh, so set all options in one Distribution.create(o -> ...)");
            var builder = new DistributionOptions.Builder(System.getenv());
            options.accept(builder);
            var distribution = new Distribution(app, builder.build());
            distribution.install();
            return distribution;
        };
    }

    private void install() {
        app.lifeCycle(life);
        EventStore store = link.eventStore();
        if (store != null) app.onServices(service -> keepEvents(service, store));
        var healthcheck = new Healthcheck(app, self.key(), mesh::view);
        String path = ServicePath.normal(options.healthcheckPath());
        // the key first: of two placeholders at one place the one registered first wins; the other is a record's id
        // documents about the application's services go without it
        app.use(path + "/:key", healthcheck, o -> o.with("docs", false));
        app.use(path, healthcheck, o -> o.with("docs", false));
    }

    private static void keepEvents(ServiceHandle service, EventStore store) {
        String path = service.path();
        if (service.implementation() instanceof RemoteService || !store.keeps(path)) return;
        service.keepEvents(
                (event, name, listener) -> store.on(null, path, event, name, EventMessage.receiver(listener)));
    }

    /**
     * Joins the mesh now, for applications with a negative {@code coteDelay}; does nothing when the application has
     * joined before. Blocks until
     * the link is open.
     *
     * @throws IllegalStateException when the link cannot be opened, or the application has left
     */
    public void initialize() {
        participation.join(life::join);
    }

    /**
     * Leaves the mesh while the application goes on, as {@code finalize} of feathers-distributed does: services are
     * withdrawn, calls of peers in flight are finished, and then neither side can call the other. The application
     * cannot join again. {@link Application#close} leaves the mesh too.
     */
    public void leave() {
        life.closing(app);
        life.closed(app);
    }

    /** This application as its peers see it. */
    public Peer self() {
        return self;
    }

    /** Whether this application is on the mesh: it has joined and not left. Says nothing about peers. Any thread. */
    public boolean isJoined() {
        return participation.takesPart();
    }

    /** The applications that are on the mesh now. */
    public List<Peer> peers() {
        return List.copyOf(mesh.view().peers());
    }

    /** The remote services that can be used now, by their local paths. */
    public List<String> remoteServices() {
        return app.services().stream()
                .filter(service -> service.implementation() instanceof RemoteService)
                .map(ServiceHandle::path)
                .toList();
    }

    /** The applications that offer a remote service and are connected now. */
    public List<Peer> owners(String path) {
        if (!(app.find(path).map(ServiceHandle::implementation).orElse(null) instanceof RemoteService remote))
            return List.of();
        List<Peer> owners = mesh.view().owners(remote.route());
        return owners == null ? List.of() : owners;
    }

    /**
     * The peers with their services and states, and how many calls of what length there were between them and this
     * application. Made anew by each call, which waits for the mesh loop for a moment.
     *
     * @throws FeathersException Unavailable when the mesh loop does not answer: it is overloaded, or the application
     *     is closed
     */
    public MeshStatus status() {
        return mesh.status();
    }

    /**
     * How many events were dropped on their way to listeners here or to peers, because the receiver was stuck; more
     * than 0 is worth an alert. The log names the service or peer.
     */
    public long refused() {
        return mesh.refused();
    }

    /** How many calls of this application were sent once more, and why. Any thread; reads counters only. */
    public RetryStats retries() {
        return mesh.retries();
    }

    /**
     * Waits until a remote service can be used: it is registered, and a provider of it is connected. Not needed before
     * calls to services that were available before: such calls wait by themselves.
     *
     * @throws FeathersException Timeout when the service does not appear in time
     */
    public ServiceHandle await(String path, Duration timeout) {
        if (!app.isSetUp() && !participation.hasJoined())
            log.warn("Waiting for '{}' before listen() or setup(), with which this application joins the mesh", path);
        long deadline = loop.nanos() + timeout.toNanos();
        while (true) {
            CompletableFuture<@Nullable Void> replaced = mesh.view().replaced();
            if (!owners(path).isEmpty()) return app.service(path);
            try {
                loop.await(replaced, Duration.ofNanos(Math.max(0, deadline - loop.nanos())));
            } catch (TimeoutException e) {
                throw FeathersException.timeout("No application offered '%s' within %s; %s", path, timeout, present());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FeathersException.unavailable("Interrupted while waiting for service '%s'", path);
            }
        }
    }

    private String present() {
        return participation.hasJoined()
                ? "there are " + peers()
                : "this application is not in the mesh: it joins with listen() or setup()";
    }

    /** Follows the application's own services and its life cycle. */
    private final class MeshLifeCycle implements LifeCycle, ServiceRegistryListener {
        private volatile boolean inside;

        @Override
        public void started(Application application) {
            // before a peer can offer a service at a path of ours
            for (ServiceHandle service : app.services()) take(service);
            Duration delay = options.delays().cote();
            if (delay.isZero()) initialize();
            else if (delay.isPositive())
                loop.schedule(
                        delay, () -> Thread.ofVirtual().name("feathers4j-join").start(this::joinLater));
            else if (!participation.hasJoined())
                log.info("{} will join the mesh when Distribution.initialize() is called (coteDelay < 0)", self);
        }

        private void take(ServiceHandle service) {
            if (!(service.implementation() instanceof RemoteService)) mesh.taken(service.path());
        }

        private void joinLater() {
            try {
                if (participation.goesOn()) initialize();
            } catch (RuntimeException e) {
                log.error("Could not join the mesh", e);
            }
        }

        private void join() {
            link.open(
                    new LocalApp(
                            self,
                            options.distributedEvents(),
                            Objects.requireNonNullElse(options.distributedMethods(), MethodKind.standardNames()),
                            options.publishEvents(),
                            options.timeout(),
                            options.delays().component()),
                    mesh);
            Duration delay = options.delays().publication();
            if (delay.isZero()) participation.publish();
            else loop.schedule(delay, this::publish);
            app.onServices(this);
            tick();
            if (options.delays().heartbeat().isPositive()) heartbeat();
            log.info("Joined the mesh as {} ({})", self, link.description());
        }

        private void publish() {
            participation.publish();
            for (ServiceHandle service : app.services()) participation.share(service, mesh::added);
        }

        @Override
        public void added(ServiceHandle service) {
            if (!participation.goesOn()) return;
            take(service);
            participation.share(service, mesh::added);
        }

        @Override
        public void removed(ServiceHandle service) {
            if (!participation.goesOn()) return;
            if (participation.unshare(service)) mesh.removed(service);
            else if (!(service.implementation() instanceof RemoteService)) mesh.freed(service.path());
        }

        private void tick() {
            loop.schedule(TICK, () -> {
                mesh.tick();
                tick();
            });
        }

        private void heartbeat() {
            loop.schedule(options.delays().heartbeat(), () -> {
                mesh.shared().forEach(mesh::announce);
                heartbeat();
            });
        }

        /** Whether the application joins by {@link #initialize} and has not done so yet. */
        @Override
        public void failed(Application application) {
            if (participation.hasJoined()) leave();
        }

        @Override
        public void closing(Application application) {
            inside = participation.leave();
            if (!inside) return;
            mesh.withdrawAll();
            flushLoop();
            link.drain();
            if (!mesh.requests().awaitIdle(application.remaining(options.gracePeriod())))
                log.warn("Calls of peers still run after {}; they are cut off", options.gracePeriod());
        }

        /**
         * Withdrawals go through the loop; draining before they are written would leave peers with services that do not
         * exist.
         */
        private void flushLoop() {
            var done = new CompletableFuture<Boolean>();
            loop.execute(() -> done.complete(true));
            try {
                loop.await(done, Duration.ofSeconds(1));
            } catch (TimeoutException e) {
                log.debug("The mesh loop is busy; leaving without waiting for it");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void closed(Application application) {
            mesh.leave();
            if (inside) link.close(Duration.ofSeconds(1));
            loop.close();
        }

        @Override
        public boolean bringsServices() {
            return true;
        }

        @Override
        public String status() {
            return link.description();
        }
    }

    /** Links on the class path. */
    private static final class Links {
        static MeshLink create(DistributionOptions options) {
            var found = new ArrayList<MeshLinkProvider>();
            ServiceLoader.load(MeshLinkProvider.class, MeshLinkProvider.class.getClassLoader())
                    .forEach(found::add);
            if (found.isEmpty())
                throw new IllegalStateException(
                        "Distribution needs a link to the mesh: add org.feathers4j:feathers4j-cote-link to the class path, or set the option link");
            if (found.size() > 1)
                throw new IllegalStateException(
                        "There are several links to the mesh on the class path: %s. Choose one with Distribution.create(o -> o.link(...)), or remove the others"
                                .formatted(names(found)));
            MeshLinkProvider provider = found.getFirst();
            return provider.create(options.linkOptions(provider.name()), System.getenv());
        }

        private static String names(List<MeshLinkProvider> providers) {
            return providers.stream()
                    .map(each ->
                            "'%s' (%s)".formatted(each.name(), each.getClass().getName()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
