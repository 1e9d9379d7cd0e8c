package org.feathers4j.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer piece by piece: the next one is read while the last one is on its way, and no further one before the client has taken that. For the virtual thread of
 * a call, which waits meanwhile; the event loop writes. A client has the answer timeout for each piece.
 */
final class StreamedReply {
    private static final Logger log = LoggerFactory.getLogger(StreamedReply.class);
    private static final int PIECE = 64 << 10;

    private final HttpServerRequest request;
    private final Context loop;
    private final RequestDeadline deadline;
    private final BooleanSupplier begin;
    private final Runnable over;

    /**
     * @param begin writes the head, on the loop; false when nothing may be sent
     * @param over the client has taken the whole answer; on the loop
     */
    StreamedReply(
            HttpServerRequest request, Context loop, RequestDeadline deadline, BooleanSupplier begin, Runnable over) {
        this.request = request;
        this.loop = loop;
        this.deadline = deadline;
        this.begin = begin;
        this.over = over;
    }

    /** Sends the head alone. */
    void head() {
        RequestLoop.handOver(
                loop,
                () -> orCutOff(() -> {
                    if (begin.getAsBoolean()) end();
                }));
    }

    /**
     * Sends the bytes. Errors of the source before the first piece are thrown; later ones, and a source that is shorter than announced, cut the connection off, because the head has promised something
     * else.
     *
     * @param length how many bytes to send; negative for all
     */
    void send(InputStream bytes, long length) throws IOException {
        long left = length < 0 ? Long.MAX_VALUE : length;
        Buffer piece = read(bytes, left);
        // the head goes out together with the first piece
        CompletableFuture<Void> sent = onLoop(() -> begin.getAsBoolean() ? write(piece) : Future.failedFuture("gone"));
        try {
            left -= piece.length();
            Buffer last = piece;
            while (left > 0 && last.length() > 0) {
                Buffer next = read(bytes, left);
                await(sent);
                if (next.length() > 0) sent = onLoop(() -> write(next));
                left -= next.length();
                last = next;
            }
            await(sent);
            if (length > 0 && left > 0)
                throw new EOFException("The source of the answer ended %d bytes early".formatted(left));
            RequestLoop.handOver(loop, () -> orCutOff(this::end));
        } catch (ClientGone e) {
            log.debug("The client went away while {} {} was sent", request.method(), request.path(), e);
        } catch (IOException | RuntimeException | Error e) {
            // also errors: the head has been sent, so nothing else tells the client
            RequestLoop.handOver(loop, () -> cutOff(e));
        }
    }

    private void orCutOff(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            cutOff(e);
        }
    }

    private void cutOff(Throwable cause) {
        log.error("The answer to {} {} was cut off", request.method(), request.path(), cause);
        deadline.cutOff();
    }

    private static Buffer read(InputStream bytes, long most) throws IOException {
        return Buffer.buffer(bytes.readNBytes((int) Math.min(most, PIECE)));
    }

    private Future<Void> write(Buffer piece) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) return Future.failedFuture("The connection is closed");
        if (piece.length() == 0) return Future.succeededFuture();
        Runnable taken = deadline.forTaken();
        return response.write(piece).onSuccess(done -> deadline.forNothing()).onFailure(e -> taken.run());
    }

    private void end() {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) return;
        Runnable taken = deadline.forTaken();
        response.end().onComplete(done -> {
            over.run();
            if (request.isEnded()) taken.run();
        });
    }

    private CompletableFuture<Void> onLoop(Supplier<Future<Void>> write) {
        var done = new CompletableFuture<Void>();
        RequestLoop.handOver(loop, () -> {
            try {
                write.get().onComplete(result -> {
                    if (result.succeeded()) done.complete(null);
                    else done.completeExceptionally(new ClientGone(result.cause()));
                });
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void await(CompletableFuture<Void> sent) throws IOException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientGone gone) throw gone;
            throw new IOException("The answer could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the answer was sent");
        }
    }

    /** Nothing reaches the client any more. */
    private static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1;

        ClientGone(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
