package org.feathers4j.cote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that a requester or subscriber keeps to one place: opened again whenever it breaks, for as long as a node there says
 * hello. Belongs to the loop.
 */
final class ReconnectingConnection implements AmpConnection.Owner, WireAcceptor {
    private static final Logger log = LoggerFactory.getLogger(ReconnectingConnection.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long SHORTEST_PAUSE = Duration.ofMillis(100).toMillis();
    private static final long PAUSE_AFTER_WITHDRAWAL = Duration.ofMillis(500).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toMillis();
    /** After a connection that lived this long the next attempt need not wait. */
    private static final long GOOD_LIFE = Duration.ofSeconds(5).toNanos();

    /** The user of the connection. Called on the loop. */
    interface Use {
        /** It is open, and leads to this node. */
        void onOpen(Node node, AmpConnection connection);

        void onFrame(AmpConnection connection, AmpFrame frame);

        void onClosed(Node node, AmpConnection connection);

        /** Whether something still waits for an answer, so that a connection whose node is gone stays a little longer. */
        boolean isBusy(AmpConnection connection);
    }

    private final CoteContext context;
    private final RemoteAddress target;
    private final Use use;
    private final LinkedHashMap<String, Node> wanted = new LinkedHashMap<>();
    private @Nullable AmpConnection connection;
    private @Nullable Node connected;
    private Network.@Nullable Timer retry;
    private long pause = SHORTEST_PAUSE;
    private long openedAt;
    private boolean dialing;
    private boolean ended;

    ReconnectingConnection(CoteContext context, RemoteAddress target, Use use) {
        this.context = context;
        this.target = target;
        this.use = use;
    }

    /** Adds a node at this place. It may have replaced one that was tried in vain: that is no reason to wait. */
    void add(Node node) {
        wanted.put(node.iid(), node);
        if (connection != null || dialing) return;
        cancelRetry();
        pause = SHORTEST_PAUSE;
        dial();
    }

    /** Removes a node at this place. */
    void remove(Node node) {
        wanted.remove(node.iid());
    }

    /** Whether no node is left at this place. */
    boolean isUnwanted() {
        return wanted.isEmpty();
    }

    /** Opens no more connections; closes the current one when no request on it waits for an answer. */
    void retire() {
        ended = true;
        cancelRetry();
        closeIfIdle();
    }

    /** A request was answered: perhaps the last one that a retired connection waited for. */
    void closeIfIdle() {
        if (ended && connection != null && !use.isBusy(connection)) connection.finish();
    }

    /** Closes it when the queue is sent. */
    void finish() {
        ended = true;
        cancelRetry();
        if (connection != null) connection.finish();
    }

    /** The connection; null while there is none. */
    @Nullable
    AmpConnection connection() {
        return connection;
    }

    /** The node at the other end, as of its last hello; empty when there is no connection. */
    Optional<Node> peer() {
        if (connection == null) return Optional.empty();
        Map.Entry<String, Node> latest = wanted.lastEntry();
        return Optional.ofNullable(latest == null ? connected : latest.getValue());
    }

    private void cancelRetry() {
        if (retry != null) retry.cancel();
        retry = null;
    }

    private void dial() {
        retry = null;
        dialing = true;
        MeshSecret secret = target.secure() ? context.options().secret() : null;
        context.network().connect(target.host(), target.port(), secret, CONNECT_TIMEOUT, this, this::onRefused);
    }

    @Override
    public WireListener onOpen(Wire wire) {
        dialing = false;
        var opened = new AmpConnection(context, wire, this);
        if (ended || wanted.isEmpty()) {
            ended = true;
            wire.abort();
            return opened;
        }
        connection = opened;
        connected = Objects.requireNonNull(wanted.lastEntry().getValue());
        openedAt = context.network().nanos();
        log.debug("Connected to {}", connected);
        use.onOpen(connected, opened);
        return opened;
    }

    private void onRefused(Throwable failure) {
        dialing = false;
        log.debug("No connection to {}: {}", target, failure.toString());
        later();
    }

    @Override
    public void onFrame(AmpConnection from, AmpFrame frame) {
        use.onFrame(from, frame);
    }

    @Override
    public void onClosed(AmpConnection lost) {
        if (lost != connection || connected == null) return;
        Node node = connected;
        connection = null;
        connected = null;
        if (context.network().nanos() - openedAt > GOOD_LIFE) pause = SHORTEST_PAUSE;
        // the peer is about to leave: requests on another connection to it would be lost
        if (lost.isFinished()) pause = Math.max(pause, PAUSE_AFTER_WITHDRAWAL);
        log.debug("The connection to {} is closed", node);
        use.onClosed(node, lost);
        later();
    }

    private void later() {
        if (ended || wanted.isEmpty()) return;
        long jitter = ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        retry = context.network().schedule(Duration.ofMillis(pause + jitter), this::dial);
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
}
