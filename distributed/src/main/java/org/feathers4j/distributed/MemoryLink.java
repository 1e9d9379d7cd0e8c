package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.SerialExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A link between applications of one process. Values are copied on their way, so that applications share no state by
 * accident.
 */
final class MemoryLink implements MeshLink {
    private static final int QUEUE_LIMIT = 100_000;
    private static final int EVENT_LIMIT = 1000;

    private final MemoryMesh mesh;
    private final Map<String, ServiceDescriptor> services = new ConcurrentHashMap<>();
    private final Set<MemoryLink> linked = ConcurrentHashMap.newKeySet();
    private final Set<Waiting> pending = ConcurrentHashMap.newKeySet();
    private final SerialExecutor inbox = new SerialExecutor("memory link", QUEUE_LIMIT);
    /** Events on their way to the inbox, so that requests and answers do not wait behind events that are held back. */
    private final SerialExecutor arrivals = new SerialExecutor("events of the memory link", EVENT_LIMIT);

    private volatile @Nullable LocalApp app;
    private volatile @Nullable MeshListener listener;

    /** A request that waits for its answer. */
    private record Waiting(MemoryLink target, Consumer<Reply> onReply) {}

    MemoryLink(MemoryMesh mesh) {
        this.mesh = mesh;
    }

    String uuid() {
        return self().uuid();
    }

    private Peer self() {
        LocalApp local = app;
        if (local == null) throw new IllegalStateException("The link is not open");
        return local.self();
    }

    @Override
    public void open(LocalApp local, MeshListener hears) {
        this.app = local;
        this.listener = hears;
        mesh.join(this);
    }

    /** Connects to another member, for the first time or again. */
    void meet(MemoryLink other) {
        Peer peer = other.self();
        linked.add(other);
        tell(to -> to.onJoined(peer));
        tell(to -> to.onLinked(peer));
        for (ServiceDescriptor service : other.services.values()) tell(to -> to.onService(service));
    }

    void unlink(MemoryLink other) {
        Peer peer = other.self();
        if (!linked.remove(other)) return;
        tell(to -> to.onUnlinked(peer));
        loseRequestsTo(other, "the connection was cut");
    }

    void lose(MemoryLink other) {
        unlink(other);
        Peer peer = other.self();
        tell(to -> to.onLeft(peer));
    }

    void loseAll(String reason) {
        for (Waiting waiting : List.copyOf(pending))
            if (pending.remove(waiting)) waiting.onReply().accept(new Reply.Lost(true, reason));
        linked.clear();
        listener = null;
    }

    private void loseRequestsTo(MemoryLink other, String reason) {
        for (Waiting waiting : List.copyOf(pending))
            if (waiting.target() == other && pending.remove(waiting))
                waiting.onReply().accept(new Reply.Lost(true, reason));
    }

    private void tell(Consumer<MeshListener> message) {
        inbox.add(() -> {
            MeshListener hears = listener;
            if (hears != null) message.accept(hears);
        });
    }

    @Override
    public void announce(ServiceDescriptor service) {
        services.put(service.path(), service);
        for (MemoryLink other : linked) other.tell(to -> to.onService(service));
    }

    @Override
    public void withdraw(ServiceDescriptor service, boolean tellOthers) {
        services.remove(service.path());
        for (MemoryLink other : linked) other.tell(to -> to.onServiceRemoved(service));
    }

    @Override
    public void publish(MeshEvent event) {
        var copy = new MeshEvent(event.name(), PlainValues.copy(event.message()));
        for (MemoryLink other : linked) other.arrivals.put(() -> other.take(copy));
    }

    /** Hands an event to the listener by way of the inbox, and waits while the listener has a backlog. */
    private void take(MeshEvent event) {
        var handed = new CompletableFuture<@Nullable CompletableFuture<@Nullable Void>>();
        boolean isTold = inbox.add(() -> {
            MeshListener hears = listener;
            try {
                if (hears != null) hears.onEvent(event);
            } finally {
                handed.complete(hears == null ? null : hears.backlog(event));
            }
        });
        if (!isTold) return;
        CompletableFuture<@Nullable Void> backlog = handed.join();
        if (backlog != null) backlog.join();
    }

    @Override
    public long refused() {
        return inbox.refused() + arrivals.refused();
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        return request(peer, request, onReply, () -> false);
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Duration left, Consumer<Reply> onReply) {
        long deadline = System.nanoTime() + left.toNanos();
        return request(peer, request, onReply, () -> System.nanoTime() - deadline >= 0);
    }

    private Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply, BooleanSupplier isOver) {
        MemoryLink target = linked.stream()
                .filter(link -> link.self().equals(peer))
                .findFirst()
                .orElse(null);
        if (target == null) {
            inbox.add(() -> onReply.accept(new Reply.Lost(false, "it is not connected")));
            return () -> {};
        }
        var waiting = new Waiting(target, onReply);
        Object wire = PlainValues.copy(request.toJson());
        pending.add(waiting);
        String caller = self().toString();
        target.tell(to -> to.onRequest(new Incoming(wire, caller, isOver, reply -> {
            if (pending.remove(waiting)) inbox.add(() -> onReply.accept(reply));
        })));
        return () -> pending.remove(waiting);
    }

    @Override
    public void drain() {
        services.clear();
    }

    @Override
    public void close(Duration timeout) {
        mesh.leave(this);
        loseAll("the link was closed");
    }

    @Override
    public String description() {
        return "in memory";
    }

    /** A request of another member. */
    private record Incoming(@Nullable Object wire, String caller, BooleanSupplier over, Consumer<Reply> answer)
            implements IncomingRequest {
        @Override
        public boolean isOver() {
            return over.getAsBoolean();
        }

        @Override
        public MeshRequest read() {
            return MeshRequest.fromJson(wire);
        }

        @Override
        public void reply(@Nullable Object result) {
            try {
                Object copy = PlainValues.copy(result);
                answer.accept(new Reply.Success(() -> copy));
            } catch (FeathersException e) {
                fail(FeathersException.generalError("The result cannot be sent: %s", e.message()));
            }
        }

        @Override
        public void fail(FeathersException error) {
            Object copy = copy(error);
            answer.accept(new Reply.Failure(() -> copy));
        }

        /** As with cote's link, an error with data that are not JSON arrives without them. */
        private static @Nullable Object copy(FeathersException error) {
            try {
                return PlainValues.copy(error.toJson());
            } catch (FeathersException unwritable) {
                return FeathersException.named(error.name(), error.code(), error.className(), error.message())
                        .toJson();
            }
        }
    }
}
