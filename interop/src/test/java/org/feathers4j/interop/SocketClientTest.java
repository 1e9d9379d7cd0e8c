package org.feathers4j.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.feathers4j.Connection;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.server.FixtureA;
import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The recorded cases of socket.io-client and a Feathers server, with our server in its place. */
class SocketClientTest {
    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final List<FixtureA> fixtures = new ArrayList<>();
    private final List<ClientSocket> sockets = new ArrayList<>();

    @AfterEach
    void close() {
        sockets.forEach(ClientSocket::close);
        fixtures.forEach(FixtureA::close);
    }

    private FixtureA fixture() {
        var fixture = new FixtureA();
        fixtures.add(fixture);
        return fixture;
    }

    private ClientSocket connect(FixtureA fixture, String name, String transport) {
        ClientSocket socket = clients.connect(name, fixture.port(), Map.of("transports", List.of(transport)));
        sockets.add(socket);
        return socket;
    }

    @TestFactory
    Stream<DynamicTest> calls_over_web_sockets() {
        return replay("socket-calls", "websocket");
    }

    @TestFactory
    Stream<DynamicTest> calls_over_long_polling() {
        return replay("socket-calls", "polling");
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return replay("socket-errors", "websocket");
    }

    @TestFactory
    Stream<DynamicTest> errors_in_production() {
        return replay("socket-errors-production", "websocket");
    }

    private Stream<DynamicTest> replay(String file, String transport) {
        ClientSocket socket = connect(fixture(), file + " " + transport, transport);
        return Vectors.socketCases(file).stream()
                .map(recorded -> dynamicTest(
                        String.valueOf(recorded.get("name")),
                        () -> compare(socket.emit(Vectors.list(recorded.get("emit"))), recorded)));
    }

    private static void compare(List<?> ack, Map<String, @Nullable Object> recorded) {
        if (!recorded.containsKey("ackWithoutMessage")) assertThat(ack).isEqualTo(recorded.get("ack"));
        else
            assertThat(Vectors.object(ack.getFirst()))
                    .containsAllEntriesOf(Vectors.object(recorded.get("ackWithoutMessage")));
    }

    @Test
    void calls_without_acknowledgement_run_and_fail_silently() {
        FixtureA fixture = fixture();
        ClientSocket socket = connect(fixture, "no callback", "websocket");
        List<Map<String, @Nullable Object>> cases = Vectors.socketCases("socket-nocallback");
        cases.stream()
                .filter(recorded -> recorded.containsKey("emit"))
                .forEach(recorded -> socket.emitOnly(Vectors.list(recorded.get("emit"))));
        // the last case tells what follows, but not what was emitted
        socket.emitOnly(List.of("nonsense", "echo", Map.of()));
        Eventually.await(
                Patience.ofSeconds(5), "the record", () -> Integer.valueOf(1).equals(found(socket)));
        assertThat(socket.received()).isEqualTo(cases.getLast().get("received"));
        assertThat(clients.seen("disconnect", "no callback")).isEmpty();
    }

    private static Object found(ClientSocket socket) {
        return Vectors.list(socket.emit(List.of("find", "people", Map.of("name", "NoCallback")))
                        .getLast())
                .size();
    }

    /** The calls behind the recorded cases of client-socket.json, which knows only their names: service, method, arguments. */
    private static final Map<String, List<?>> CALLS = calls();

    private static Map<String, List<?>> calls() {
        var calls = new LinkedHashMap<String, List<?>>();
        String nothing = "(undefined)";
        Map<String, Integer> a = Map.of("a", 1);
        calls.put("find", List.of("echo", "find"));
        var query = new LinkedHashMap<String, @Nullable Object>();
        query.put("a", Map.of("$gt", 1));
        query.put("when", "1970-01-01T00:00:00.000Z");
        query.put("nul", null);
        calls.put("find with query", List.of("echo", "find", Map.of("query", query)));
        calls.put("get", List.of("echo", "get", 1));
        calls.put("get string id", List.of("echo", "get", "a b"));
        calls.put("create", List.of("echo", "create", a));
        calls.put("create with query", List.of("echo", "create", a, Map.of("query", Map.of("q", 1))));
        calls.put("update", List.of("echo", "update", 1, a));
        calls.put("update null", Arrays.asList("echo", "update", null, a));
        calls.put("patch", List.of("echo", "patch", 1, a, Map.of("query", Map.of("q", 1))));
        calls.put("remove", List.of("echo", "remove", 1));
        calls.put("remove null", Arrays.asList("echo", "remove", null, Map.of("query", a)));
        calls.put("custom method", List.of("echo", "shout", a, Map.of("query", Map.of("q", 1))));
        calls.put("custom method without data", List.of("echo", "shout"));
        calls.put("headers in params are not sent", List.of("echo", "find", Map.of("headers", Map.of("x", "y"))));
        calls.put(
                "route placeholder replaced from params.route",
                List.of("users/:userId/posts", "find", Map.of("route", Map.of("userId", 9), "query", Map.of("z", 1))));
        calls.put("get undefined", List.of("echo", "get", nothing));
        calls.put("get empty string", List.of("echo", "get", ""));
        calls.put("update undefined", List.of("echo", "update", nothing, a));
        calls.put("patch empty", List.of("echo", "patch", "", a));
        calls.put("remove undefined", List.of("echo", "remove", nothing));
        calls.put("error: Feathers error", failing("NotFound", Map.of()));
        calls.put("error: Feathers error with data and errors", failing("BadRequest", Map.of("form", "errors")));
        calls.put("error: plain error", failing("plain", Map.of()));
        calls.put("error: coded error", failing("coded", Map.of()));
        calls.put("error: Gone", failing("Gone", Map.of()));
        return calls;
    }

    private static List<?> failing(String id, Map<String, ?> query) {
        return List.of("fail", "get", id, Map.of("query", query));
    }

    @TestFactory
    Stream<DynamicTest> the_feathers_client() {
        ClientSocket socket = connect(fixture(), "feathers client", "websocket");
        List<Map<String, @Nullable Object>> cases = Vectors.socketCases("client-socket");
        assertThat(cases).extracting(recorded -> recorded.get("name")).containsAll(CALLS.keySet());
        return cases.stream()
                .filter(recorded -> CALLS.containsKey(recorded.get("name")))
                .map(recorded -> dynamicTest(String.valueOf(recorded.get("name")), () -> play(socket, recorded)));
    }

    private static Map<String, @Nullable Object> recorded(String name) {
        return Vectors.socketCases("client-socket").stream()
                .filter(recorded -> name.equals(recorded.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private ClientSocket impatient(FixtureA fixture, String name) {
        ClientSocket socket = clients.open(name, fixture.port(), Map.of("ackTimeout", 100));
        sockets.add(socket);
        socket.awaitConnected();
        return socket;
    }

    @Test
    void the_feathers_client_waits_for_an_answer_as_long_as_it_was_told() {
        FixtureA fixture = fixture();
        var answered = new CountDownLatch(1);
        fixture.app().use("slow", Service.find(params -> {
            answered.await();
            return "late";
        }));
        ClientSocket socket = impatient(fixture, "ack timeout");
        try {
            assertThat(Vectors.object(socket.call("slow", "find").get("rejects")))
                    .containsAllEntriesOf(Vectors.object(
                            recorded("client ackTimeout 100 ms, no answer").get("rejects")));
        } finally {
            answered.countDown();
        }
        var outcome = new AtomicReference<Map<String, @Nullable Object>>(Map.of());
        Eventually.await(Patience.ofSeconds(20), "an answer in time", () -> {
            outcome.set(socket.call("echo", "find"));
            return Objects.requireNonNull(outcome.get()).containsKey("resolves");
        });
        assertThat(Objects.requireNonNull(outcome.get()).get("resolves"))
                .isEqualTo(recorded("client ackTimeout 100 ms, answered").get("resolves"));
    }

    @Test
    void the_feathers_client_hears_events_until_it_takes_its_listeners_away() {
        FixtureA fixture = fixture();
        Channels channels = fixture.app().configure(Channels.create());
        fixture.app().on("connection", args -> channels.channel("all").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("all"));
        ClientSocket socket = connect(fixture, "events", "websocket");
        List<String> events = List.of("created", "updated", "patched", "removed");
        clients.ask("listen", "name", "events", "service", "people", "events", events);
        change(socket);
        List<?> expected = Vectors.list(recorded("service events on the client").get("received"));
        Eventually.await(Patience.ofSeconds(20), "all events", () -> heard().size() >= expected.size());
        assertThat(heard()).isEqualTo(expected);
        clients.ask("unlisten", "name", "events", "service", "people", "events", events);
        clients.ask("listenInVain", "name", "events", "service", "people", "events", events);
        clients.ask("listen", "name", "events", "service", "multi", "events", List.of("created"));
        change(socket);
        socket.call("multi", "create", Map.of("name", "Last"));
        Eventually.await(Patience.ofSeconds(20), "what came after them", () -> heard().size() > expected.size());
        assertThat(recorded("service.off removes listeners").get("receivedAfterOff"))
                .isEqualTo(0);
        assertThat(heard()).hasSize(expected.size() + 1);
    }

    /** Each of the four events, once. */
    private static void change(ClientSocket socket) {
        Object id = Vectors.object(
                        socket.call("people", "create", Map.of("name", "Ev")).get("resolves"))
                .get("id");
        socket.call("people", "update", id, Map.of("name", "Ev2"));
        socket.call("people", "patch", id, Map.of("a", 1));
        socket.call("people", "remove", id);
    }

    private static List<?> heard() {
        return clients.seen("heard", "events").stream()
                .map(event -> Arrays.asList(event.get("each"), event.get("data")))
                .toList();
    }

    private static void play(ClientSocket socket, Map<String, @Nullable Object> recorded) {
        List<?> call = Objects.requireNonNull(CALLS.get(recorded.get("name")));
        socket.emitted();
        Map<String, @Nullable Object> outcome = socket.call(
                String.valueOf(call.get(0)),
                String.valueOf(call.get(1)),
                call.subList(2, call.size()).toArray());
        if (recorded.containsKey("resolves"))
            assertThat(outcome.get("resolves")).isEqualTo(recorded.get("resolves"));
        else
            assertThat(Vectors.object(outcome.get("rejects")))
                    .containsAllEntriesOf(Vectors.object(recorded.get("rejects")));
        if (recorded.containsKey("emitted")) assertThat(socket.emitted()).isEqualTo(recorded.get("emitted"));
    }
}
