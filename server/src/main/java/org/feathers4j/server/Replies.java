package org.feathers4j.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonOutput;
import org.feathers4j.transport.Dispatcher;
import org.feathers4j.transport.RestRequest;
import org.feathers4j.transport.RestResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes answers. Safe for all threads; a large answer takes time, so event loops should not call it. */
final class Replies {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized(RestResponse.Json.TYPE);
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final int NOT_MODIFIED = 304;

    private final Dispatcher dispatcher;
    private final boolean etags;
    private final SizeEstimate sizes = new SizeEstimate();

    /** @param etags whether answers to GET and HEAD have an entity tag */
    Replies(Dispatcher dispatcher, boolean etags) {
        this.dispatcher = dispatcher;
        this.etags = etags;
    }

    /** The bytes of an answer; of an error instead when the result of the call has no JSON form. Never throws. */
    Reply of(RestRequest request, RestResponse response) {
        try {
            return encoded(request, response);
        } catch (Throwable e) {
            return ofError(request, e);
        }
    }

    /** The bytes of the answer to an error; without values that have no JSON form. Never throws. */
    Reply ofError(RestRequest request, Throwable error) {
        RestResponse response = dispatcher.error(request, error);
        try {
            return encoded(request, response);
        } catch (Throwable unwritable) {
            log.error("Not all of the error could be sent for {}", request, unwritable);
            return json(dispatcher.exposed(error));
        }
    }

    /** An error as short JSON, regardless of the Accept header. */
    static Reply json(FeathersException error) {
        byte[] bytes = Json.bytes(ErrorBody.writable(error.toJson()));
        return new Reply(Dispatcher.status(error), Map.of(), JSON, null, Buffer.buffer(bytes));
    }

    private Reply encoded(RestRequest request, RestResponse response) {
        return switch (response.content()) {
            case RestResponse.Empty() -> new Reply(response.status(), response.headers(), null, null, Buffer.buffer());
            case RestResponse.Json(var type, var value) -> {
                var out = new JsonOutput(sizes.next());
                Json.write(value, out);
                sizes.seen(out.length());
                yield tagged(request, response, type(type), out.array(), out.length());
            }
            case RestResponse.Bytes(var type, var bytes) -> tagged(request, response, type, bytes, bytes.length);
            case RestResponse.Html(var page) -> {
                byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
                yield tagged(request, response, HTML, bytes, bytes.length);
            }
            case RestResponse.Stream stream -> throw new IllegalStateException("A stream is not encoded: " + stream);
        };
    }

    /** The most common type is encoded already. */
    private static CharSequence type(String type) {
        return type.equals(RestResponse.Json.TYPE) ? JSON : type;
    }

    private Reply tagged(RestRequest request, RestResponse response, CharSequence type, byte[] bytes, int length) {
        // an answer that waits for a slow client must not hold much more memory than it needs
        byte[] kept = bytes.length / 2 > length ? Arrays.copyOf(bytes, length) : bytes;
        Buffer content = BufferInternal.buffer(Unpooled.wrappedBuffer(kept, 0, length));
        boolean reads = request.verb().equals("GET") || request.verb().equals("HEAD");
        if (!etags || !reads) return new Reply(response.status(), response.headers(), type, null, content);
        String etag = Etag.of(bytes, length);
        boolean good = response.status() / 100 == 2;
        if (good && Etag.matches(etag, request.header("if-none-match"), request.header("cache-control")))
            return new Reply(NOT_MODIFIED, response.headers(), null, etag, Buffer.buffer());
        return new Reply(response.status(), response.headers(), type, etag, content);
    }
}
