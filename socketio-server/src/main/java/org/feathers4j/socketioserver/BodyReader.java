package org.feathers4j.socketioserver;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request, up to a limit. Bytes beyond the limit, or after the answer, are discarded, so that the client reads the answer; a client that
 * does not stop sending is cut off. For the event loop of the request.
 */
public final class BodyReader {
    /** Receives a body. */
    public interface Listener {
        /** The whole body was read. */
        void complete(byte[] body);

        /** The body is too long. Called once; only {@link #drained} or {@link #endless} may follow. */
        void tooLarge();

        /** Another reader has read or dropped the body, or a part of it. */
        void gone();

        /** The rest of a discarded body has arrived. */
        void drained();

        /** A discarded body is endless. */
        void endless();
    }

    private static final byte[] NOTHING = {};
    private static final long MOST_DISCARDED = 32L << 20;

    private final HttpServerRequest request;
    private final Listener listener;
    private final long maxBytes;
    private @Nullable Buffer body;
    private long received;
    private boolean unwanted;

    /** @param maxBytes the longest body that is accepted */
    public BodyReader(HttpServerRequest request, long maxBytes, Listener listener) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /** Whether the request may have a body. */
    public static boolean hasBody(HttpServerRequest request) {
        if (request.isEnded()) return false;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) return !length.equals("0");
        // HTTP/2 has frames instead of a header: whether any come shows when they are read
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Whether the body has been read, or dropped, before a reader of this kind saw it. */
    public static boolean isGone(HttpServerRequest request) {
        return request.isEnded() && request.bytesRead() > 0;
    }

    /** Starts reading. */
    public void read() {
        if (request.isEnded()) {
            ended();
            return;
        }
        request.handler(this::received);
        request.endHandler(nothing -> ended());
        if (announced(request) > maxBytes) refuse();
        else if (isAwaited()) request.response().writeContinue();
        request.resume();
    }

    /** Whether the client waits to be told that its body is wanted, and it is. */
    private boolean isAwaited() {
        return !unwanted
                && !request.response().headWritten()
                && request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    /** Discards the rest of the body. */
    public void discard() {
        unwanted = true;
        body = null;
    }

    /** The {@code Content-Length}; 0 without one. */
    public static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void received(Buffer chunk) {
        received += chunk.length();
        if (unwanted) {
            if (received > MOST_DISCARDED) listener.endless();
        } else if (received > maxBytes) refuse();
        else body = body == null ? chunk : body.appendBuffer(chunk);
    }

    private void refuse() {
        discard();
        listener.tooLarge();
    }

    private void ended() {
        if (unwanted) listener.drained();
        else if (received != request.bytesRead()) listener.gone();
        else listener.complete(body == null ? NOTHING : body.getBytes());
    }
}
