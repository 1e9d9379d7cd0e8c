package org.feathers4j.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network of the JDK. Owner of its HTTP client and of the threads of that one. */
final class JdkNetwork implements ClientNetwork {
    private static final Logger log = LoggerFactory.getLogger(JdkNetwork.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final ExecutorService threads;
    private final HttpClient http;

    JdkNetwork(Duration connectTimeout) {
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "feathers4j-client-http");
            thread.setDaemon(true);
            return thread;
        });
        http = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                // an upgrade to HTTP/2 without TLS is asked for with each first request, which some proxies refuse
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request(call), head -> new LimitedBody(call.maxBytes()));
        try {
            HttpResponse<byte[]> answer = sent.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
            String location = answer.headers().firstValue("location").orElse("");
            return new HttpAnswer(answer.statusCode(), location, answer.body());
        } catch (ExecutionException e) {
            throw readable(e.getCause());
        } catch (CancellationException e) {
            throw new IOException("the client was closed", e);
        } finally {
            sent.cancel(true); // ends the exchange when it has not ended yet
        }
    }

    private static HttpRequest request(HttpCall call) {
        byte[] body = call.body();
        var request = HttpRequest.newBuilder(call.uri())
                .method(
                        call.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        call.headers().forEach((name, value) -> {
            checkHeader(name, value);
            request.setHeader(name, value);
        });
        return request.build();
    }

    /**
     * Refuses a header that the JDK does not send. Its value may be a secret, so the message does not have it.
     *
     * @throws IllegalArgumentException with the name
     */
    static void checkHeader(String name, String value) {
        var request = HttpRequest.newBuilder();
        try {
            request.setHeader(name, "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the header '%s' cannot be set: no header has such a name, or the HTTP client sets it itself"
                            .formatted(name),
                    e);
        }
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // without the cause, which repeats the value
            throw new IllegalArgumentException("the header '%s' has a value that no header can have".formatted(name));
        }
    }

    private static IOException readable(@Nullable Throwable cause) {
        return cause instanceof IOException io && io.getMessage() != null ? io : new IOException(text(cause), cause);
    }

    /** The message of the first cause that has one: a refused connection has none, but its name says it. */
    static String text(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            boolean isWrapper = each instanceof CompletionException || each instanceof ExecutionException;
            if (!isWrapper && each.getMessage() != null) return each.getMessage();
        }
        return failure == null ? "it failed" : failure.getClass().getSimpleName();
    }

    @Override
    public void open(WebSocketCall call, WebSocketReceiver receiver) {
        var link = new JdkWebSocket(receiver, call.maxBytes(), END);
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(call.timeout());
        call.headers().forEach(builder::header);
        CompletableFuture<?> unused = builder.buildAsync(call.uri(), link).whenComplete((socket, failure) -> {
            if (failure != null) link.ended(text(failure));
        });
    }

    @Override
    public void close() {
        http.shutdownNow();
        try {
            if (!http.awaitTermination(END)) log.warn("The HTTP client still runs after {}", END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
