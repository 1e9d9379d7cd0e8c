package org.feathers4j.sse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.channels.Connections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of an application. Owner of their number, and of the time that those without a response have left. Safe for all threads. */
final class EventStreams {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final SseOptions options;
    private final Supplier<Vertx> vertx;
    private final Connections<SseEvent> connections;
    private final Map<String, EventStream> byToken = new ConcurrentHashMap<>();
    private final AtomicLong slow = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    /** With a number for each absence, the longest first. */
    private final LinkedHashMap<EventStream, Long> away = new LinkedHashMap<>();

    private long absences;
    /** Streams, and those that are being opened. */
    private int open;

    private volatile boolean ended;

    EventStreams(Application app, SseOptions options, Supplier<Vertx> vertx) {
        this.options = options;
        this.vertx = vertx;
        this.connections = Connections.of(app, SseEvent::of);
    }

    boolean resume() {
        return options.resumeTimeout().isPositive();
    }

    boolean hasEnded() {
        return ended;
    }

    int count() {
        return byToken.size();
    }

    long slow() {
        return slow.get();
    }

    @Nullable
    EventStream find(String token) {
        return byToken.get(token);
    }

    /**
     * A new stream, whose connection has passed the gates of the application. Runs code of the application, which may block.
     *
     * @throws FeathersException when the connection is refused, or there are too many
     */
    EventStream open(Connection connection, @Nullable Map<String, @Nullable Object> credentials) {
        reserve();
        var stream = new EventStream(Tokens.random(), connection, credentials, this, options.maxReplayBytes());
        byToken.put(stream.token(), stream);
        try {
            connections.enter(connection, stream);
            return stream;
        } catch (Throwable e) {
            forget(stream);
            throw e;
        }
    }

    private void reserve() {
        EventStream oldest = null;
        lock.lock();
        try {
            if (open >= options.maxStreams()) {
                if (away.isEmpty())
                    throw FeathersException.unavailable(
                            "%d streams are open already: try again later", options.maxStreams());
                oldest = away.firstEntry().getKey();
                away.remove(oldest);
            }
            open++;
        } finally {
            lock.unlock();
        }
        if (oldest != null) end(oldest);
    }

    private boolean forget(EventStream stream) {
        if (!byToken.remove(stream.token(), stream)) return false;
        lock.lock();
        try {
            open--;
            away.remove(stream);
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** The stream has no response. */
    void lost(EventStream stream) {
        if (!resume() || ended) {
            end(stream);
            return;
        }
        long absence;
        lock.lock();
        try {
            if (!stream.isAway() || !byToken.containsKey(stream.token())) return;
            absence = ++absences;
            away.put(stream, absence);
        } finally {
            lock.unlock();
        }
        vertx.get().setTimer(options.resumeTimeout().toMillis(), id -> expire(stream, absence));
    }

    private void expire(EventStream stream, long absence) {
        lock.lock();
        try {
            Long present = away.get(stream);
            if (present == null || present != absence) return;
        } finally {
            lock.unlock();
        }
        end(stream);
    }

    /** The stream has a response again. */
    void back(EventStream stream) {
        lock.lock();
        try {
            away.remove(stream);
        } finally {
            lock.unlock();
        }
    }

    /** A client reads too slowly. */
    void tooSlow(EventStream stream) {
        if (slow.incrementAndGet() == 1)
            log.warn(
                    "A stream to {} was closed: more than {} bytes waited for its client. Further ones are counted",
                    stream.connection().ip(),
                    options.maxQueuedBytes());
        end(stream);
    }

    /** Ends a stream; the application learns of it on another thread. */
    void end(EventStream stream) {
        if (forget(stream)) {
            stream.cut();
            Thread.ofVirtual().name("sse").start(() -> connections.left(stream.connection()));
        }
    }

    /** Ends all streams, and admits none any more: the application closes, on this thread. */
    void end() {
        ended = true;
        for (EventStream stream : new ArrayList<>(byToken.values()))
            if (forget(stream)) {
                stream.cut();
                connections.left(stream.connection());
            }
    }
}
