package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.LifeCycle;
import org.feathers4j.Mixin;
import org.feathers4j.Plugin;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins an application to every other on the network, Java or Node: their services become its own, and its services become theirs.
 *
 * <pre>{@code
 * app.configure(Distribution.create());                                     // zero configuration
 * app.configure(Distribution.create(o -> o.key("todos").services("todos"))); // or just what is needed
 * }</pre>
 *
 * <p>It begins with {@link Application#listen} or {@link Application#setup}. The application emits {@code service} and {@code service-removed} with the
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

    private Distribution(Application app, DistributionOptions options) {
        this.app = app;
        this.options = options;
        this.self = new Peer(UUID.randomUUID().toString(), options.key());
        this.loop = options.loop().orElseGet(() -> MeshLoop.start("feathers4j-mesh"));
        this.link = options.link().orElseGet(() -> Links.create(options));
        this.mesh = new Mesh(app, self, options, loop, link);
    }

    /** The plugin with its defaults: everything is shared with everybody. */
    public static Plugin<Distribution> create() {
        return create(options -> {});
    }

    /** The plugin with options: {@code Distribution.create(o -> o.key("todos").timeout(ofSeconds(5)))}. */
    public static Plugin<Distribution> create(Consumer<DistributionOptions.Builder> changes) {
        return app -> {
            var builder = new DistributionOptions.Builder();
            changes.accept(builder);
            var distribution = new Distribution(app, builder.build());
            distribution.install();
            return distribution;
        };
    }

    private void install() {
        var healthcheck = new Healthcheck(app, self.key(), mesh::view);
        String path = ServicePath.normal(options.healthcheckPath());
        // the key first: of two placeholders at one place the first registered wins, and the other is the id of a
        // record
        app.use(path + "/:key", healthcheck);
        app.use(path, healthcheck);
        app.lifeCycle(new MeshLifeCycle());
    }

    /** This application as others see it. */
    public Peer self() {
        return self;
    }

    /** The applications that are there now. */
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
     * Waits until a remote service can be used: it is registered, and a provider of it is connected. Not needed before calls to services that were
     * there once: calls wait by themselves.
     *
     * @throws FeathersException Timeout when that takes longer than the patience
     */
    public ServiceHandle await(String path, Duration patience) {
        long deadline = loop.nanos() + patience.toNanos();
        while (true) {
            CompletableFuture<@Nullable Void> replaced = mesh.view().replaced();
            if (!owners(path).isEmpty()) return app.service(path);
            try {
                loop.await(replaced, Duration.ofNanos(Math.max(0, deadline - loop.nanos())));
            } catch (TimeoutException e) {
                throw FeathersException.timeout(
                        "No application offered '%s' within %s; there are %s", path, patience, peers());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FeathersException.unavailable("Interrupted while waiting for service '%s'", path);
            }
        }
    }

    /** Follows the application's own services and its life. */
    private final class MeshLifeCycle implements LifeCycle, Mixin {
        private volatile boolean stopping;

        @Override
        public void started(Application application) {
            // before anybody can offer a service for a path that is ours
            for (ServiceHandle service : app.services()) mesh.tell(new Signal.Taken(service.path()));
            link.open(
                    new LocalApp(
                            self,
                            options.distributedEvents(),
                            options.distributedMethods().orElse(org.feathers4j.MethodKind.standardNames()),
                            options.publishEvents(),
                            options.timeout()),
                    mesh);
            app.mixin(this);
            tick();
            if (options.heartbeatInterval().isPositive()) heartbeat();
            log.info("Joined the mesh as {} ({})", self, link.description());
        }

        @Override
        public void added(ServiceHandle service) {
            mesh.added(service);
        }

        @Override
        public void removed(ServiceHandle service) {
            if (!stopping) mesh.removed(service);
        }

        private void tick() {
            loop.schedule(TICK, () -> {
                mesh.tell(new Signal.Tick());
                tick();
            });
        }

        private void heartbeat() {
            loop.schedule(options.heartbeatInterval(), () -> {
                mesh.shared().forEach(link::announce);
                heartbeat();
            });
        }

        @Override
        public void closing(Application application) {
            stopping = true;
            mesh.shared().forEach(mesh::withdraw);
            flushLoop();
            link.drain();
            if (!mesh.requests().awaitIdle(options.shutdownPatience()))
                log.warn("Calls of peers still run after {}; they are cut off", options.shutdownPatience());
        }

        /** Withdrawals go through the loop; draining before they are written would leave peers with a service that is gone. */
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
            link.close(Duration.ofSeconds(1));
            loop.close();
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
                        "Distribution needs a link to the mesh: add org.feathers4j:feathers4j-cote to the class path, or set the option link");
            MeshLinkProvider provider = found.getFirst();
            return provider.create(
                    options.linkOptions().getOrDefault(provider.name(), java.util.Map.of()), System.getenv());
        }
    }
}
