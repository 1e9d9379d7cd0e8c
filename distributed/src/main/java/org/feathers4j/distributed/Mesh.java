package org.feathers4j.distributed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.Application;
import org.feathers4j.Replicas;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the application with the mesh: registers proxies as {@link Membership} decides, shares own services, and passes on what the link receives. Registered
 * proxies belong to the mesh loop; methods that use them run on it or hand over to it.
 */
final class Mesh implements MeshListener {
    private static final Logger log = LoggerFactory.getLogger(Mesh.class);

    private final Application app;
    private final Peer self;
    private final DistributionOptions options;
    private final MeshLoop loop;
    private final MeshLink link;
    private final MembershipLoop membership;
    private final LocalServices local;
    private final RemoteEvents events;
    private final ReplicaMessages replicas;
    private final RemoteRequests requests;
    private final RemoteCalls calls;
    private final Reannouncer healer;
    private final Probes probes;
    private final PeerMeters meters;
    private final StatusReport report;
    /** The proxies that are registered. Belongs to the loop. */
    private final Map<Route, ServiceHandle> proxies = new HashMap<>();

    private final SerialExecutor appEvents = new SerialExecutor("events of the mesh", 10_000);
    /** Belongs to the loop. */
    private boolean leaving;

    Mesh(Application app, Peer self, DistributionOptions options, MeshLoop loop, MeshLink link) {
        this.app = app;
        this.self = self;
        this.options = options;
        this.loop = loop;
        this.link = link;
        this.membership = new MembershipLoop(
                loop,
                new Membership(self, options.remoteServices(), options.remoteServicePath(), options.detection()),
                new ProviderLog(self));
        this.local = new LocalServices(self, options, link);
        this.events = new RemoteEvents(app, options.maxQueuedEvents());
        this.replicas = new ReplicaMessages(
                self,
                link,
                loop,
                membership::view,
                service -> options.publishEvents() && local.descriptor(service).isPresent());
        if (options.replicaEvents()) Replicas.use(app, replicas);
        this.requests = new RemoteRequests(app, options, local, replicas);
        this.meters = new PeerMeters(loop);
        this.calls = new RemoteCalls(link, loop, membership, options, meters);
        this.report = new StatusReport(self, loop, link, membership, meters, requests);
        this.probes = new Probes(link, loop, options.detection(), membership::tell);
        this.healer = new Reannouncer(loop, path -> descriptor(path).ifPresent(this::announce));
        // calls first: a peer's calls end before the log says that it left
        membership.observe(calls);
        membership.observe(meters);
        membership.observe(this::carryOut);
    }

    MeshView view() {
        return membership.view();
    }

    RemoteRequests requests() {
        return requests;
    }

    RetryStats retries() {
        return calls.retries();
    }

    MeshStatus status() {
        return report.make(shared(), refused());
    }

    /** Calls to remote services fail from now on, those that wait included. */
    void leave() {
        calls.close();
    }

    /** A service was registered: shares it, unless it is a proxy or not to be shared. */
    void added(ServiceHandle service) {
        if (!isOwn(service)) return;
        taken(service.path());
        local.descriptor(service).ifPresent(descriptor -> {
            local.publishEvents(service, descriptor);
            if (options.replicaEvents()) events.ownAdded(self.key(), service);
            // behind the withdrawal of a service that had the path a moment ago
            loop.execute(() -> announce(descriptor));
        });
    }

    private static boolean isOwn(ServiceHandle service) {
        return !(service.implementation() instanceof RemoteService);
    }

    void removed(ServiceHandle service) {
        if (!isOwn(service)) return;
        freed(service.path());
        local.descriptor(service).ifPresent(this::withdraw);
        events.ownRemoved(self.key(), service);
        local.forget(service);
    }

    /** Announces a service, unless the application is leaving: it would not answer the calls. On the loop. */
    void announce(ServiceDescriptor descriptor) {
        if (!leaving) link.announce(descriptor);
    }

    /** Withdraws all services, for good. */
    void withdrawAll() {
        loop.execute(() -> leaving = true);
        shared().forEach(this::withdraw);
    }

    /**
     * Withdraws a service. Node peers drop a service of all replicas when one of them withdraws it, so only the last
     * replica tells them.
     */
    void withdraw(ServiceDescriptor descriptor) {
        loop.execute(() -> link.withdraw(descriptor, !membership.othersOffer(descriptor)));
    }

    List<ServiceDescriptor> shared() {
        return app.services().stream()
                .map(local::descriptor)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ServiceDescriptor> descriptor(String path) {
        return app.find(path).flatMap(local::descriptor);
    }

    /** A local service has taken this path, shared or not. */
    void taken(String path) {
        loop.execute(() -> {
            if (!isProxied(path)) membership.apply(new Signal.Taken(path));
        });
    }

    /** A local service has given up this path. */
    void freed(String path) {
        membership.tell(new Signal.Freed(path));
    }

    /** Time has passed. */
    void tick() {
        loop.execute(() -> {
            events.tick();
            meters.retain(view().peers());
            membership.apply(new Signal.Tick());
        });
    }

    /**
     * Whether a path has its proxy. A local service may come and go before this loop runs: when the proxy is registered
     * again, the service that took the path is gone already, and the signal is out of date.
     */
    private boolean isProxied(String path) {
        return app.find(path).filter(proxies::containsValue).isPresent();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.AddProxy(var route, var service) -> addProxy(route, service);
            case Effect.ChangeProxy(var route, var service) -> changeProxy(route, service);
            case Effect.YieldProxy(var route, var service) -> yieldProxy(route, service);
            case Effect.RemoveProxy(var route, var service) -> removeProxy(route, service);
            case Effect.Reassure(var path) -> healer.reassure(path);
            case Effect.Probe probe -> probes.plan(probe);
            case Effect.Distrusted(var peer) ->
                log.warn(
                        "{} is connected but does not answer: excluded from load balancing until it answers a healthcheck",
                        peer);
            case Effect.Trusted(var peer) -> log.info("{} answers again", peer);
            case Effect.PeerJoined(var peer) -> log.info("{} joined the mesh", peer);
            case Effect.PeerLeft(var peer) -> log.info("{} left the mesh", peer);
            case Effect.GiveUp giveUp -> {} // for RemoteCalls
        }
    }

    private void addProxy(Route route, ServiceDescriptor service) {
        var remote = new RemoteService(route, service, calls, options.timeout(), link.eventStore());
        SerialExecutor queue = events.added(route);
        try {
            app.use(route.localPath(), remote, remote.definition(), proxyOptions(service, queue));
        } catch (IllegalArgumentException e) {
            events.removed(route);
            // a local service has taken the path meanwhile: nothing is wrong
            if (app.find(route.localPath()).filter(Mesh::isOwn).isEmpty())
                log.warn(
                        "The remote service '{}' of {} cannot be used: {}",
                        service.path(),
                        service.peer(),
                        e.getMessage());
            return;
        }
        // a local service may have taken the path already; its signal comes next
        app.find(route.localPath())
                .filter(handle -> handle.implementation().equals(remote))
                .ifPresent(handle -> proxies.put(route, handle));
        log.info("Service '{}' is offered by {}", route.localPath(), service.peer());
        announceToApp("service", route, service);
    }

    private void changeProxy(Route route, ServiceDescriptor service) {
        ServiceHandle proxy = proxies.get(route);
        if (proxy == null || !(proxy.implementation() instanceof RemoteService remote)) return;
        remote.offers(service);
        SerialExecutor queue = proxy.options().eventQueue().orElseThrow();
        proxy.redefine(remote.definition(), proxyOptions(service, queue));
        log.info(
                "Service '{}' now has the methods {} and the events {}",
                route.localPath(),
                service.methods(),
                service.events());
    }

    private ServiceOptions proxyOptions(ServiceDescriptor service, SerialExecutor queue) {
        return ServiceOptions.of(proxy -> {
            proxy.serviceEvents(service.events().toArray(String[]::new))
                    .hooks(options.hooks())
                    // the provider sends the event to all peers; emitting it here as well would double it
                    .hooks(registration -> registration.after(context -> context.event(null)))
                    .eventQueue(queue)
                    .with("remote", true)
                    .with("key", service.key())
                    .with("remoteOptions", service.remoteOptions());
            options.middlewares().forEach(proxy::with);
        });
    }

    private void removeProxy(Route route, ServiceDescriptor service) {
        ServiceHandle proxy = proxies.remove(route);
        if (proxy == null) return;
        events.departed(route, proxy);
        app.unuse(proxy);
        log.info("Service '{}' has no provider left; its proxy was removed", route.localPath());
        announceToApp("service-removed", route, service);
    }

    private void yieldProxy(Route route, ServiceDescriptor service) {
        events.removed(route);
        if (proxies.remove(route) == null) return;
        log.info("Service '{}' of {} gives way to one of this application", route.localPath(), service.peer());
        announceToApp("service-removed", route, service);
    }

    /** Listeners are application code and run on a queue of their own, not on this loop. */
    private void announceToApp(String event, Route route, ServiceDescriptor service) {
        if (!app.hears(event)) return;
        var seen = new ServiceDescriptor(
                service.uuid(),
                service.key(),
                route.localPath(),
                service.events(),
                service.methods(),
                service.remoteOptions());
        appEvents.add(() -> app.emit(event, seen));
    }

    @Override
    public void onJoined(Peer peer) {
        meters.heard(peer);
        membership.tell(new Signal.Joined(peer));
    }

    @Override
    public void onLeft(Peer peer) {
        membership.tell(new Signal.Left(peer));
    }

    @Override
    public void onLinked(Peer peer) {
        meters.heard(peer);
        membership.tell(new Signal.Linked(peer));
    }

    @Override
    public void onUnlinked(Peer peer) {
        membership.tell(new Signal.Unlinked(peer));
    }

    @Override
    public void onService(ServiceDescriptor service) {
        meters.heard(service.peer());
        membership.tell(new Signal.Offered(service));
    }

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {
        membership.tell(new Signal.Removed(service));
    }

    @Override
    public void onEvent(MeshEvent event) {
        events.on(event);
    }

    @Override
    public @Nullable CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
        return events.backlog(event);
    }

    /** Events that were dropped on their way to listeners here. */
    long refused() {
        return events.refused() + appEvents.refused() + link.refused();
    }

    @Override
    public void onRequest(IncomingRequest request) {
        requests.on(request);
    }
}
