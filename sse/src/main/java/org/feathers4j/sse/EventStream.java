package org.feathers4j.sse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.Connection;
import org.feathers4j.channels.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one client, which may go over several responses, one after the other. Owner of the numbers of its events, and of those that are kept. Safe for
 * all threads; no method waits for the client.
 */
final class EventStream implements Recipient<SseEvent> {
    private final String token;
    private final Connection connection;
    private final @Nullable Map<String, @Nullable Object> credentials;
    private final EventStreams streams;
    private final ReentrantLock lock = new ReentrantLock();
    private final Replay replay;
    private @Nullable Outlet outlet;
    private long number;
    private boolean ended;

    /** @param credentials of the request that opened it; null when it had none */
    EventStream(
            String token,
            Connection connection,
            @Nullable Map<String, @Nullable Object> credentials,
            EventStreams streams,
            int maxReplayBytes) {
        this.token = token;
        this.connection = connection;
        this.credentials = credentials;
        this.streams = streams;
        this.replay = new Replay(maxReplayBytes);
    }

    String token() {
        return token;
    }

    Connection connection() {
        return connection;
    }

    /** Whether a request with these credentials may go on with this stream; one without may, for the token is secret. */
    boolean isOf(@Nullable Map<String, @Nullable Object> others) {
        return others == null || others.equals(credentials);
    }

    @Override
    public void send(SseEvent event) {
        boolean tooSlow;
        lock.lock();
        try {
            if (ended) return;
            var numbered = new NumberedEvent(++number, event);
            // until it is admitted, too
            if (outlet == null || streams.resume()) replay.add(numbered);
            tooSlow = outlet != null && !outlet.send(id(number), event.bytes());
        } finally {
            lock.unlock();
        }
        if (tooSlow) streams.tooSlow(this);
    }

    private byte[] id(long of) {
        return "id: %s.%d\n".formatted(token, of).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Goes on over a response, in place of the one before.
     *
     * @param after the number of the last event that the client has got; 0 at first
     * @param opening what the client gets first
     * @return false when the events after that are not kept, or the stream has ended
     */
    boolean attach(Outlet next, long after, SseOpening opening) {
        Outlet before;
        lock.lock();
        try {
            List<NumberedEvent> missed = ended ? null : replay.after(after);
            if (missed == null) return false;
            before = outlet;
            outlet = next;
            next.sendAnyway(opening.bytes(id(after)));
            for (NumberedEvent event : missed)
                next.sendAnyway(id(event.number()), event.event().bytes());
        } finally {
            lock.unlock();
        }
        if (before != null) before.cut();
        return true;
    }

    /** A response has ended; the stream is without one now, unless it goes on over another. */
    void lost(Outlet gone) {
        gone.end();
        lock.lock();
        try {
            if (ended || outlet != gone) return;
            outlet = null;
        } finally {
            lock.unlock();
        }
        streams.lost(this);
    }

    boolean isAway() {
        lock.lock();
        try {
            return outlet == null;
        } finally {
            lock.unlock();
        }
    }

    /** The application disconnects it. */
    @Override
    public void close() {
        streams.end(this);
    }

    /** Sends nothing more, and breaks its response off. */
    void cut() {
        Outlet last;
        lock.lock();
        try {
            ended = true;
            last = outlet;
            outlet = null;
        } finally {
            lock.unlock();
        }
        if (last != null) last.cut();
    }
}
