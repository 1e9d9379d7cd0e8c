package org.feathers4j.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import org.feathers4j.FeathersException;
import org.feathers4j.SerialExecutor;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application in the mesh, from joining to leaving. Peers, own services and all that the listener is told belong to the queue {@code inbox}; two threads of
 * jnats feed it, one of them with events only, which may be held back. Messages other than requests and answers leave through the queue {@code outbox}, in order.
 */
final class NatsSession implements Presence.Consequences {
    private static final Logger log = LoggerFactory.getLogger(NatsSession.class);
    private static final int INBOX_LIMIT = 100_000;
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final NatsOptions options;
    private final LocalApp app;
    private final MeshListener listener;
    private final Wire wire;
    private final Subjects subjects;
    private final Requests requests;
    private final Presence presence;
    private final @Nullable DurableEvents durableEvents;
    private final SerialExecutor inbox = new SerialExecutor("nats link", INBOX_LIMIT);
    private final Outbox outbox;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("nats hello").factory());
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean muted;

    /** These are replaced when jnats has closed the connection for good. */
    private volatile Connection connection;

    private volatile Dispatcher messages;
    private volatile Dispatcher events;
    private volatile @Nullable ServicesApi servicesApi;

    /** These belong to the inbox. */
    private final Map<String, ServiceDescriptor> services = new LinkedHashMap<>();

    private int connections = 1;
    private boolean connected = true;
    private boolean accepts = true;

    /** Peers that have not answered the hello by which this application drains. */
    private final Set<String> unaware = new HashSet<>();

    private final CountDownLatch drained = new CountDownLatch(1);

    private NatsSession(
            NatsOptions options,
            LocalApp app,
            MeshListener listener,
            Connection connection,
            @Nullable DurableEvents durableEvents) {
        this.options = options;
        this.app = app;
        this.listener = listener;
        this.connection = connection;
        this.durableEvents = durableEvents;
        wire = new Wire(connection, options);
        outbox = new Outbox(options.maxQueuedBytes());
        subjects = options.subjects();
        presence = new Presence(listener, this, options.nodeTimeout().toNanos());
        requests = new Requests(wire, subjects, app.self().uuid(), peer -> tell(() -> presence.unreachable(peer)));
        servicesApi = newServicesApi();
        messages = dispatcher(connection);
        events = dispatcher(connection);
    }

    private Dispatcher dispatcher(Connection of) {
        Dispatcher dispatcher = of.createDispatcher();
        dispatcher.setPendingLimits(-1, options.maxQueuedBytes());
        return dispatcher;
    }

    /** @throws IllegalStateException when no server takes the application */
    static NatsSession open(
            NatsOptions options, LocalApp app, MeshListener listener, @Nullable DurableEvents durableEvents) {
        var opened = new CompletableFuture<NatsSession>();
        ConnectionListener changes = (connection, event) -> {
            var unused = opened.thenAccept(session -> session.onConnection(connection, event));
        };
        try {
            Connection connection = connect(options, app, changes, () -> {
                var unused = opened.thenAccept(NatsSession::droppedMessages);
            });
            if (durableEvents != null) durableEvents.openOrClose(connection, app.self());
            var session = new NatsSession(options, app, listener, connection, durableEvents);
            session.join();
            opened.complete(session);
            return session;
        } catch (AuthenticationException e) {
            throw new IllegalStateException(
                    "The NATS server refuses the application (%s): check the options user, token, credentials or authHandler"
                            .formatted(e.getMessage()),
                    e);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            throw new IllegalStateException(
                    "No NATS server of the option servers (%s) can be reached: %s".formatted(options.servers(), reason),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting to NATS", e);
        }
    }

    private static Connection connect(NatsOptions options, LocalApp app, ConnectionListener changes, Runnable onDropped)
            throws IOException, InterruptedException {
        return Nats.connect(options.client(app.self().toString())
                .connectionListener(changes)
                .errorListener(new Problems(onDropped))
                .build());
    }

    private void join() {
        subscribe();
        long interval = options.helloInterval().toNanos();
        tell(() -> sayHello(subjects.hello(), true));
        var unused = clock.scheduleAtFixedRate(() -> tell(this::tick), interval, interval, TimeUnit.NANOSECONDS);
    }

    private void subscribe() {
        String uuid = app.self().uuid();
        messages.subscribe(subjects.hello(), message -> read(message, this::onHello));
        messages.subscribe(
                subjects.helloTo(uuid),
                message -> read(message, json -> {
                    onHello(json);
                    Hello.fromJson(json).ifPresent(hello -> onAware(hello.self().uuid()));
                }));
        messages.subscribe(
                subjects.bye(),
                message -> read(message, json -> {
                    if (json instanceof Map<?, ?> members && members.get("uuid") instanceof String gone)
                        presence.bye(gone);
                }));
        messages.subscribe(
                subjects.service(),
                message ->
                        read(message, json -> ServiceDescriptor.fromJson(json).ifPresent(presence::service)));
        messages.subscribe(
                subjects.serviceRemoved(),
                message ->
                        read(message, json -> ServiceDescriptor.fromJson(json).ifPresent(presence::serviceRemoved)));
        messages.subscribe(subjects.replyTo(uuid, "*"), requests::onAnswer);
        messages.subscribe(
                subjects.requestTo(uuid),
                message -> onRequest(new NatsRequest(wire, message, "a peer", MeshRequest::fromJson)));
        for (String name : app.events()) events.subscribe(subjects.events(name), this::onEvent);
    }

    /** Runs a task after those before it, unless the link is closed. A thread of jnats waits for room. */
    private void tell(Runnable task) {
        inbox.put(() -> {
            if (!muted) task.run();
        });
    }

    private void read(Message message, Consumer<@Nullable Object> taking) {
        Object json;
        try {
            json = Json.parse(message.getData());
        } catch (JsonException e) {
            log.debug("A message on {} is not JSON and is ignored", message.getSubject(), e);
            return;
        }
        tell(() -> taking.accept(json));
    }

    private void onHello(@Nullable Object json) {
        Hello hello = Hello.fromJson(json).orElse(null);
        if (hello == null || hello.self().uuid().equals(app.self().uuid())) return;
        boolean isNew = presence.hello(hello, System.nanoTime());
        if (isNew || hello.asks()) sayHello(subjects.helloTo(hello.self().uuid()), false);
    }

    private void tick() {
        if (connection.getStatus() != Connection.Status.CONNECTED) return;
        presence.tick(System.nanoTime());
        sayHello(subjects.hello(), false);
    }

    private void sayHello(String subject, boolean asks) {
        var hello = new Hello(app.self(), connections, accepts, asks, List.copyOf(services.values()));
        send(subject, "The hello", hello.toJson());
    }

    private void send(String subject, String what, Map<String, @Nullable Object> json) {
        byte[] body;
        try {
            body = wire.bytes(what, json);
        } catch (FeathersException e) {
            log.error("Peers do not learn what this application offers: {}", e.message());
            return;
        }
        outbox.add(() -> wire.publish(subject, null, body));
    }

    private void onConnection(Connection changed, ConnectionListener.Events event) {
        if (!changed.equals(connection)) return; // one that was given up
        switch (event) {
            case DISCONNECTED ->
                tell(() -> {
                    // told again for each server that is tried in vain
                    if (connected) log.warn("The connection to NATS was lost; it is tried again until there is one");
                    connected = false;
                    presence.disconnected();
                });
            case RESUBSCRIBED -> tell(this::connectedAgain);
            case CLOSED -> {
                if (closing.get()) return;
                log.error(
                        "The NATS server refuses the application ({}): check the options user, token, credentials or authHandler; "
                                + "it is tried again until it is taken",
                        changed.getLastError());
                reopenAfter(options.reconnectWait());
            }
            default -> {} // of no consequence for the mesh
        }
    }

    private void connectedAgain() {
        log.info("Connected to NATS again, at {}", connection.getConnectedUrl());
        connected = true;
        connections++;
        presence.reconnected(System.nanoTime());
        sayHello(subjects.hello(), true);
    }

    /** Requests of peers may be among what jnats has dropped: as after a lost connection peers end those under way, instead of waiting for answers. On a thread of jnats. */
    private void droppedMessages() {
        tell(() -> {
            connections++;
            sayHello(subjects.hello(), false);
        });
    }

    /** jnats gives up when a server refuses it twice; a server whose users are being changed does so for a while. */
    private void reopenAfter(Duration wait) {
        try {
            var unused = clock.schedule(() -> reopen(wait), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The link was closed meanwhile", e);
        }
    }

    private void reopen(Duration waited) {
        try {
            use(connect(options, app, this::onConnection, this::droppedMessages));
        } catch (IOException | IllegalStateException e) {
            log.debug("No connection to NATS yet", e);
            Duration twice = waited.multipliedBy(2);
            reopenAfter(twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void use(Connection next) throws InterruptedException {
        dropped.addAndGet(messages.getDroppedCount() + events.getDroppedCount());
        wire.use(next);
        messages = dispatcher(next);
        events = dispatcher(next);
        connection = next;
        if (closing.get()) {
            next.close();
            return;
        }
        if (durableEvents != null) durableEvents.use(next);
        subscribe();
        tell(() -> {
            ServicesApi before = servicesApi;
            if (before != null) dropped.addAndGet(before.dropped());
            ServicesApi replaced = newServicesApi();
            servicesApi = replaced;
            if (replaced != null && accepts) services.values().forEach(replaced::add);
            connectedAgain();
        });
        // its end was not told before the connection was this one
        if (next.getStatus() == Connection.Status.CLOSED) onConnection(next, ConnectionListener.Events.CLOSED);
    }

    private @Nullable ServicesApi newServicesApi() {
        return options.servicesApi()
                ? new ServicesApi(connection, wire, subjects, this::onRequest, options.maxQueuedBytes())
                : null;
    }

    /**
     * On the thread of jnats: the inbox has a virtual thread, which in a busy application waits behind all calls. Requests would wait there unseen, where nobody refuses
     * those that come too late.
     */
    private void onRequest(IncomingRequest request) {
        if (!muted) listener.onRequest(request);
    }

    /** Hands an event to the listener, and takes no further one while the listener has a backlog. */
    private void onEvent(Message message) {
        MeshEvent event;
        try {
            event = new MeshEvent(Subjects.last(message.getSubject()), Json.parse(message.getData()));
        } catch (JsonException e) {
            log.debug("An event on {} is not JSON and is ignored", message.getSubject(), e);
            return;
        }
        var handed = new CompletableFuture<@Nullable CompletableFuture<@Nullable Void>>();
        boolean isTold = inbox.put(() -> {
            CompletableFuture<@Nullable Void> backlog = null;
            try {
                if (!muted) {
                    listener.onEvent(event);
                    backlog = listener.backlog(event);
                }
            } finally {
                handed.complete(backlog);
            }
        });
        if (!isTold) return;
        CompletableFuture<@Nullable Void> backlog = handed.join();
        if (backlog != null) backlog.join();
    }

    @Override
    public void onLost(Peer peer, String reason) {
        requests.lose(peer, reason);
        onAware(peer.uuid());
    }

    @Override
    public void onLinked(Set<Peer> peers, Set<Peer> draining) {
        requests.onLinked(peers, draining);
    }

    void announce(ServiceDescriptor service) {
        tell(() -> {
            services.put(service.path(), service);
            send(subjects.service(), "The service '%s'".formatted(service.path()), service.toJson());
            ServicesApi api = servicesApi;
            if (api != null) api.add(service);
        });
    }

    void withdraw(ServiceDescriptor service) {
        tell(() -> {
            services.remove(service.path());
            send(subjects.serviceRemoved(), "The service '%s'".formatted(service.path()), service.toRemovedJson());
            ServicesApi api = servicesApi;
            if (api != null) api.remove(service.path());
        });
    }

    void publish(MeshEvent event) {
        if (!app.publishesEvents()) return;
        Object message = event.message() == null ? Map.of() : event.message();
        byte[] body = wire.bytes("The event '%s'".formatted(event.name()), message);
        String subject = subjects.event(member(message, "key"), member(message, "path"), event.name());
        if (durableEvents != null)
            durableEvents.publish(member(message, "key"), member(message, "path"), event.name(), body);
        outbox.put(body.length, () -> {
            if (!wire.publish(subject, null, body)) dropped.incrementAndGet();
        });
    }

    private static String member(Object message, String name) {
        return message instanceof Map<?, ?> members && members.get(name) instanceof String text ? text : "";
    }

    MeshLink.Call request(Peer peer, MeshRequest request, @Nullable Duration left, Consumer<Reply> onReply) {
        if (closing.get())
            throw FeathersException.unavailable("%s cannot be sent: this application has left the mesh", request);
        return requests.send(peer, request, RequestHeaders.of(request, left), onReply, inbox::add);
    }

    /**
     * Has peers stop sending requests; returns when each has answered that it knows, or after two seconds. Messages of a peer arrive in order: what it sent before is here
     * then.
     */
    void drain() {
        tell(() -> {
            accepts = false;
            ServicesApi api = servicesApi;
            if (api != null) api.removeAll();
            if (connection.getStatus() == Connection.Status.CONNECTED) unaware.addAll(presence.uuids());
            sayHello(subjects.hello(), true);
            if (unaware.isEmpty()) drained.countDown();
        });
        try {
            if (!drained.await(FLUSH.toMillis(), TimeUnit.MILLISECONDS))
                log.debug("Not all peers have answered that they send no more requests");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush(FLUSH);
    }

    private void onAware(String uuid) {
        if (unaware.remove(uuid) && unaware.isEmpty()) drained.countDown();
    }

    /** Until the queues are empty and the server has all that was in them. */
    private void flush(Duration timeout) {
        var sent = new CountDownLatch(1);
        inbox.add(() -> outbox.add(sent::countDown));
        try {
            boolean isEmpty = sent.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (isEmpty && connection.getStatus() == Connection.Status.CONNECTED) connection.flush(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | IllegalStateException e) {
            log.debug("Not all messages reached the server within {}", timeout, e);
        }
    }

    /** Says goodbye and sends what waits, then closes; tells the listener nothing any more. */
    void close(Duration timeout) {
        if (!closing.compareAndSet(false, true)) return;
        clock.shutdownNow();
        inbox.add(() -> {
            muted = true;
            ServicesApi api = servicesApi;
            if (api != null) api.removeAll();
            send(subjects.bye(), "The goodbye", Map.of("uuid", app.self().uuid()));
        });
        if (durableEvents != null) durableEvents.close(timeout);
        // the goodbye has some time even if nothing else has
        flush(timeout.compareTo(FLUSH) > 0 ? timeout : FLUSH);
        requests.loseAll("the link was closed");
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages that this application, or a server that was away, could not take. */
    long refused() {
        ServicesApi api = servicesApi;
        long lost = durableEvents == null ? 0 : durableEvents.lost();
        return dropped.get()
                + inbox.refused()
                + outbox.refused()
                + messages.getDroppedCount()
                + events.getDroppedCount()
                + (api == null ? 0 : api.dropped())
                + lost;
    }

    String description() {
        return "nats " + (connection.getConnectedUrl() == null ? options.servers() : connection.getConnectedUrl());
    }

    /** What jnats has to say, in the log. */
    private static final class Problems implements ErrorListener {
        private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();
        private final AtomicLong slowAgain = new AtomicLong(System.nanoTime());
        private final Runnable onDropped;

        /** @param onDropped called when messages were dropped, at most as often as jnats tells of it */
        Problems(Runnable onDropped) {
            this.onDropped = onDropped;
        }

        @Override
        public void errorOccurred(Connection connection, String error) {
            log.warn("NATS: {}", error);
        }

        @Override
        public void exceptionOccurred(Connection connection, Exception problem) {
            log.debug("NATS: {}", problem.getMessage(), problem);
        }

        @Override
        public void slowConsumerDetected(Connection connection, io.nats.client.Consumer consumer) {
            onDropped.run();
            // told again whenever there was room in between
            long now = System.nanoTime();
            long again = slowAgain.get();
            if (now - again < 0 || !slowAgain.compareAndSet(again, now + REPEAT_NANOS)) return;
            log.warn("Messages of NATS are dropped, since this application does not keep up with them");
        }
    }
}
