package org.feathers4j.socketioserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of the published protocol suites: HTTP requests and WebSockets of the JDK, which knows nothing of Engine.IO. */
final class SuiteClient implements AutoCloseable {
    private static final Duration TIMEOUT = Patience.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String address;

    /** @param path for instance {@code /engine.io/} */
    SuiteClient(int port, String path) {
        this.address = "127.0.0.1:" + port + path;
    }

    /** @param query with its question mark, or empty */
    HttpResponse<String> request(String method, String query, String body) {
        return request(query).method(method, body).join();
    }

    CompletableFuture<HttpResponse<String>> requestLater(String method, String query, String body) {
        return request(query).method(method, body);
    }

    private interface Request {
        CompletableFuture<HttpResponse<String>> method(String method, String body);
    }

    private Request request(String query) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + address + query)).timeout(TIMEOUT);
        return (method, body) -> http.sendAsync(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A session that polls. */
    final class Session {
        final String sid = String.valueOf(opened().get("sid"));
        private final String query = "?EIO=4&transport=polling&sid=" + sid;

        private Map<?, ?> opened() {
            HttpResponse<String> answer = request("GET", "?EIO=4&transport=polling", "");
            assertThat(answer.statusCode()).isEqualTo(200);
            return handshakeOf(answer.body());
        }

        HttpResponse<String> poll() {
            return pollLater().join();
        }

        CompletableFuture<HttpResponse<String>> pollLater() {
            return requestLater("GET", query, "");
        }

        HttpResponse<String> post(String payload) {
            return request("POST", query, payload);
        }

        Wire webSocket() {
            return SuiteClient.this.webSocket("?EIO=4&transport=websocket&sid=" + sid);
        }
    }

    /** The JSON of an open packet. */
    static Map<?, ?> handshakeOf(String packet) {
        assertThat(packet).startsWith("0");
        return RawHttp.object(Json.parse(packet.substring(1)));
    }

    /** A session that begins with a WebSocket and whose handshake was read. */
    Wire open() {
        Wire wire = webSocket("?EIO=4&transport=websocket");
        wire.handshake();
        return wire;
    }

    Wire webSocket(String query) {
        var wire = new Wire();
        wire.socket = http.newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create("ws://" + address + query), wire)
                .join();
        return wire;
    }

    /** The status of the answer to a WebSocket that the server refuses. */
    int refusedWebSocket(String query) {
        try (Wire unexpected = webSocket(query)) {
            throw new AssertionError("The server has accepted the WebSocket and sent " + unexpected.next());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused)
                return refused.getResponse().statusCode();
            throw e;
        }
    }

    /** One WebSocket. */
    static final class Wire implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            messages.add(bytes);
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(null);
        }

        private WebSocket socket() {
            return java.util.Objects.requireNonNull(socket);
        }

        Map<?, ?> handshake() {
            return handshakeOf(String.valueOf(next()));
        }

        void send(String text) {
            socket().sendText(text, true).join();
        }

        void send(byte[] bytes) {
            socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
        }

        /** The next message: a text or a {@code byte[]}. */
        Object next() {
            try {
                Object message = messages.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                if (message == null) throw new AssertionError("The server has sent nothing");
                return message;
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        void awaitClosed() {
            closed.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            socket().abort();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
