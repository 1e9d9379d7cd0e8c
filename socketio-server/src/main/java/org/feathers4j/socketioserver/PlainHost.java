package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A plain HTTP server of Vert.x: timers of Vert.x for the timeouts of requests, a virtual thread for each task. Safe for all threads. */
final class PlainHost implements HttpHost {
    private static final int MAX_TASKS = 10_000;
    private static final int UNAVAILABLE = 503;

    private final Duration body;
    private final Duration answer;
    private final Semaphore permits = new Semaphore(MAX_TASKS);
    private volatile boolean closed;

    /**
     * @param body how long a client may take to send a request body
     * @param answer how long a client may take to receive an answer
     */
    PlainHost(Duration body, Duration answer) {
        this.body = body;
        this.answer = answer;
    }

    @Override
    public RequestTimer begin(HttpServerRequest request) {
        return new PlainTimer(request, body, answer);
    }

    @Override
    public void upgraded(HttpConnection connection) {}

    @Override
    public boolean start(Runnable task) {
        if (!permits.tryAcquire()) return false;
        proceed(() -> {
            try {
                task.run();
            } finally {
                permits.release();
            }
        });
        return true;
    }

    @Override
    public void proceed(Runnable rest) {
        Thread.ofVirtual().name("socket.io").start(rest);
    }

    @Override
    public @Nullable String address(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }

    @Override
    public Map<String, @Nullable Object> headers(HttpServerRequest request) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            Object before = headers.get(key);
            headers.put(key, before == null ? value : before + (key.equals("cookie") ? "; " : ", ") + value);
        });
        return headers;
    }

    @Override
    public boolean compresses() {
        return false;
    }

    @Override
    public @Nullable RefusedException unready() {
        return closed ? new RefusedException(UNAVAILABLE, "The server is shutting down: try again later") : null;
    }

    @Override
    public @Nullable RefusedException refusal(Throwable thrown) {
        return thrown instanceof RefusedException refusal ? refusal : null;
    }

    @Override
    public RuntimeException failure(AckException failure) {
        return failure;
    }

    @Override
    public void close() {
        closed = true;
    }
}
