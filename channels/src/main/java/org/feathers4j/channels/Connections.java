package org.feathers4j.channels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ConnectionGate;
import org.feathers4j.FeathersException;
import org.feathers4j.RequestAuthentication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real-time connections of one transport: admits them, emits their events at the application, and delivers
 * publications to them. Owner of the link between a {@link Connection} and its client. Safe for all threads; methods
 * that run application code block the calling thread.
 *
 * <p>When the application emits {@code disconnect} with a connection, its client is disconnected.
 *
 * @param <M> a message in the form in which it goes out
 */
public final class Connections<M> {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final Application app;
    private final Function<Publication, M> encoding;
    private final Map<Connection, Recipient<M>> recipients = new ConcurrentHashMap<>();

    private Connections(Application app, Function<Publication, M> encoding) {
        this.app = app;
        this.encoding = encoding;
    }

    /**
     * The connections of a transport. The application has {@link Channels} from now on.
     *
     * @param encoding encodes the message of a publication; called once for each publication with a recipient here, on
     *     the queue of its service
     */
    public static <M> Connections<M> of(Application app, Function<Publication, M> encoding) {
        var connections = new Connections<M>(app, encoding);
        app.configure(Channels.create()).onPublication(connections::deliver);
        app.on("disconnect", connections::onDisconnect);
        return connections;
    }

    /**
     * Leads a client through the gates of the application, which then emits {@code connection}. Once this has returned,
     * the transport must call {@link #left} when the client has gone.
     *
     * @throws FeathersException when the client is refused; to be sent to the client with its message and data
     */
    public void enter(Connection connection, Recipient<M> recipient) {
        recipients.put(connection, recipient);
        pass(connection);
        app.emit("connection", connection);
    }

    /**
     * A connection that another replica hands over is known from now on, and gets what is published, but is not there yet: {@link #enter} follows when its client has come, or {@link #forget} when
     * it has not.
     */
    public void expect(Connection connection, Recipient<M> recipient) {
        recipients.put(connection, recipient);
    }

    /** The client of such a connection has not come. */
    public void forget(Connection connection) {
        recipients.remove(connection);
        app.configure(Channels.create()).forget(connection);
    }

    private void pass(Connection connection) {
        int passed = 0;
        try {
            for (ConnectionGate gate : app.gates()) {
                gate.admit(connection);
                passed++;
            }
        } catch (Throwable e) {
            // also errors: the client waits for an answer
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            recipients.remove(connection);
            // an earlier gate may have logged it in
            if (passed > 0) emitDisconnect(connection);
            throw refused(e);
        }
    }

    private FeathersException refused(Throwable error) {
        if (FeathersException.from(error).isUnforeseen()) log.error("A gate failed; the connection is refused", error);
        return app.exposed(error);
    }

    /** A client has gone; the application emits {@code disconnect}. A second call has no effect. */
    public void left(Connection connection) {
        if (recipients.remove(connection) != null) emitDisconnect(connection);
    }

    private void emitDisconnect(Connection connection) {
        app.emit("disconnect", connection);
        RequestAuthentication.of(app).ifPresent(known -> known.disconnected(connection));
    }

    private void onDisconnect(Object... arguments) {
        if (arguments.length == 0 || !(arguments[0] instanceof Connection connection)) return;
        Recipient<M> recipient = recipients.get(connection);
        if (recipient != null) recipient.close();
    }

    private void deliver(Publication publication) {
        List<Recipient<M>> here = publication.connections().stream()
                .<Recipient<M>>mapMulti((connection, found) -> {
                    Recipient<M> recipient = recipients.get(connection);
                    if (recipient != null) found.accept(recipient);
                })
                .toList();
        if (here.isEmpty()) return;
        M message = encoding.apply(publication);
        for (Recipient<M> recipient : here) recipient.send(message);
    }

    /** The client behind a connection; empty when the client has gone or belongs to another transport. */
    public Optional<Recipient<M>> recipient(Connection connection) {
        return Optional.ofNullable(recipients.get(connection));
    }

    /** How many clients there are now. */
    public int count() {
        return recipients.size();
    }
}
