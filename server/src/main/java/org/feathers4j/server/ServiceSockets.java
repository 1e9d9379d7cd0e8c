package org.feathers4j.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.EventIdentity;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.feathers4j.channels.Channels;
import org.feathers4j.channels.Connections;
import org.feathers4j.channels.Publication;
import org.feathers4j.channels.Recipient;
import org.feathers4j.server.SocketAnswers.Call;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketAck;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketHandler;
import org.feathers4j.socketioserver.SocketHandshake;
import org.feathers4j.socketioserver.SocketIoServer;
import org.feathers4j.socketioserver.SocketListener;
import org.feathers4j.socketioserver.SocketRecovery;
import org.feathers4j.socketioserver.SocketRequest;
import org.feathers4j.transport.RestOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of an application for the clients in the main namespace of Socket.IO. Hands calls that may block from event loops to virtual threads, all within the limit that
 * REST shares; answers and events are encoded before they are handed back.
 */
final class ServiceSockets implements SocketHandler {
    private static final Logger log = LoggerFactory.getLogger(ServiceSockets.class);

    private final Application app;
    private final Calls calls;
    private final SocketsUnderWay underWay;
    private final SocketAnswers answers;
    private final SocketIoServer sockets;
    private final Connections<SocketFrame> connections;
    /** Null when no replica hands sessions over. */
    private volatile @Nullable SessionReceiver receiver;

    ServiceSockets(Application app, RestOptions options, SocketIoServer sockets, Calls calls, AnswerWatch watch) {
        this.app = app;
        this.calls = calls;
        this.underWay = new SocketsUnderWay(calls);
        this.answers =
                new SocketAnswers(SocketCalls.of(app, options.routing(), options.queryLimits()), watch, underWay);
        this.sockets = sockets;
        this.connections = Connections.of(app, event -> frame(sockets, event));
    }

    private static SocketFrame frame(SocketIoServer sockets, Publication event) {
        EventIdentity identity = event.identity();
        return identity == null
                ? sockets.event(event.name(), event.payload())
                : sockets.eventAt(EventOffset.of(identity), event.name(), event.payload());
    }

    @Override
    public void connecting(SocketRequest request) {
        FeathersException refusal = underWay.start(() -> enter(request));
        if (refusal == null) return;
        // a client that is refused does not try again by itself, one whose connection ends goes to another replica
        if (underWay.isFinishing() && sockets.recovers()) request.socket().close();
        else refuse(request, refusal);
    }

    /** The socket behind a connection; empty when its client is gone. */
    Optional<Socket> socket(Connection connection) {
        return connections.recipient(connection).map(client -> ((Client) client).socket());
    }

    /** Admits calls and connections. */
    void begin() {
        underWay.open();
    }

    /** Admits no more calls, and waits until the last one is acknowledged. */
    void finish(Duration timeout) {
        underWay.finish(timeout);
    }

    // sessions of replicas

    void receiver(SessionReceiver from) {
        receiver = from;
    }

    /** What a replica needs to know about the client of a socket; null when it cannot be handed over. */
    @Nullable
    Map<String, @Nullable Object> session(Socket socket) {
        if (!(sockets.listener(socket).orElse(null) instanceof Visit visit) || visit.expected != null) return null;
        return sockets.state(socket)
                .flatMap(state -> HandedSession.toJson(
                        state,
                        visit.connection,
                        socket.handshake(),
                        app.configure(Channels.create()).of(visit.connection)))
                .orElse(null);
    }

    /** Expects the client of a replica; empty when there is no room for it. */
    Optional<Socket> expect(HandedSession session, Expected expected) {
        Connection connection = expected.connection();
        Optional<Socket> present = sockets.expect(session.state(), session.handshake(), socket -> {
            connections.expect(connection, new Client(socket));
            return new Visit(connection, expected);
        });
        if (present.isEmpty()) connections.forget(connection);
        return present;
    }

    /** The client of a replica has come. It enters as any other, and is logged in as it was. On a virtual thread. */
    private void takeOver(SocketRecovery recovery, Visit visit, Expected expected) {
        Connection connection = visit.connection;
        SessionReceiver from = Objects.requireNonNull(receiver);
        try {
            List<String> others = from.await(expected);
            Map<String, @Nullable Object> credentials = HandedSession.object(connection.get("authentication"));
            connections.enter(connection, new Client(recovery.socket()));
            visit.expected = null;
            if (!credentials.isEmpty())
                RequestAuthentication.of(app)
                        .orElseThrow(() -> FeathersException.notAuthenticated("There is no authentication here"))
                        .takeOver(connection, credentials);
            from.taken(expected, others);
            recovery.accept();
        } catch (Throwable e) {
            // also errors: the client waits for an answer
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            log.debug("A connection from {} of a replica is not recovered", connection.ip(), e);
            if (visit.expected == null) from.ended(expected);
            recovery.refuse();
        }
    }

    /** On a virtual thread. */
    private void enter(SocketRequest request) {
        Socket socket = request.socket();
        SocketHandshake handshake = socket.handshake();
        var connection =
                new Connection("socketio", handshake.headers(), handshake.address(), request.auth(), handshake.query());
        try {
            connections.enter(connection, new Client(socket));
            request.accept(new Visit(connection));
        } catch (Throwable e) {
            if (!(e instanceof FeathersException))
                log.error("A connection from {} could not be admitted", handshake.address(), e);
            refuse(request, app.exposed(e));
        }
    }

    @Override
    public void recovering(SocketRecovery recovery) {
        if (!(recovery.listener() instanceof Visit visit) || underWay.start(() -> recover(recovery, visit)) != null)
            recovery.refuse();
    }

    /** The client has kept its login, if that still holds: its token may have been revoked meanwhile, or its user removed. On a virtual thread. */
    private void recover(SocketRecovery recovery, Visit visit) {
        if (visit.expected != null) {
            // a client that asks twice enters once
            visit.entering.lock();
            try {
                Expected expected = visit.expected;
                if (expected != null) {
                    takeOver(recovery, visit, expected);
                    return;
                }
            } finally {
                visit.entering.unlock();
            }
        }
        Connection connection = visit.connection;
        try {
            if (connection.get("authentication") instanceof Map<?, ?> credentials
                    && credentials.get("strategy") instanceof String strategy)
                RequestAuthentication.of(app)
                        .ifPresent(known -> known.authenticate(
                                Params.of(Map.of("provider", "socketio", "authentication", credentials)),
                                List.of(strategy)));
            recovery.accept();
        } catch (Throwable e) {
            // also errors such as a stack overflow: the client waits for an answer
            log.debug("A connection from {} is not recovered: its login does not hold any more", connection.ip(), e);
            recovery.refuse();
        }
    }

    private static void refuse(SocketRequest request, FeathersException why) {
        try {
            request.refuse(why.message(), why.data());
        } catch (RuntimeException | Error e) {
            log.error("The data of a refusal have no JSON form; the client gets the message only", e);
            request.refuse(why.message(), null);
        }
    }

    /** The events of a client in the namespace. */
    private final class Visit implements SocketListener {
        private final Connection connection;
        private final ReentrantLock entering = new ReentrantLock();
        /** Calls on threads of their own that a service has not answered. */
        private final AtomicInteger blocking = new AtomicInteger();

        /** Null once the client is here. */
        private volatile @Nullable Expected expected;

        Visit(Connection connection) {
            this(connection, null);
        }

        Visit(Connection connection, @Nullable Expected expected) {
            this.connection = connection;
            this.expected = expected;
        }

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
            var call = new Call(connection, name, args, ack);
            FeathersException error = begin(call);
            if (error != null) answers.refuse(call, error);
        }

        /** A call that does not block overtakes none of this client that does. */
        private @Nullable FeathersException begin(Call call) {
            if (blocking.get() == 0 && answers.isNonBlocking(call)) return answers.makeHere(call);
            blocking.incrementAndGet();
            FeathersException error = answers.make(call, blocking::decrementAndGet);
            if (error != null) blocking.decrementAndGet();
            return error;
        }

        @Override
        public void disconnected(String reason) {
            Expected gone = expected;
            SessionReceiver from = receiver;
            if (gone == null || from == null) {
                calls.proceed(() -> connections.left(connection));
                return;
            }
            from.ended(gone);
            connections.forget(connection);
        }
    }

    /** The recipient of publications. */
    private record Client(Socket socket) implements Recipient<SocketFrame> {
        @Override
        public void send(SocketFrame message) {
            socket.send(message);
        }

        @Override
        public void close() {
            socket.disconnect();
        }
    }
}
