package org.feathers4j.oauth;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

/**
 * Sends requests to providers over HTTP, with limits for the size of an answer and the time from the first byte to the
 * last. The library's own client cannot limit a whole answer. Safe for all threads; follows no redirects.
 */
final class Caller implements AutoCloseable {
    private final OAuthOptions options;
    private final HttpClient client;

    Caller(OAuthOptions options) {
        this.options = options;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.timeout())
                .build();
    }

    /** Blocks until the answer has arrived. */
    Answer send(HTTPRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(message(request), head -> new LimitedText(options.maxAnswerBytes()));
        try {
            HttpResponse<String> whole = answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(whole.statusCode(), whole.body());
        } catch (TimeoutException e) {
            throw new IOException("No complete answer in %s".formatted(options.timeout()), e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest message(HTTPRequest request) {
        String body = request.getBody();
        var message = HttpRequest.newBuilder(request.getURI())
                .method(
                        request.getMethod().name(),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> message.header(name, value)));
        return message.build();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
