package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Loopback;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** An application that writes down what its link tells it, and answers requests by a function. */
final class TestApp implements MeshListener, AutoCloseable {
    static final Duration DEADLINE = Patience.ofSeconds(20);

    final Peer self;
    final LocalApp local;
    final MeshLink link;
    /** What was heard: {@code joined k}, {@code linked k}, {@code service k/path}, ... */
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    final Queue<MeshEvent> events = new ConcurrentLinkedQueue<>();
    final Queue<Peer> linked = new ConcurrentLinkedQueue<>();
    final AtomicInteger answered = new AtomicInteger();
    private volatile boolean closed;
    private volatile Function<MeshRequest, @Nullable Object> answers = MeshRequest::toJson;

    TestApp(String key, MeshLink link) {
        this.link = link;
        self = new Peer(UUID.randomUUID().toString(), key);
        local = new LocalApp(
                self,
                List.of("created", "updated", "patched", "removed"),
                List.of("find", "get", "create", "update", "patch", "remove"),
                true,
                Duration.ofSeconds(5));
    }

    /** An application on the loopback of this host that has joined. */
    static TestApp joined(String key, int udpPort, Consumer<CoteOptions.Builder> more) {
        var app = new TestApp(key, CoteLink.create(options -> more.accept(Loopback.options(options, udpPort))));
        app.link.open(app.local, app);
        return app;
    }

    TestApp answering(Function<MeshRequest, @Nullable Object> function) {
        answers = function;
        return this;
    }

    ServiceDescriptor offers(String path) {
        var service = service(path);
        link.announce(service);
        return service;
    }

    ServiceDescriptor service(String path) {
        return new ServiceDescriptor(
                self.uuid(), self.key(), path, List.of("created"), List.of("find", "get"), Map.of());
    }

    void awaitHeard(String what) {
        Eventually.await(DEADLINE, "'%s' among %s".formatted(what, heard), () -> heard.contains(what));
    }

    void awaitLinked(TestApp other) {
        Eventually.await(DEADLINE, "a link to " + other.self, () -> linked.contains(other.self));
    }

    void awaitUnlinked(TestApp other) {
        Eventually.await(DEADLINE, "no link to " + other.self, () -> !linked.contains(other.self));
    }

    long count(String what) {
        return heard.stream().filter(what::equals).count();
    }

    static MeshRequest find(String path) {
        return new MeshRequest("find", "k", path, Map.of("params", Map.of()));
    }

    /** Asks another application and waits for what becomes of it. */
    Reply ask(TestApp other, MeshRequest request) {
        return send(other, request)
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    CompletableFuture<Reply> send(TestApp other, MeshRequest request) {
        var reply = new CompletableFuture<Reply>();
        link.request(other.self, request, reply::complete);
        return reply;
    }

    static @Nullable Object result(Reply reply) {
        return switch (reply) {
            case Reply.Success success -> success.result().get();
            case Reply.Failure failure ->
                throw new AssertionError("failed: " + failure.error().get());
            case Reply.Lost lost -> throw new AssertionError("lost: " + lost);
        };
    }

    @Override
    public void onJoined(Peer peer) {
        heard.add("joined " + peer.key());
    }

    @Override
    public void onLeft(Peer peer) {
        heard.add("left " + peer.key());
    }

    @Override
    public void onLinked(Peer peer) {
        linked.add(peer);
        heard.add("linked " + peer.key());
    }

    @Override
    public void onUnlinked(Peer peer) {
        linked.remove(peer);
        heard.add("unlinked " + peer.key());
    }

    @Override
    public void onService(ServiceDescriptor service) {
        heard.add("service " + service.key() + "/" + service.path());
    }

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {
        heard.add("removed " + service.key() + "/" + service.path());
    }

    @Override
    public void onEvent(MeshEvent event) {
        events.add(event);
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Thread.ofVirtual().start(() -> answer(request));
    }

    private void answer(IncomingRequest request) {
        if (closed) return; // tens of thousands may still wait for a thread of the machine
        try {
            request.reply(answers.apply(request.read()));
        } catch (FeathersException e) {
            request.fail(e);
        } finally {
            answered.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed = true;
        link.close(Duration.ofSeconds(2));
    }
}
