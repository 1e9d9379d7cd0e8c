package org.feathers4j.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The least that a client of services over Socket.IO needs, on a WebSocket: one call after the other. For one thread. */
final class SocketClient implements AutoCloseable {
    private static final int TIMEOUT = 30;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private int lastId;

    private SocketClient(int port) {
        socket = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:%d/socket.io/?EIO=4&transport=websocket".formatted(port)),
                        new Texts())
                .join();
    }

    static SocketClient connect(int port) {
        var client = new SocketClient(port);
        client.await("0{");
        client.send("40");
        client.await("40{");
        return client;
    }

    Service.Complete service(String path) {
        return new SocketService(path);
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The next message with this beginning; skips pings and events. */
    private String await(String beginning) {
        try {
            for (; ; ) {
                String message = messages.poll(TIMEOUT, TimeUnit.SECONDS);
                if (message == null) throw new AssertionError("No message that begins with " + beginning);
                if (message.equals("2")) send("3");
                if (message.startsWith(beginning)) return message;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted while waiting for %s", beginning);
        }
    }

    private @Nullable Object call(@Nullable Object... emit) {
        int id = ++lastId;
        send("42" + id + Json.text(Arrays.asList(emit)));
        String beginning = "43" + id + "[";
        List<?> answer = AdapterFixture.list(Json.parse(await(beginning).substring(beginning.length() - 1)));
        if (answer.getFirst() != null) throw FeathersException.fromJson(answer.getFirst());
        return answer.getLast();
    }

    /** Puts the parts of messages together. */
    private final class Texts implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

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
    }

    private final class SocketService implements Service.Complete {
        private final String path;

        SocketService(String path) {
            this.path = path;
        }

        private static @Nullable Object value(@Nullable Id id) {
            return id == null ? null : id.value();
        }

        @Override
        public @Nullable Object find(Params params) {
            return call("find", path, params.query());
        }

        @Override
        public @Nullable Object get(Id id, Params params) {
            return call("get", path, id.value(), params.query());
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return call("create", path, data, params.query());
        }

        @Override
        public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return call("update", path, value(id), data, params.query());
        }

        @Override
        public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return call("patch", path, value(id), data, params.query());
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            return call("remove", path, value(id), params.query());
        }
    }
}
