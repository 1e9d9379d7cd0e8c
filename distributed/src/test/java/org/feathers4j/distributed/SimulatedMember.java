package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/** A process of a {@link SimulatedWorld}: says hello, keeps connections, answers requests, makes calls. Times are cote's: a hello every 10 s, gone after 30 s. */
final class SimulatedMember {
    private static final Duration HELLO = Duration.ofSeconds(10);
    private static final Duration GONE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SimulatedWorld world;
    private final Peer self;
    private final String host;
    private final Membership membership;
    private final Probes probes;
    private final LoadBalancer balancer = LoadBalancer.inTurn();
    private final Set<String> local = new HashSet<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<SimulatedMember, Long> heard = new LinkedHashMap<>();
    private final Map<SimulatedMember, SimulatedConnection> connections = new LinkedHashMap<>();
    private final Set<String> believed = new HashSet<>();
    private final Queue<Runnable> asleep = new ArrayDeque<>();
    private MeshView view = MeshView.empty();
    private List<Runnable> waiters = new ArrayList<>();
    private boolean alive = true;
    private boolean frozen;
    private boolean leaving;
    private int underWay;

    SimulatedMember(SimulatedWorld world, Peer self, String host) {
        this.world = world;
        this.self = self;
        this.host = host;
        membership = new Membership(self, service -> true, ServiceDescriptor::path, Detection.DEFAULT);
        probes = new Probes(new Link(), new Loop(), Detection.DEFAULT, this::tell);
    }

    Peer self() {
        return self;
    }

    String host() {
        return host;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean offers(String path) {
        return local.contains(path);
    }

    Map<String, Route> routes() {
        return routes;
    }

    MeshView view() {
        return view;
    }

    LoadBalancer balancer() {
        return balancer;
    }

    Set<String> owners(String path) {
        Route route = routes.get(path);
        List<Peer> owners = route == null ? null : view.owners(route);
        var uuids = new TreeSet<String>();
        if (owners != null) owners.forEach(owner -> uuids.add(owner.uuid()));
        return uuids;
    }

    // what happens to it

    void start() {
        List.of(0, 250, 1000, 2000).forEach(millis -> world.later(Duration.ofMillis(millis), this::sayHello));
        every(HELLO, this::sayHello);
        every(LOOK, this::look);
        every(HELLO, () -> tell(new Signal.Tick()));
    }

    private void every(Duration interval, Runnable task) {
        world.later(interval, () -> {
            if (!alive) return;
            whenAwake(task);
            every(interval, task);
        });
    }

    void kill() {
        alive = false;
        asleep.clear();
        breakConnections();
    }

    void breakConnections() {
        connections.values().forEach(SimulatedConnection::breakDown);
        for (SimulatedMember each : world.members) {
            SimulatedConnection toUs = each.connections.get(this);
            if (toUs != null) toUs.breakDown();
        }
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
        while (!frozen && !asleep.isEmpty()) asleep.remove().run();
    }

    void whenAwake(Runnable task) {
        if (!alive) return;
        if (frozen) asleep.add(task);
        else task.run();
    }

    void use(String path) {
        if (leaving || !local.add(path)) return;
        tell(new Signal.Taken(path));
        publish(new Signal.Offered(descriptor(path)));
    }

    void unuse(String path) {
        if (!local.remove(path)) return;
        publish(new Signal.Removed(descriptor(path)));
        tell(new Signal.Freed(path));
    }

    /** Leaves as {@code app.close()} does: withdraws, finishes what is under way, ends. */
    void leave() {
        for (String each : List.copyOf(local)) publish(new Signal.Removed(descriptor(each)));
        local.clear();
        leaving = true;
        world.later(Duration.ofMillis(100), this::endWhenIdle);
    }

    private void endWhenIdle() {
        if (!alive) return;
        if (underWay == 0) kill();
        else world.later(Duration.ofMillis(50), this::endWhenIdle);
    }

    private ServiceDescriptor descriptor(String path) {
        return new ServiceDescriptor(self.uuid(), self.key(), path, List.of(), List.of("get", "create"), Map.of());
    }

    private void publish(Signal message) {
        for (SimulatedMember each : world.members) {
            SimulatedConnection toUs = each.connections.get(this);
            if (toUs != null) toUs.publish(message);
        }
    }

    // discovery

    private void sayHello() {
        if (!alive || frozen) return;
        for (SimulatedMember each : world.alive())
            if (each != this && !world.isCut(this, each) && !world.losesHello())
                world.later(world.aWhile(), () -> each.whenAwake(() -> each.onHello(this)));
    }

    private void onHello(SimulatedMember from) {
        boolean known = heard.put(from, world.now()) != null;
        if (known) return;
        tell(new Signal.Joined(from.self));
        connect(from);
        sayHello();
    }

    private void connect(SimulatedMember to) {
        world.later(world.aWhile(), () -> {
            if (!alive || !heard.containsKey(to) || connections.containsKey(to)) return;
            if (!to.alive || world.isCut(this, to) || world.isCut(to, this)) return;
            var connection = new SimulatedConnection(world, this, to);
            connections.put(to, connection);
            tell(new Signal.Linked(to.self));
            for (String each : to.local) connection.publish(new Signal.Offered(to.descriptor(each)));
        });
    }

    /** Who is silent is gone; who is heard but not connected is dialled. */
    private void look() {
        for (SimulatedMember each : List.copyOf(heard.keySet())) {
            if (world.now() - heard.getOrDefault(each, 0L) > GONE.toNanos()) onGone(each);
            else if (!connections.containsKey(each)) connect(each);
        }
    }

    private void onGone(SimulatedMember member) {
        heard.remove(member);
        SimulatedConnection connection = connections.remove(member);
        if (connection != null) tell(new Signal.Unlinked(member.self));
        believed.removeIf(each -> each.startsWith(member.self.uuid() + "/"));
        if (world.sabotage != SimulatedWorld.Sabotage.DEAF_TO_FAREWELLS) tell(new Signal.Left(member.self));
        if (connection != null) connection.giveUp();
    }

    void onUnlinked(SimulatedConnection connection) {
        for (SimulatedMember each : List.copyOf(connections.keySet()))
            if (connections.get(each) == connection) {
                connections.remove(each);
                tell(new Signal.Unlinked(each.self));
            }
    }

    /** News of a service, from its provider. */
    void hear(Signal message) {
        if (!alive) return;
        switch (message) {
            case Signal.Offered(var service) -> believed.add(service.uuid() + "/" + service.path());
            case Signal.Removed(var service) -> believed.remove(service.uuid() + "/" + service.path());
            default -> throw new IllegalArgumentException("nobody publishes " + message);
        }
        tell(message);
    }

    // the real thing

    private void tell(Signal signal) {
        if (System.getProperty("trace", "").equals(self.uuid())) if (!alive) return;
        if (world.sabotage == SimulatedWorld.Sabotage.UNFORGIVING && signal instanceof Signal.Answered) return;
        List<Effect> effects = membership.apply(signal);
        view = membership.view();
        // a local service replaces a proxy of its path, as the registry does
        routes.keySet().removeIf(local::contains);
        effects.forEach(this::carryOut);
        view = membership.view();
        List<Runnable> awaken = waiters;
        waiters = new ArrayList<>();
        awaken.forEach(each -> world.later(Duration.ZERO, each));
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.AddProxy(var route, var service) -> {
                if (routes.put(route.localPath(), route) != null) world.violated(this + " has two proxies of " + route);
            }
            case Effect.RemoveProxy(var route, var service) -> {
                if (!routes.remove(route.localPath(), route)) world.violated(this + " removes no proxy of " + route);
            }
            case Effect.ChangeProxy(var route, var service) -> {
                if (!route.equals(routes.get(route.localPath())))
                    world.violated(this + " changes no proxy of " + route);
            }
            case Effect.YieldProxy yielded -> {}
            case Effect.GiveUp gone -> {}
            case Effect.Probe probe -> probes.plan(probe);
            case Effect.Distrusted excluded -> {}
            case Effect.Trusted trusted -> {}
            case Effect.Reassure reassure -> {}
            case Effect.PeerJoined joined -> {}
            case Effect.PeerLeft left -> {}
        }
    }

    /** Runs a task once there is a newer view. */
    void onNews(Runnable task) {
        waiters.add(task);
    }

    void denied(Route route, Peer peer, long version) {
        tell(new Signal.Denied(route, peer, version));
    }

    void answered(Peer peer) {
        if (view.suspected().contains(peer)) tell(new Signal.Answered(peer, world.now()));
    }

    void waiting(Peer peer) {
        tell(new Signal.Waiting(peer, world.now()));
    }

    void unanswered(Peer peer) {
        tell(new Signal.Unanswered(peer, world.now()));
    }

    MeshLink.Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        for (Map.Entry<SimulatedMember, SimulatedConnection> each : connections.entrySet())
            if (each.getKey().self.equals(peer)) return each.getValue().request(request, onReply);
        world.later(Duration.ZERO, () -> onReply.accept(new Reply.Lost(false, "it is not connected")));
        return () -> {};
    }

    /** No request may go to somebody who has withdrawn, is gone or is not connected, as far as this member was told. */
    void expectOwner(Peer peer, String path) {
        boolean linked = connections.keySet().stream().anyMatch(each -> each.self.equals(peer));
        if (!linked) world.violated("%s asks %s, which is not connected".formatted(this, peer));
        if (!believed.contains(peer.uuid() + "/" + path))
            world.violated("%s asks %s for %s, which it does not offer".formatted(this, peer, path));
    }

    /** A request of another member. */
    void onRequest(MeshRequest request, Consumer<Reply> reply) {
        if (!alive) return;
        if (leaving) {
            reply.accept(new Reply.Failure(() -> Leaving.error(self.key()).toJson()));
            return;
        }
        if (request.type().equals(MeshRequest.HEALTHCHECK)) {
            reply.accept(new Reply.Success(() -> true));
            return;
        }
        if (!local.contains(request.path())) {
            FeathersException denial = NotOffered.error(request.path(), self.key());
            reply.accept(new Reply.Failure(denial::toJson));
            return;
        }
        underWay++;
        if (request.id() instanceof Integer id && request.type().equals("create"))
            world.executions.merge(id, 1, Integer::sum);
        Duration takes = Duration.ofMillis(world.random.nextInt(20) == 0 ? 3000 : world.random.nextInt(20));
        world.later(
                takes,
                () -> whenAwake(() -> {
                    underWay--;
                    reply.accept(new Reply.Success(() -> request.id()));
                }));
    }

    @Override
    public String toString() {
        return self + " on " + host;
    }

    /** Its mesh loop. */
    private final class Loop implements MeshLoop {
        @Override
        public void execute(Runnable task) {
            world.later(Duration.ZERO, () -> whenAwake(task));
        }

        @Override
        public Registration schedule(Duration delay, Runnable task) {
            world.later(delay, () -> whenAwake(task));
            return () -> {};
        }

        @Override
        public long nanos() {
            return world.now();
        }

        @Override
        public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout) {
            throw new UnsupportedOperationException("nobody waits here");
        }

        @Override
        public void close() {}
    }

    /** Its link, as far as probes need one. */
    private final class Link implements MeshLink {
        @Override
        public Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
            return SimulatedMember.this.request(peer, request, onReply);
        }

        @Override
        public void open(LocalApp app, MeshListener listener) {}

        @Override
        public void announce(ServiceDescriptor service) {}

        @Override
        public void withdraw(ServiceDescriptor service, boolean tellOthers) {}

        @Override
        public void publish(MeshEvent event) {}

        @Override
        public void drain() {}

        @Override
        public void close(Duration timeout) {}

        @Override
        public String description() {
            return "simulated";
        }
    }
}
