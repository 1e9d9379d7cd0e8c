package org.feathers4j.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.socketioserver.BodyReader;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a stream: the event loop puts chunks in, the thread of the call takes them out, and in between wait a few hundred KiB at the most. A client
 * that the call holds up has no deadline; any other has to send 64 KiB in each body timeout, so that a drip of bytes does not keep a call in flight.
 */
final class BodyStream extends InputStream implements RequestBody {
    private static final int MOST_QUEUED = 256 << 10;
    private static final int RESUME_BELOW = 64 << 10;
    private static final int STEP = 64 << 10;

    private final HttpServerRequest request;
    private final Context loop;
    private final RequestDeadline deadline;
    private final long maxBytes;
    private final Runnable late;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** This and all below: guarded by the lock. */
    private final Deque<byte[]> chunks = new ArrayDeque<>();

    private int offset;
    private int queued;
    private boolean ended;
    private boolean tooLarge;
    private boolean gone;
    private boolean abandoned;

    /** Of the event loop. */
    private long received;

    private long inStep;
    private boolean paused = true;
    private boolean finished;
    /** Of the thread of the call. */
    private boolean started;

    /**
     * A stream that begins to flow when it is first read. On the event loop of the request.
     *
     * @param late when the client does not send any more; on the event loop
     */
    BodyStream(HttpServerRequest request, Context loop, RequestDeadline deadline, long maxBytes, Runnable late) {
        this.request = request;
        this.loop = loop;
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        this.late = late;
        request.pause();
        request.handler(this::received);
        request.endHandler(nothing -> ended());
        request.exceptionHandler(e -> broken());
        deadline.forNothing();
    }

    @Override
    public String contentType() {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
    }

    @Override
    public long length() {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH) ? BodyReader.announced(request) : -1;
    }

    @Override
    public InputStream stream() {
        return this;
    }

    @Override
    public boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** Reads nothing more: what comes is dropped by another reader. On the event loop. */
    void finish() {
        finished = true;
        end(false);
    }

    /** No more comes, and no answer reaches the client. */
    void gone() {
        end(true);
    }

    private void broken() {
        gone();
        deadline.end();
    }

    private void end(boolean clientGone) {
        lock.lock();
        try {
            gone |= clientGone && !ended;
            abandoned |= finished && !ended;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        if (finished) return;
        deadline.forNothing();
        end(false);
    }

    private void flow() {
        if (finished || request.isEnded() || !paused) return;
        paused = false;
        expectMore();
        request.resume();
    }

    private void expectMore() {
        inStep = 0;
        deadline.forBody(() -> loop.runOnContext(nothing -> late.run()));
    }

    private void received(Buffer chunk) {
        if (finished) return;
        received += chunk.length();
        inStep += chunk.length();
        boolean full = queue(chunk.getBytes(), received > maxBytes);
        if (full && !paused) {
            paused = true;
            request.pause();
            deadline.forNothing();
        } else if (inStep >= STEP && !paused) expectMore();
    }

    /** Whether more must wait. */
    private boolean queue(byte[] chunk, boolean beyond) {
        lock.lock();
        try {
            if (beyond) tooLarge = true;
            else {
                chunks.add(chunk);
                queued += chunk.length;
            }
            changed.signalAll();
            return beyond || queued >= MOST_QUEUED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        Objects.checkFromIndexSize(at, most, into.length);
        if (most == 0) return 0;
        begin();
        lock.lock();
        try {
            byte[] chunk = next();
            if (chunk == null) return -1;
            int length = Math.min(most, chunk.length - offset);
            System.arraycopy(chunk, offset, into, at, length);
            offset += length;
            queued -= length;
            if (offset == chunk.length) {
                chunks.remove();
                offset = 0;
            }
            if (queued < RESUME_BELOW && queued + length >= RESUME_BELOW) RequestLoop.handOver(loop, this::flow);
            return length;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        if (started) return;
        started = true;
        RequestLoop.handOver(loop, () -> {
            boolean waits = request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
            boolean open =
                    !finished && !request.isEnded() && !request.response().headWritten();
            if (waits && open) request.response().writeContinue();
            flow();
        });
    }

    private byte @Nullable [] next() throws IOException {
        while (true) {
            if (gone) throw new EOFException("The client went away before all of the request body had come");
            if (abandoned) throw new IOException("The call has ended, and with it its request body");
            if (tooLarge) throw Inflation.tooLarge();
            byte[] chunk = chunks.peek();
            if (chunk != null) return chunk;
            if (ended) return null;
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while the request body was read");
            }
        }
    }
}
