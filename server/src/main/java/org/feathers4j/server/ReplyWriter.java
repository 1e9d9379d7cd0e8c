package org.feathers4j.server;

import java.io.InputStream;
import java.util.List;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.feathers4j.FeathersException;
import org.feathers4j.transport.RestResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the answer to a request: the first that it is given, none when middleware has answered. Belongs to the event loop of the request's connection; {@link #send} and
 * {@link #stream} are for the virtual thread of the call, and hand over to the loop.
 */
final class ReplyWriter {
    private static final Logger log = LoggerFactory.getLogger(ReplyWriter.class);

    private final ServerContext server;
    private final HttpServerRequest request;
    private final RequestDeadline deadline;
    private final Context loop;
    private boolean answered;
    private boolean taken;

    ReplyWriter(ServerContext server, HttpServerRequest request, RequestDeadline deadline, Context loop) {
        this.server = server;
        this.request = request;
        this.deadline = deadline;
        this.loop = loop;
    }

    /** Whether this, not middleware, has answered. */
    boolean hasAnswered() {
        return answered;
    }

    /** Whether the client has taken the answer. */
    boolean isTaken() {
        return taken;
    }

    /** On the virtual thread: hands the answer to the loop. */
    void send(Reply reply) {
        RequestLoop.handOver(loop, () -> write(reply));
    }

    /** On the virtual thread: sends bytes as fast as the client takes them; the call is in flight until the last. */
    void stream(RestResponse response, RestResponse.Stream stream) {
        boolean headOnly = HttpMethod.HEAD.equals(request.method());
        try (InputStream bytes =
                headOnly ? InputStream.nullInputStream() : stream.source().open()) {
            var sending = new StreamedReply(request, loop, deadline, () -> begin(response, stream), () -> taken = true);
            if (headOnly) sending.head();
            else sending.send(bytes, stream.length());
        } catch (FeathersException e) {
            throw e;
        } catch (Exception e) {
            throw FeathersException.from(e);
        }
    }

    /** Writes the head of a streamed answer; false when there is another answer already. */
    private boolean begin(RestResponse response, RestResponse.Stream stream) {
        HttpServerResponse to = request.response();
        if (answered || to.ended() || to.closed()) return false;
        answered = true;
        to.setStatusCode(response.status());
        addHeaders(
                to.headers(), new Reply(response.status(), response.headers(), stream.type(), null, Buffer.buffer()));
        // a range is one of the bytes as they are
        if (server.options().http().compresses()) to.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        if (stream.length() >= 0) to.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stream.length()));
        else if (!isHttp2()) to.setChunked(true);
        return true;
    }

    void write(Reply reply) {
        HttpServerResponse response = request.response();
        if (answered || response.ended() || response.closed()) return;
        answered = true;
        try {
            response.setStatusCode(reply.status());
            addHeaders(response.headers(), reply);
            Runnable over = deadline.forTaken();
            end(response, reply).onComplete(done -> {
                taken = true;
                if (request.isEnded()) over.run();
            });
        } catch (RuntimeException | Error e) {
            // for instance a handler of middleware that failed: nothing else would end the request
            log.error("The answer to {} {} was cut off", request.method(), request.path(), e);
            deadline.cutOff();
        }
    }

    private void addHeaders(MultiMap headers, Reply reply) {
        headers.set(HttpHeaders.DATE, server.date().text());
        if (reply.contentType() != null) headers.set(HttpHeaders.CONTENT_TYPE, reply.contentType());
        if (isHttp2()
                && server.options().http().leavesPlain(request, reply.content().length()))
            headers.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        if (reply.etag() != null) headers.set(HttpHeaders.ETAG, reply.etag());
        reply.headers().forEach((name, value) -> {
            if (value instanceof List<?> values) for (Object item : values) headers.add(name, item.toString());
            else if (name.equals("vary")) headers.add(name, value.toString());
            else headers.set(name, value.toString());
        });
    }

    private Future<Void> end(HttpServerResponse response, Reply reply) {
        if (!HttpMethod.HEAD.equals(request.method())) return response.end(reply.content());
        if (reply.contentType() != null)
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(reply.content().length()));
        return response.end();
    }

    /** Announces that the connection ends with the answer. */
    void closeAfterwards() {
        if (!isHttp2()) request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    /** Ends the connection, or the stream of HTTP/2, without reading more of the request; bytes written before are still sent. */
    void hangUp() {
        if (isHttp2()) request.response().reset();
        else request.connection().close();
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }
}
