package org.feathers4j.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ConnectionGate;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real-time connections of one transport: lets them in, tells the application of them, and brings them what is published. Owner of the link between a
 * {@link Connection} and its socket. Safe for all threads.
 *
 * <p>A transport calls, for each client: {@link #add}, {@link #admit}, and {@link #closed} when it has gone, even if that is at the same time. The application
 * then emits {@code connection} and {@code disconnect} in this order. When it emits {@code disconnect} by itself, the socket is closed.
 *
 * @param <M> a message in the form in which it goes out
 */
public final class Sockets<M> {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    private enum Phase {
        ENTERING,
        OPEN,
        CLOSED
    }

    private record Entry<M>(ClientSocket<M> socket, AtomicReference<Phase> phase) {}

    private final Application app;
    private final Function<Publication, M> encoding;
    private final Map<Connection, Entry<M>> entries = new ConcurrentHashMap<>();

    private Sockets(Application app, Function<Publication, M> encoding) {
        this.app = app;
        this.encoding = encoding;
    }

    /**
     * The connections of a transport of an application, which has {@link Channels} from now on.
     *
     * @param encoding makes the message of a publication; asked once for each that somebody here gets, on the lane of its service
     */
    public static <M> Sockets<M> of(Application app, Function<Publication, M> encoding) {
        var sockets = new Sockets<M>(app, encoding);
        app.configure(Channels.create()).deliveries(sockets::deliver);
        app.on("disconnect", sockets::onDisconnect);
        return sockets;
    }

    /** Takes a client in, who is nobody yet. Runs nothing of the application, so that event loops may call it. */
    public void add(Connection connection, ClientSocket<M> socket) {
        entries.put(connection, new Entry<>(socket, new AtomicReference<>(Phase.ENTERING)));
    }

    /**
     * Leads a client through the gates of the application, then tells that it is there. Blocks while the application thinks.
     *
     * @return false when it has gone meanwhile
     * @throws FeathersException when it is refused; it shall get the {@link #refusal}
     */
    public boolean admit(Connection connection) {
        Entry<M> entry = entries.get(connection);
        if (entry == null) return false;
        pass(connection);
        app.emit("connection", connection);
        if (entry.phase().compareAndSet(Phase.ENTERING, Phase.OPEN)) return true;
        app.emit("disconnect", connection);
        return false;
    }

    private void pass(Connection connection) {
        int passed = 0;
        try {
            for (ConnectionGate gate : app.gates()) {
                gate.admit(connection);
                passed++;
            }
        } catch (Exception e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            entries.remove(connection);
            // an earlier gate may have logged it in
            if (passed > 0) app.emit("disconnect", connection);
            throw refused(e);
        }
    }

    private static FeathersException refused(Exception error) {
        if (RestErrors.isUnforeseen(error)) log.error("A gate failed; the connection is refused", error);
        return FeathersException.from(error);
    }

    /** What a refused client gets to know: the message, and the data if there are any. */
    public static Map<String, @Nullable Object> refusal(FeathersException error) {
        var refusal = new LinkedHashMap<String, @Nullable Object>();
        refusal.put("message", error.message());
        if (error.data() != null) refusal.put("data", error.data());
        return refusal;
    }

    /** A client has gone, for whatever reason. Blocks while the application thinks. */
    public void closed(Connection connection) {
        Entry<M> entry = entries.remove(connection);
        if (entry != null && entry.phase().getAndSet(Phase.CLOSED) == Phase.OPEN) app.emit("disconnect", connection);
    }

    private void onDisconnect(Object... arguments) {
        Entry<M> entry =
                arguments.length > 0 && arguments[0] instanceof Connection connection ? entries.get(connection) : null;
        if (entry != null) entry.socket().close();
    }

    private void deliver(Publication publication) {
        List<ClientSocket<M>> sockets = publication.connections().stream()
                .map(entries::get)
                .<ClientSocket<M>>mapMulti((entry, found) -> {
                    if (entry != null) found.accept(entry.socket());
                })
                .toList();
        if (sockets.isEmpty()) return;
        M message = encoding.apply(publication);
        for (ClientSocket<M> socket : sockets) socket.send(message);
    }

    /** How many clients there are now. */
    public int count() {
        return entries.size();
    }
}
