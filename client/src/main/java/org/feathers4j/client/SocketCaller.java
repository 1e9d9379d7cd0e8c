package org.feathers4j.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.json.JsonException;
import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketEncoder;
import org.feathers4j.socketio.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls and events over one socket, with a connection that is made again when it is lost (socket.io-client, lib/socket.ts and lib/manager.ts). Owner of the connection, of the calls under way and of what is
 * known of the session; all of it is guarded by the lock, under which nothing blocks. Listeners have a thread of their own, timers another one.
 */
final class SocketCaller implements Caller {
    private static final Logger log = LoggerFactory.getLogger(SocketCaller.class);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 20;

    private final URI uri;
    private final ClientOptions options;
    private final ClientNetwork network;
    private final SocketListener listener;
    private final ScheduledThreadPoolExecutor timers;
    private final ThreadPoolExecutor events;
    private volatile @Nullable Thread listening;
    private final Semaphore room;
    private final AtomicLong nextId = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Long, PendingCall> waiting = new LinkedHashMap<>();
    private final Map<Long, PendingCall> sent = new LinkedHashMap<>();
    /** Events that came before the connect packet: what was missed does, from Socket.IO in Node (socket.io, lib/socket.ts). */
    private final List<List<@Nullable Object>> early = new ArrayList<>();

    private @Nullable SocketSession session;
    /** Until when the server has to say something: its handshake first, then pings. */
    private @Nullable Future<?> deadline;

    private @Nullable String pid;
    private @Nullable String offset;
    private long silence;
    private int maxPayload;
    private long loginId = Packet.Event.NO_ACK;
    private boolean joined;
    private boolean recovered;
    private boolean ready;
    private boolean closed;
    private int failures;
    private String why = "it has not been made yet";

    SocketCaller(URI uri, ClientOptions options, ClientNetwork network, SocketListener listener) {
        this.uri = uri;
        this.options = options;
        this.network = network;
        this.listener = listener;
        room = new Semaphore(options.maxPendingCalls());
        timers = new ScheduledThreadPoolExecutor(1, daemon("feathers4j-client-timers"));
        timers.setRemoveOnCancelPolicy(true);
        events = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(options.maxQueuedEvents()), this::eventThread);
    }

    private Thread eventThread(Runnable task) {
        Thread made = daemon("feathers4j-client-events").newThread(task);
        listening = made;
        return made;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    void connect() {
        locked(() -> {
            if (closed || session != null) return;
            // more events would not help listeners that are behind; a few wait always: the news of the loss, for one
            if (events.getQueue().size() > Math.max(1, options.maxQueuedEvents() / 2)) {
                again();
                return;
            }
            var next = new SocketSession(this, options.maxAnswerBytes());
            session = next;
            expect(next, options.connectTimeout(), "it did not let the client in within ");
            network.open(
                    new WebSocketCall(uri, options.headers(), options.connectTimeout(), options.maxAnswerBytes()),
                    next);
        });
    }

    boolean isConnected() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }

    boolean isCurrent(SocketSession asked) {
        lock.lock();
        try {
            return isPresent(asked);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** Runs the step unless that connection is not the present one any more. */
    private void during(SocketSession from, Runnable step) {
        locked(() -> {
            if (isPresent(from)) step.run();
        });
    }

    @SuppressWarnings("ReferenceEquality") // this very connection
    private boolean isPresent(SocketSession asked) {
        return session == asked;
    }

    private void expect(SocketSession from, Duration within, String what) {
        if (deadline != null) deadline.cancel(false);
        deadline =
                timers.schedule(() -> lost(from, what + Failures.text(within)), within.toNanos(), TimeUnit.NANOSECONDS);
    }

    // what the server says

    void open(SocketSession from, long silenceMillis, int mostBytes) {
        during(from, () -> {
            silence = silenceMillis;
            maxPayload = mostBytes;
            var auth = new LinkedHashMap<String, @Nullable Object>(options.auth());
            if (pid != null) auth.put("pid", pid);
            if (pid != null && offset != null) auth.put("offset", offset);
            from.send(PacketEncoder.encode(new Packet.Connect("/", auth)));
        });
    }

    void pinged(SocketSession from) {
        during(from, () -> {
            if (ready) expect(from, Duration.ofMillis(silence), "the server sent no ping within ");
        });
    }

    void packet(SocketSession from, Packet packet) {
        if (!SocketSession.isMain(packet)) return;
        during(from, () -> {
            switch (packet) {
                case Packet.Connect(var namespace, var ids) -> join(from, ids);
                case Packet.Event event -> event(from, event.args());
                case Packet.Ack ack -> acknowledged(from, ack);
                case Packet.Disconnect disconnect -> lost(from, "the server disconnected the client");
                case Packet.Connected connected -> {}
                case Packet.Refused refused -> {}
            }
        });
    }

    private void join(SocketSession from, Map<String, @Nullable Object> ids) {
        if (joined || !(ids.get("sid") instanceof String))
            throw new ProtocolException("a second connect packet, or one without an id");
        String given = ids.get("pid") instanceof String text ? text : null;
        recovered = given != null && given.equals(pid);
        if (!recovered) offset = null;
        pid = given;
        joined = true;
        var missed = new ArrayList<>(early);
        early.clear();
        for (List<@Nullable Object> args : missed) event(from, args);
        if (!isPresent(from)) return; // more than the listeners can take
        // also when it goes on: Feathers in Node makes a new connection then, which nobody is logged in on
        Map<String, Object> login = listener.login();
        if (login == null) ready(from);
        else login(from, login);
    }

    private void login(SocketSession from, Map<String, Object> data) {
        loginId = nextId.getAndIncrement();
        List<@Nullable Object> args = List.of("create", options.authenticationPath(), data, Map.of());
        from.send(PacketEncoder.encode(new Packet.Event("/", loginId, args)));
    }

    private void ready(SocketSession from) {
        boolean goesOn = recovered;
        if (!tell(from, () -> listener.connected(goesOn))) return;
        failures = 0;
        ready = true;
        expect(from, Duration.ofMillis(silence), "the server sent no ping within ");
        var held = new ArrayList<>(waiting.values());
        waiting.clear();
        held.forEach(call -> send(from, call));
    }

    private void event(SocketSession from, List<@Nullable Object> args) {
        if (!joined) {
            if (early.size() == options.maxQueuedEvents())
                throw new ProtocolException("%d events before the connect packet".formatted(early.size()));
            early.add(args);
            return;
        }
        if (!(args.getFirst() instanceof String name)) return;
        int space = name.lastIndexOf(' ');
        Object item = args.size() > 1 ? args.get(1) : null;
        if (space > 0 && !tell(from, () -> listener.event(name.substring(0, space), name.substring(space + 1), item)))
            return;
        // the server adds it behind the arguments, and replays from there on
        if (pid != null && args.size() > 1 && args.getLast() instanceof String last) offset = last;
    }

    /** False when listeners are too far behind, which ends the connection. */
    private boolean tell(SocketSession from, Runnable news) {
        try {
            events.execute(() -> {
                try {
                    news.run();
                } catch (RuntimeException | Error e) {
                    log.warn("A listener of {} failed; the next event follows", uri, e);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            if (!closed) lost(from, "listeners are %d events behind".formatted(options.maxQueuedEvents()));
            return false;
        }
    }

    private void acknowledged(SocketSession from, Packet.Ack ack) {
        Object error = ack.args().isEmpty() ? null : ack.args().getFirst();
        Object result = ack.args().size() > 1 ? ack.args().get(1) : null;
        if (ack.id() == loginId) {
            loginId = Packet.Event.NO_ACK;
            loggedIn(from, error, result);
            return;
        }
        PendingCall call = sent.remove(ack.id());
        if (call == null) log.debug("An answer of {} comes too late, or was not asked for: {}", uri, ack.id());
        else if (error == null) call.answer().complete(result);
        else call.answer().completeExceptionally(FeathersException.fromJson(error));
    }

    private void loggedIn(SocketSession from, @Nullable Object error, @Nullable Object result) {
        if (error == null) listener.loggedIn(result);
        else {
            FeathersException failure = FeathersException.fromJson(error);
            if (!listener.loginFailed(failure)) {
                lost(from, "the login failed: " + failure.message());
                return;
            }
            failAll(waiting, () -> FeathersException.fromJson(error));
        }
        ready(from);
    }

    /** The connection has ended, or is ended here. Without effect when it is not the present one. */
    void lost(SocketSession from, String reason) {
        during(from, () -> {
            boolean wasReady = ready;
            session = null;
            joined = false;
            ready = false;
            early.clear();
            loginId = Packet.Event.NO_ACK;
            why = reason;
            if (deadline != null) deadline.cancel(false);
            from.close();
            if (closed) return;
            if (wasReady) {
                log.info("The connection to {} is lost: {}", uri, reason);
                tellLost(reason);
            } else if (failures == 0) log.info("No connection to {}: {}; trying again", uri, reason);
            failAll(
                    sent,
                    () -> FeathersException.unavailable(
                            "The connection to %s was lost before the answer came, so the call may have been made or not: %s",
                            uri, reason));
            again();
        });
    }

    private void tellLost(String reason) {
        try {
            events.execute(() -> listener.disconnected(reason));
        } catch (RejectedExecutionException e) {
            log.debug("Listeners of {} are too far behind to be told that it is lost", uri);
        }
    }

    private void again() {
        long base = options.reconnectionDelay().toMillis() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        long delay = Math.min(base, options.reconnectionDelayMax().toMillis());
        double jitter = 0.5 + ThreadLocalRandom.current().nextDouble();
        var unused = timers.schedule(this::connect, (long) (delay * jitter), TimeUnit.MILLISECONDS);
    }

    /** @param failure a new one for each call, for each caller puts its own stack into it */
    private static void failAll(Map<Long, PendingCall> calls, Supplier<FeathersException> failure) {
        var failing = new ArrayList<>(calls.values());
        calls.clear();
        failing.forEach(call -> call.answer().completeExceptionally(failure.get()));
    }

    // what callers want

    @Override
    public @Nullable Object call(ServiceCall call) throws InterruptedException {
        if (!room.tryAcquire())
            throw FeathersException.unavailable(
                    "%s at %s failed: %d calls wait already", call, uri, options.maxPendingCalls());
        try {
            return answer(pending(call));
        } finally {
            room.release();
        }
    }

    private PendingCall pending(ServiceCall call) {
        var args = new ArrayList<@Nullable Object>();
        args.add(call.method());
        args.add(call.routed(UnaryOperator.identity(), UnaryOperator.identity()));
        switch (call.method()) {
            case "find" -> {}
            case "get", "remove" ->
                args.add(call.id() == null ? null : call.id().value());
            case "update", "patch" -> {
                args.add(call.id() == null ? null : call.id().value());
                args.add(call.data());
            }
            default -> args.add(call.data());
        }
        args.add(call.params().query());
        long id = nextId.getAndIncrement();
        return new PendingCall(call, id, frame(call, new Packet.Event("/", id, args)), new CompletableFuture<>());
    }

    private static Frame frame(ServiceCall call, Packet packet) {
        try {
            return PacketEncoder.encode(packet);
        } catch (JsonException e) {
            throw FeathersException.badRequest("The data or the query of %s are not JSON: %s", call, e.getMessage())
                    .withCause(e);
        }
    }

    private @Nullable Object answer(PendingCall call) throws InterruptedException {
        Duration timeout = call.call().timeout(options.timeout());
        locked(() -> submit(call));
        try {
            return call.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FeathersException known ? of(known) : FeathersException.from(e);
        } catch (TimeoutException e) {
            throw timeout(call, timeout);
        } finally {
            locked(() -> {
                waiting.remove(call.id());
                sent.remove(call.id());
            });
        }
    }

    /** With the stack of the caller, who would see that of a thread of ours. */
    private static FeathersException of(FeathersException known) {
        known.setStackTrace(new Throwable().getStackTrace());
        return known;
    }

    private FeathersException timeout(PendingCall call, Duration timeout) {
        lock.lock();
        try {
            return waiting.containsKey(call.id())
                    ? FeathersException.timeout(
                            "%s at %s was not sent in %s, for there is no connection: %s",
                            call.call(), uri, Failures.text(timeout), why)
                    : FeathersException.timeout(
                            "%s at %s got no answer in %s", call.call(), uri, Failures.text(timeout));
        } finally {
            lock.unlock();
        }
    }

    private void submit(PendingCall call) {
        SocketSession present = session;
        if (closed) call.answer().completeExceptionally(Failures.closed(call.call()));
        else if (ready && present != null) send(present, call);
        else waiting.put(call.id(), call);
    }

    private void send(SocketSession present, PendingCall call) {
        if (call.frame().size() > maxPayload) {
            call.answer()
                    .completeExceptionally(FeathersException.of(
                            ErrorKind.PAYLOAD_TOO_LARGE,
                            "%s at %s has %d bytes, and the server takes %d",
                            call.call(),
                            uri,
                            call.frame().size(),
                            maxPayload));
            return;
        }
        sent.put(call.id(), call);
        present.send(call.frame());
    }

    @Override
    public void close() {
        locked(() -> {
            if (closed) return;
            closed = true;
            SocketSession last = session;
            if (last != null) lost(last, "the client was closed");
            Supplier<FeathersException> failure = () -> Failures.closed("The call at " + uri);
            failAll(waiting, failure);
            failAll(sent, failure);
        });
        timers.shutdownNow();
        events.getQueue().clear();
        events.shutdown();
        network.close();
        awaitListeners();
    }

    private void awaitListeners() {
        try {
            // a listener may be the one that closes the client
            boolean isHere = Thread.currentThread().equals(listening);
            if (!isHere && !events.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS)) events.shutdownNow();
        } catch (InterruptedException e) {
            events.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
