package org.feathers4j.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawWebSocket;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** Services over Socket.IO, seen from the wire. */
class ServiceSocketsTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Connection> came = new CopyOnWriteArrayList<>();
    private final List<Connection> went = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private FixtureA fixture(Consumer<ServerOptions.Builder> options) {
        var fixture = new FixtureA(options);
        open.add(fixture);
        listenTo(fixture.app());
        return fixture;
    }

    private void listenTo(Application app) {
        app.on("connection", args -> came.add((Connection) args[0]));
        app.on("disconnect", args -> went.add((Connection) args[0]));
    }

    private RawWebSocket client(FixtureA fixture) {
        RawWebSocket client = RawWebSocket.connected(fixture.port());
        open.add(client);
        return client;
    }

    /** The arguments of the acknowledgement to the first call of a client, which has the number 0. */
    private static List<?> call(RawWebSocket client, String... arguments) {
        client.text("420[" + String.join(",", arguments) + "]");
        String answer = client.next();
        assertThat(answer).startsWith("430");
        return Vectors.list(Json.parse(answer.substring(3)));
    }

    private static boolean isServed(RawWebSocket client) {
        return call(client, "\"get\"", "\"people\"", "1").size() == 2;
    }

    private static Map<String, @Nullable Object> error(List<?> acknowledgement) {
        assertThat(acknowledgement).hasSize(1);
        return Vectors.object(acknowledgement.getFirst());
    }

    @Test
    void the_recorded_exchange_frame_by_frame() {
        FixtureA fixture = fixture(o -> {});
        Channels channels = fixture.app().configure(Channels.create());
        fixture.app().on("connection", args -> channels.channel("everybody").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("everybody"));
        Map<String, @Nullable Object> recorded =
                Vectors.socketCases("socket-wire").getFirst();
        var client = new RawWebSocket(fixture.port(), String.valueOf(recorded.get("url")));
        open.add(client);
        Set<Object> expected = new HashSet<>();
        for (Object frame : Vectors.list(recorded.get("frames"))) {
            String text = String.valueOf(Vectors.object(frame).get("text"));
            if ("server".equals(Vectors.object(frame).get("dir"))) expected.add(parsed(text));
            else {
                receive(client, expected);
                client.text(text);
            }
        }
        receive(client, expected);
    }

    /** An event and the acknowledgement of the call that caused it may come in either order. */
    private static void receive(RawWebSocket client, Set<Object> expected) {
        Set<Object> received = new HashSet<>();
        while (received.size() < expected.size()) received.add(parsed(client.next()));
        assertThat(received).isEqualTo(expected);
        expected.clear();
    }

    private static Object parsed(String frame) {
        String type = frame.replaceFirst("[^0-9].*", "");
        Object json = type.length() == frame.length() ? null : Json.parse(frame.substring(type.length()));
        if (!(json instanceof Map<?, ?>)) return List.of(type, String.valueOf(json));
        var members = new LinkedHashMap<String, @Nullable Object>(Vectors.object(json));
        members.computeIfPresent("sid", (name, sid) -> "{{sid}}");
        return List.of(type, members);
    }

    @Test
    void a_connection_is_what_the_application_sees_and_what_services_get() {
        FixtureA fixture = fixture(o -> {});
        fixture.app().use("inspect", (Service.Finds)
                params -> params.toMap().keySet().stream().sorted().toList());
        var client = new RawWebSocket(fixture.port(), "/socket.io/?EIO=4&transport=websocket", "X-Probe: p1");
        open.add(client);
        client.handshake();
        client.text("40");
        assertThat(client.next()).startsWith("40{");
        Connection connection = came.getFirst();
        assertThat(connection.toJsonValue()).containsOnlyKeys("provider", "headers");
        assertThat(connection.get("provider")).isEqualTo("socketio");
        assertThat(Vectors.object(connection.get("headers")))
                .containsEntry("x-probe", "p1")
                .containsKey("host");
        assertThat(call(client, "\"find\"", "\"inspect\"", "{\"a\":1}").getLast())
                .isEqualTo(List.of("connection", "headers", "provider", "query", "route"));
        connection
                .set("custom", "set on connection")
                .set("query", Map.of("injected", 1))
                .set("route", Map.of("r", 1));
        assertThat(Vectors.object(Vectors.object(call(client, "\"find\"", "\"echo\"", "{\"mine\":1}")
                                .getLast())
                        .get("params")))
                .containsEntry("custom", "set on connection")
                .containsEntry("query", Map.of("injected", 1))
                .containsEntry("route", Map.of("r", 1));
    }

    @Test
    void services_come_and_go_while_a_client_is_connected() {
        FixtureA fixture = fixture(o -> {});
        RawWebSocket client = client(fixture);
        assertThat(error(call(client, "\"find\"", "\"late\"", "{}")))
                .containsEntry("message", "Service 'late' not found");
        fixture.app()
                .use(
                        "late",
                        (Service.Finds) params -> "late find",
                        o -> o.method("extra", (data, params) -> "late extra"));
        assertThat(call(client, "\"find\"", "\"late\"", "{}")).isEqualTo(Arrays.asList(null, "late find"));
        assertThat(call(client, "\"extra\"", "\"late\"", "{}")).isEqualTo(Arrays.asList(null, "late extra"));
        fixture.app().unuse("late");
        assertThat(error(call(client, "\"find\"", "\"late\"", "{}"))).containsEntry("code", 404);
    }

    @Test
    void the_application_sends_a_client_away() {
        FixtureA fixture = fixture(o -> {});
        RawWebSocket client = client(fixture);
        fixture.app().emit("disconnect", came.getFirst());
        assertThat(client.next()).as("io server disconnect").isEqualTo("41");
        // as in Feathers: once by hand, once by the socket that closes
        Eventually.await(ofSeconds(20), "the second event", () -> went.size() == 2);
        assertThat(went).containsOnly(came.getFirst());
    }

    @Test
    void a_client_that_goes_is_heard_of_once() {
        FixtureA fixture = fixture(o -> {});
        RawWebSocket client = client(fixture);
        client.text("41");
        Eventually.await(ofSeconds(20), "the event", () -> !went.isEmpty());
        client.close();
        RawWebSocket second = client(fixture);
        second.close();
        Eventually.await(ofSeconds(20), "the event", () -> went.size() == 2);
        assertThat(went).isEqualTo(came);
    }

    @Test
    void a_gate_refuses_with_message_and_data() {
        FixtureA fixture = fixture(o -> {});
        fixture.app().gate(connection -> {
            throw FeathersException.of(ErrorKind.NOT_AUTHENTICATED, "jwt malformed")
                    .withData(Map.of("name", "JsonWebTokenError"));
        });
        RawWebSocket client = RawWebSocket.open(fixture.port());
        open.add(client);
        client.text("40");
        assertThat(client.next())
                .isEqualTo("44{\"message\":\"jwt malformed\",\"data\":{\"name\":\"JsonWebTokenError\"}}");
        assertThat(came).isEmpty();
    }

    @Test
    void above_the_limit_on_calls_in_flight_the_answer_is_unavailable_at_once() {
        FixtureA fixture = fixture(o -> o.maxCallsInFlight(1));
        var slow = new Waiting();
        fixture.app().use("slow", slow);
        RawWebSocket client = client(fixture);
        // entering was a call too, which may end a moment after the client is told
        Eventually.await(ofSeconds(20), "room for a call", () -> isServed(client));
        client.text("421[\"get\",\"slow\",1,{}]");
        slow.started.join();
        assertThat(error(call(client, "\"get\"", "\"people\"", "1")))
                .containsEntry("code", 503)
                .containsEntry("name", "Unavailable");
        slow.goOn.countDown();
        assertThat(client.next()).isEqualTo("431[null,\"waited\"]");
    }

    @Test
    void a_server_that_closes_finishes_the_calls_and_lets_no_others_in() throws InterruptedException {
        FixtureA fixture = fixture(o -> {});
        var slow = new Waiting();
        fixture.app().use("slow", slow);
        RawWebSocket client = client(fixture);
        client.text("421[\"get\",\"slow\",1,{}]");
        slow.started.join();
        Thread closing = Thread.ofVirtual().start(fixture::close);
        Eventually.await(
                ofSeconds(20),
                "the end of new calls",
                () -> "The server is shutting down: try again later"
                        .equals(lastError(client).get("message")));
        slow.goOn.countDown();
        assertThat(client.next()).isEqualTo("431[null,\"waited\"]");
        client.closed();
        closing.join();
        assertThat(went).isEqualTo(came);
    }

    private static Map<String, @Nullable Object> lastError(RawWebSocket client) {
        List<?> acknowledgement = call(client, "\"find\"", "\"readonly\"", "{}");
        return acknowledgement.size() == 1 ? error(acknowledgement) : Collections.emptyMap();
    }

    @Test
    void a_result_without_a_JSON_form_becomes_an_error() {
        FixtureA fixture = fixture(o -> {});
        List<@Nullable Object> endless = new ArrayList<>();
        endless.add(endless);
        fixture.app().use("cyclic", (Service.Finds) params -> endless);
        assertThat(error(call(client(fixture), "\"find\"", "\"cyclic\""))).containsEntry("code", 500);
    }

    @Test
    void who_serves_the_main_namespace_himself_is_left_alone() {
        Application app = Application.create();
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        server.sockets().of("/", request -> request.refuse("This is mine", null));
        app.listen(0);
        open.add(app);
        RawWebSocket client = RawWebSocket.open(app.port());
        open.add(client);
        client.text("40");
        assertThat(client.next()).isEqualTo("44{\"message\":\"This is mine\"}");
    }

    /** Waits until it may go on. */
    private static final class Waiting implements Service.Gets {
        final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
        final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Object get(Id id, Params params) throws Exception {
            started.complete(null);
            goOn.await();
            return "waited";
        }
    }
}
