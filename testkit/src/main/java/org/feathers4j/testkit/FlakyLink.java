package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshLoop;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Any other link on a bad day. Requests, answers and events are lost, come late and overtake each other, events and announcements come twice, and a cable can be
 * pulled, as the test wants. It stays within what a {@link MeshLink} may do: what comes from one peer unasked keeps its order, no request is executed twice, no
 * answer given twice.
 *
 * <pre>{@code
 * var flaky = new FlakyLink(mesh.link(), MeshLoop.start("flaky"), 1);
 * app.configure(Distribution.create(o -> o.link(flaky)));
 * flaky.weather(NetworkConditions.STORM);
 * }</pre>
 *
 * <p>Any thread may change the weather. The loop belongs to the link and is closed with it.
 */
public final class FlakyLink implements MeshLink {
    private final MeshLink link;
    private final MeshLoop loop;
    private final Random random;
    private final AtomicLong lastArrival = new AtomicLong();
    private final Queue<Runnable> inOrder = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> held = new ArrayList<>();
    private volatile NetworkConditions weather = NetworkConditions.FAIR;
    private boolean cut;

    /**
     * A link in fair weather.
     *
     * @param link which does the work
     * @param loop whose time the delays take
     * @param seed of what happens by chance
     */
    public FlakyLink(MeshLink link, MeshLoop loop, long seed) {
        this.link = link;
        this.loop = loop;
        this.random = new Random(seed);
    }

    /** How everything from now on is treated; the size of pieces means nothing here. */
    public void weather(NetworkConditions value) {
        weather = value;
    }

    /** No message passes in either direction, and no side is told: messages wait. */
    public void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    /** What has waited goes on its way, in its order. */
    public void heal() {
        List<Runnable> waiting;
        lock.lock();
        try {
            cut = false;
            waiting = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(this::passes);
    }

    /** Goes on its way, unless the cable is cut. */
    private void passes(Runnable message) {
        lock.lock();
        try {
            if (cut) {
                held.add(message);
                return;
            }
        } finally {
            lock.unlock();
        }
        message.run();
    }

    private boolean isLost() {
        return random.nextDouble() < weather.loss();
    }

    private Duration delay() {
        long shortest = weather.shortestDelay().toNanos();
        long spread = weather.longestDelay().toNanos() - shortest;
        return Duration.ofNanos(shortest + (spread > 0 ? random.nextLong(spread) : 0));
    }

    /** On its way for as long as chance wants; may overtake what went before. */
    private void travel(Runnable message) {
        loop.schedule(delay(), () -> passes(message));
    }

    /** On its way, after everything that went before. */
    private void travelInOrder(Runnable message) {
        long now = loop.nanos();
        long arrival = lastArrival.accumulateAndGet(now + delay().toNanos(), Math::max);
        inOrder.add(message);
        // the first one is woken first, even when the clock cannot tell two moments apart
        loop.schedule(Duration.ofNanos(arrival - now), () -> passes(inOrder.remove()));
    }

    @Override
    public void open(LocalApp app, MeshListener listener) {
        link.open(app, new FlakyListener(listener));
    }

    @Override
    public void announce(ServiceDescriptor service) {
        link.announce(service);
    }

    @Override
    public void withdraw(ServiceDescriptor service, boolean tellOthers) {
        link.withdraw(service, tellOthers);
    }

    @Override
    public void publish(MeshEvent event) {
        link.publish(event);
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        return request(onReply, hears -> link.request(peer, request, hears));
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Duration left, Consumer<Reply> onReply) {
        return request(onReply, hears -> link.request(peer, request, left, hears));
    }

    private Call request(Consumer<Reply> onReply, Function<Consumer<Reply>, Call> send) {
        var cancelled = new AtomicBoolean();
        Consumer<Reply> hears = answer(reply -> {
            if (!cancelled.get()) onReply.accept(reply);
        });
        if (isCut()) passes(() -> send(send, hears, cancelled));
        else if (!isLost()) {
            Call call = send.apply(hears);
            return () -> {
                cancelled.set(true);
                call.cancel();
            };
        }
        return () -> cancelled.set(true);
    }

    private static void send(Function<Consumer<Reply>, Call> send, Consumer<Reply> hears, AtomicBoolean cancelled) {
        if (cancelled.get()) return;
        try {
            var unused = send.apply(hears); // the flag cancels it
        } catch (FeathersException e) {
            hears.accept(new Reply.Lost(false, e.message()));
        }
    }

    private boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** A lost connection is noticed here, independent of the delays of the link. */
    private Consumer<Reply> answer(Consumer<Reply> onReply) {
        return reply -> {
            if (reply instanceof Reply.Lost) onReply.accept(reply);
            else if (!isLost()) travel(() -> onReply.accept(reply));
        };
    }

    @Override
    public void drain() {
        link.drain();
    }

    @Override
    public void close(Duration timeout) {
        link.close(timeout);
        loop.close();
    }

    @Override
    public Map<String, PeerDetails> details() {
        return link.details();
    }

    @Override
    public String description() {
        return "flaky " + link.description();
    }

    /** Lets through what comes in, sooner or later, once or twice. */
    private final class FlakyListener implements MeshListener {
        private final MeshListener listener;

        FlakyListener(MeshListener listener) {
            this.listener = listener;
        }

        private void arrive(Runnable message) {
            travelInOrder(message);
            if (random.nextDouble() < weather.duplication()) travelInOrder(message);
        }

        @Override
        public void onJoined(Peer peer) {
            travelInOrder(() -> listener.onJoined(peer));
        }

        @Override
        public void onLeft(Peer peer) {
            travelInOrder(() -> listener.onLeft(peer));
        }

        @Override
        public void onLinked(Peer peer) {
            travelInOrder(() -> listener.onLinked(peer));
        }

        @Override
        public void onUnlinked(Peer peer) {
            travelInOrder(() -> listener.onUnlinked(peer));
        }

        @Override
        public void onService(ServiceDescriptor service) {
            arrive(() -> listener.onService(service));
        }

        @Override
        public void onServiceRemoved(ServiceDescriptor service) {
            arrive(() -> listener.onServiceRemoved(service));
        }

        @Override
        public void onEvent(MeshEvent event) {
            if (!isLost()) arrive(() -> listener.onEvent(event));
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
            return listener.backlog(event);
        }

        @Override
        public void onRequest(IncomingRequest request) {
            if (!isLost()) travel(() -> listener.onRequest(request));
        }
    }
}
