package org.feathers4j.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.sse.Sse;
import org.feathers4j.sse.SseOptions;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The official client of Feathers 6 against a server of ours, beside clients of Feathers 5; and what its own server answers, which was recorded. */
class Feathers6Test {
    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private Application start(Consumer<SseOptions.Builder> options) {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Sse.create(options));
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> channels.channel("everybody").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.use("todos", MemoryService.create());
        app.use(
                "echo",
                new Echo(),
                o -> o.method("shout", (data, params) -> Echo.answer("shout", params, "data", data)));
        app.use("failing", Service.get(Feathers6Test::failed));
        return app.listen(0);
    }

    /** Answers what has reached it. */
    private static final class Echo
            implements Service.Finds, Service.Gets, Service.Creates, Service.Updates, Service.Patches, Service.Removes {
        private static Map<String, @Nullable Object> answer(String method, Params params, @Nullable Object... members) {
            var answer = new LinkedHashMap<String, @Nullable Object>();
            answer.put("method", method);
            for (int i = 0; i < members.length; i += 2) answer.put(String.valueOf(members[i]), members[i + 1]);
            answer.put("query", params.query());
            return answer;
        }

        private static @Nullable Object value(@Nullable Id id) {
            return id == null ? null : id.value();
        }

        @Override
        public Object find(Params params) {
            return answer("find", params);
        }

        @Override
        public Object get(Id id, Params params) {
            return answer("get", params, "id", value(id));
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return answer("create", params, "data", data);
        }

        @Override
        public Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return answer("update", params, "id", value(id), "data", data);
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return answer("patch", params, "id", value(id), "data", data);
        }

        @Override
        public Object remove(@Nullable Id id, Params params) {
            return answer("remove", params, "id", value(id));
        }
    }

    private static Object failed(Id id, Params params) {
        for (ErrorKind kind : ErrorKind.values())
            if (String.valueOf(kind.code()).equals(id.text()))
                throw FeathersException.of(kind, "Failed with " + id.text()).withData(Map.of("reason", "told"));
        throw new IllegalArgumentException("No error has the code " + id.text());
    }

    private static Map<String, @Nullable Object> recorded() {
        try (InputStream file = Feathers6Test.class.getResourceAsStream("/vectors/feathers6.json")) {
            return Vectors.object(Json.parse(Objects.requireNonNull(file).readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void open(String name, Map<String, ?> headers) {
        clients.ask(
                "feathers6Open",
                "name",
                name,
                "url",
                OfficialClients.url(app.port()),
                "path",
                "events",
                "headers",
                headers,
                "service",
                "todos",
                "events",
                List.of("created", "patched", "removed"));
    }

    @Test
    void a_client_of_version_6_hears_events_beside_one_of_version_5_on_the_same_port() {
        start(o -> {});
        open("six", Map.of());
        clients.await("connect", "six", event -> true);
        ClientSocket five = clients.connect("five", app.port(), Map.of());
        clients.ask("listen", "name", "five", "service", "todos", "events", List.of("created"));
        five.call("todos", "create", Map.of("text", "Written by 5"));
        for (String name : List.of("six", "five"))
            clients.await("heard", name, heard -> String.valueOf(heard).contains("Written by 5"));
        clients.ask(
                "feathers6",
                "url",
                OfficialClients.url(app.port()),
                "service",
                "todos",
                "method",
                "create",
                "args",
                List.of(Map.of("text", "Written by 6")));
        for (String name : List.of("six", "five"))
            clients.await("heard", name, heard -> String.valueOf(heard).contains("Written by 6"));
        clients.ask("feathers6Close", "name", "six");
        five.close();
    }

    /** What clients of version 5 get is not changed for those of version 6. */
    private static final Map<String, Map<String, @Nullable Object>> DIFFERENT = Map.of(
            "a service that is not there",
            Map.of(
                    "rejects",
                    Map.of(
                            "name",
                            "NotFound",
                            "message",
                            "Page not found",
                            "code",
                            404,
                            "className",
                            "not-found",
                            "data",
                            Map.of("url", "/nowhere"),
                            "errors",
                            "(undefined)",
                            "type",
                            "FeathersError")));

    @TestFactory
    Stream<DynamicTest> calls_are_answered_as_by_the_server_of_version_6() {
        start(o -> {});
        Map<String, @Nullable Object> ours =
                Vectors.object(clients.ask("feathers6Calls", "url", OfficialClients.url(app.port())));
        app.close();
        Map<String, @Nullable Object> theirs = Vectors.object(recorded().get("calls"));
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        return theirs.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThat(ours.get(call.getKey()))
                                .isEqualTo(DIFFERENT.getOrDefault(call.getKey(), Vectors.object(call.getValue())))));
    }

    /** Ours has ids beside the data, and says when to connect again. */
    @Test
    void a_stream_is_on_the_wire_as_that_of_the_server_of_version_6() throws Exception {
        start(o -> {});
        Map<String, @Nullable Object> theirs = Vectors.object(recorded().get("stream"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create(OfficialClients.url(app.port()) + "/events?room=a%20b"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("content-type"))
                    .contains(String.valueOf(theirs.get("contentType")));
            app.service("echo").create(Map.of("text", "first\nsecond"));
            app.service("echo").patch("a b", Map.of("text", "\u00fc"));
            var seen = new StringBuilder();
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String expected = String.valueOf(theirs.get("text"));
                while (seen.length() < expected.length()) {
                    String line = Objects.requireNonNull(lines.readLine());
                    if (line.startsWith("data:")) seen.append(line).append("\n\n");
                }
                assertThat(seen).hasToString(expected);
            }
        }
    }

    @Test
    void a_client_of_version_6_connects_again_when_it_was_cut_or_sent_away() {
        start(o -> {});
        var connections = new CopyOnWriteArrayList<Connection>();
        app.on("connection", args -> connections.add((Connection) args[0]));
        open("again", Map.of("x-room", "blue"));
        clients.await("connect", "again", event -> true);
        assertThat(connections.getFirst().get("headers"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("x-room", "blue");
        app.emit("disconnect", connections.getFirst());
        clients.await("disconnect", "again", event -> true);
        Eventually.await(
                Patience.ofSeconds(30),
                "the second",
                () -> clients.seen("connect", "again").size() == 2);
        app.service("todos").create(Map.of("text", "Heard again"));
        clients.await("heard", "again", heard -> String.valueOf(heard).contains("Heard again"));
        clients.ask("feathers6Close", "name", "again");
    }

    @Test
    void a_client_of_version_6_is_told_why_it_is_refused() {
        app.gate(connection -> {
            throw FeathersException.notAuthenticated("Log in first");
        });
        start(o -> {});
        open("refused", Map.of());
        PeerEvent told = clients.await("disconnect", "refused", event -> true);
        assertThat(Vectors.object(told.get("error")))
                .containsEntry("name", "NotAuthenticated")
                .containsEntry("message", "Log in first");
    }

    /** A proxy buffers answers, unless it is told not to, and closes connections that are quiet. */
    @Test
    void streams_go_through_nginx(@TempDir Path folder) {
        Assumptions.assumeTrue(Nginx.isInstalled(), "needs nginx");
        start(o -> o.heartbeat(Duration.ofMillis(500)));
        String config = "server { listen 80; location / { proxy_pass http://127.0.0.1:" + app.port()
                + "; proxy_read_timeout 10s; } }";
        try (Nginx nginx = Nginx.start(folder.resolve("nginx"), config);
                HttpClient http = HttpClient.newHttpClient();
                var lines = new BufferedReader(new InputStreamReader(
                        http.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(OfficialClients.url(nginx.port()) + "/events"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            int heartbeats = 0;
            // longer than the proxy would wait
            while (heartbeats < 24) if (Objects.requireNonNull(lines.readLine()).equals(":")) heartbeats++;
            app.service("todos").create(Map.of("text", "Through the proxy"));
            while (!Objects.requireNonNull(lines.readLine()).contains("Through the proxy")) {
                // the end of an event, its id, or a comment
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
