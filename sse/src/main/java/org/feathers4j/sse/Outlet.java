package org.feathers4j.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.socketioserver.ForceClose;
import org.jspecify.annotations.Nullable;

/**
 * One response that carries a stream. Any thread sends; the event loop of the request writes, as fast as the client reads. What waits has a limit.
 */
final class Outlet {
    /** Small events are written together. */
    private static final int CHUNK = 16 << 10;

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context loop;
    private final int maxQueuedBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    /** Bytes that the client has not taken: those that wait, and those that were written. */
    private long queued;

    /** Whether the loop writes already, or will: only once the response has begun. */
    private boolean scheduled = true;

    private boolean ended;
    /** Of the event loop: whether something was written since the last heartbeat. */
    private boolean active;

    Outlet(HttpServerRequest request, Context loop, int maxQueuedBytes) {
        this.request = request;
        this.response = request.response();
        this.loop = loop;
        this.maxQueuedBytes = maxQueuedBytes;
    }

    /**
     * Sends bytes; nothing when the response has ended.
     *
     * @param parts written one after the other; not to be changed
     * @return false when too many bytes wait: then nothing more is sent, and the outlet is to be cut
     */
    boolean send(byte[]... parts) {
        lock.lock();
        try {
            if (ended) return true;
            // one event of any size is taken, or else it could never be sent
            if (queued > 0 && queued + length(parts) > maxQueuedBytes) {
                end();
                return false;
            }
            sendAnyway(parts);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The same for bytes that have a limit of their own. */
    void sendAnyway(byte[]... parts) {
        lock.lock();
        try {
            if (ended) return;
            queued += length(parts);
            waiting.addAll(List.of(parts));
            if (scheduled) return;
            scheduled = true;
        } finally {
            lock.unlock();
        }
        onLoop(this::pump);
    }

    private static long length(byte[]... parts) {
        long length = 0;
        for (byte[] part : parts) length += part.length;
        return length;
    }

    /**
     * Begins the response: writes its head, then what was sent so far, and a comment whenever there is nothing else to send for a time.
     *
     * @param gone run once the response is over, on the loop
     */
    void begin(RoutingContext ctx, Duration heartbeat, Runnable gone) {
        onLoop(() -> {
            if (hasEnded() || response.closed()) {
                gone.run();
                return;
            }
            long timer = ctx.vertx().setPeriodic(heartbeat.toMillis(), id -> heartbeat());
            ctx.addEndHandler(done -> {
                ctx.vertx().cancelTimer(timer);
                gone.run();
            });
            // exactly this type: the client of Feathers 6 compares it as a whole
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-cache, no-transform")
                    .putHeader("X-Accel-Buffering", "no");
            // compressed, events would wait in the compressor until enough of them have come
            if (request.headers().contains("Accept-Encoding")) response.putHeader("Content-Encoding", "identity");
            pump();
        });
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void onLoop(Runnable step) {
        try {
            loop.runOnContext(nothing -> step.run());
        } catch (RejectedExecutionException e) {
            end(); // the server has ended, and every connection with it
        }
    }

    /** On the loop. */
    private void pump() {
        while (true) {
            if (response.closed() || response.ended()) {
                end();
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(nothing -> pump());
                return;
            }
            Buffer next = next();
            if (next == null) return;
            active = true;
            int length = next.length();
            response.write(next).onComplete(done -> taken(length));
        }
    }

    private @Nullable Buffer next() {
        lock.lock();
        try {
            byte[] first = waiting.poll();
            if (first == null) {
                scheduled = false;
                return null;
            }
            Buffer chunk = Buffer.buffer(first);
            while (!waiting.isEmpty() && chunk.length() + waiting.element().length <= CHUNK)
                chunk.appendBytes(waiting.remove());
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private void taken(int length) {
        lock.lock();
        try {
            queued -= length;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a comment unless something was written since the last one. On the loop. */
    void heartbeat() {
        if (active) active = false;
        else if (isIdle()) send(HEARTBEAT);
    }

    private boolean isIdle() {
        lock.lock();
        try {
            return queued == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent. */
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Breaks the response off, so that clients connect again: the client of Feathers 6 does not after an orderly end. What was sent before may be lost.
     */
    void cut() {
        end();
        onLoop(() -> {
            if (response.ended() || response.closed()) return;
            if (request.version() == HttpVersion.HTTP_2) response.reset();
            else ForceClose.now(request.connection());
        });
    }
}
