package org.feathers4j.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.Params;
import org.feathers4j.authentication.FixtureB;
import org.feathers4j.authentication.Vectors;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The official authentication client with a server of ours, over HTTP and over sockets: what it asked a Feathers server for, and how that ended (client-auth.json). */
class AuthenticationClientTest {
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");
    private static final Map<String, Object> WRONG =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "wrong");

    /** What the client does, for each of the recorded cases: an object with the members of the command {@code authDo}. */
    private static final Map<String, Map<String, Object>> DOINGS = doings();

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final List<FixtureB> fixtures = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private String jwt = "";

    private static Map<String, Map<String, Object>> doings() {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        all.put("REST: reAuthenticate without stored token", Map.of("method", "reAuthenticate"));
        all.put("REST: service call before login", call("secret", "find"));
        all.put("REST: authenticate with wrong password", Map.of("method", "authenticate", "args", List.of(WRONG)));
        all.put("REST: authenticate local", Map.of("method", "authenticate", "args", List.of(LOGIN)));
        all.put("REST: service call after login carries the header", call("secret", "find"));
        all.put(
                "REST: reAuthenticate when already authenticated does not contact the server",
                Map.of("method", "reAuthenticate"));
        all.put("REST: reAuthenticate forced", Map.of("method", "reAuthenticate", "args", List.of(true)));
        all.put("REST: create with header", call("messages", "create", Map.of("text", "x")));
        all.put("REST: logout", Map.of("method", "logout"));
        all.put("REST: service call after logout", call("secret", "find"));
        all.put("REST: logout again", Map.of("method", "logout"));
        all.put("Socket: service call before login", call("secret", "find"));
        all.put("Socket: authenticate local", Map.of("method", "authenticate", "args", List.of(LOGIN)));
        all.put("Socket: service call after login", call("secret", "find"));
        var cut = new LinkedHashMap<>(call("secret", "find"));
        cut.put("cut", true);
        all.put("Socket: connection lost and re-established: the client logs in again with its stored token", cut);
        all.put("Socket: logout", Map.of("method", "logout"));
        all.put("Socket: service call after logout", call("secret", "find"));
        all.put("Socket: find with query", call("public", "find", Map.of("query", Map.of("a", 1))));
        return all;
    }

    private static Map<String, Object> call(String service, String method, Object... args) {
        return Map.of("service", service, "method", method, "args", List.of(args));
    }

    @AfterEach
    void close() {
        for (String name : names) clients.ask("authClose", "name", name);
        fixtures.forEach(FixtureB::close);
    }

    private FixtureB fixture(Map<String, Object> more) {
        var fixture = new FixtureB(more).withAnn();
        fixtures.add(fixture);
        return fixture;
    }

    private String open(String command, String name, FixtureB fixture, Map<String, Object> options) {
        names.add(name);
        clients.ask(command, "name", name, "url", OfficialClients.url(fixture.port()), "options", options);
        return name;
    }

    @TestFactory
    Stream<DynamicTest> over_rest() {
        return replay("REST:", open("authRest", "rest", fixture(Map.of()), Map.of()));
    }

    @TestFactory
    Stream<DynamicTest> over_web_sockets() {
        return replay(
                "Socket:", open("authSocket", "ws", fixture(Map.of()), Map.of("transports", List.of("websocket"))));
    }

    @TestFactory
    Stream<DynamicTest> over_long_polling() {
        return replay(
                "Socket:", open("authSocket", "poll", fixture(Map.of()), Map.of("transports", List.of("polling"))));
    }

    @Test
    void a_token_in_the_handshakes_auth_logs_in_also_without_the_slash_at_the_end_of_the_path() {
        FixtureB fixture = fixture(Map.of("jwt", Map.of("auth", "token")));
        String token = fixture.token("1");
        for (String transport : List.of("websocket", "polling")) {
            String name = open(
                    "authSocket",
                    "auth " + transport,
                    fixture,
                    Map.of(
                            "transports",
                            List.of(transport),
                            "auth",
                            Map.of("token", token),
                            "addTrailingSlash",
                            false));
            assertThat(Vectors.object(clients.ask(
                            "authDo", "name", name, "service", "secret", "method", "find", "args", List.of())))
                    .containsKey("resolves");
        }
    }

    @Test
    void every_recorded_case_is_played() {
        assertThat(Vectors.cases("client-auth"))
                .extracting(recorded -> recorded.get("name"))
                .isSubsetOf(DOINGS.keySet());
    }

    private Stream<DynamicTest> replay(String prefix, String name) {
        return Vectors.cases("client-auth").stream()
                .filter(recorded -> Vectors.text(recorded, "name").startsWith(prefix))
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> play(name, recorded)));
    }

    private void play(String name, Map<String, @Nullable Object> recorded) {
        Map<String, @Nullable Object> outcome =
                act(name, Objects.requireNonNull(DOINGS.get(Vectors.text(recorded, "name"))));
        if (outcome.get("stored") instanceof String token) jwt = token;
        for (String member : List.of("clientEvents", "stored"))
            Vectors.assertSame(outcome.get(member), recorded.get(member));
        for (String member : List.of("requests", "emitted"))
            if (recorded.containsKey(member))
                Vectors.assertSame(
                        outcome.get(member),
                        Json.parse(Json.text(recorded.get(member)).replace("{{jwt}}", jwt)));
        if (recorded.containsKey("resolves")) Vectors.assertSame(outcome.get("resolves"), recorded.get("resolves"));
        else
            assertThat(Vectors.object(outcome.get("rejects")))
                    .containsAllEntriesOf(Vectors.object(recorded.get("rejects")));
    }

    private static Map<String, @Nullable Object> act(String name, Map<String, Object> doing) {
        return Vectors.object(clients.ask(
                "authDo",
                "name",
                name,
                "service",
                doing.get("service"),
                "method",
                doing.get("method"),
                "args",
                doing.getOrDefault("args", List.of()),
                "cut",
                doing.getOrDefault("cut", false)));
    }

    @Test
    void a_client_that_stays_too_long_is_sent_away_and_its_token_refused() {
        FixtureB fixture = fixture(Map.of("jwtOptions", Map.of("expiresIn", 2)));
        ClientSocket socket = clients.connect("expiring", fixture.port(), Map.of("transports", List.of("websocket")));
        List<?> ack = socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
        Object token = Vectors.object(ack.get(1)).get("accessToken");
        clients.await("disconnect", "expiring", event -> "io server disconnect".equals(event.get("reason")));
        ClientSocket again = clients.connect("again", fixture.port(), Map.of("transports", List.of("websocket")));
        Vectors.assertSame(
                again.emit(List.of(
                        "create",
                        "authentication",
                        Map.of("strategy", "jwt", "accessToken", Objects.requireNonNull(token)),
                        Map.of())),
                Vectors.cases("auth-expiry").get(1).get("ack"));
        again.close();
        socket.close();
    }

    @Test
    void a_handshake_with_a_token_is_a_login_and_one_with_a_bad_token_is_refused() {
        FixtureB fixture = fixture(Map.of());
        Map<String, ?> result =
                Vectors.object(fixture.app.service("authentication").create(LOGIN, Params.empty()));
        for (String transport : List.of("websocket", "polling")) {
            ClientSocket good = clients.connect(
                    "good " + transport,
                    fixture.port(),
                    handshake(transport, String.valueOf(result.get("accessToken"))));
            assertThat(Vectors.object(
                            good.emit(List.of("find", "secret", Map.of())).get(1)))
                    .containsEntry("authenticated", true);
            good.close();
            ClientSocket bad = clients.open("bad " + transport, fixture.port(), handshake(transport, "garbage"));
            PeerEvent refused = clients.await("connect_error", "bad " + transport, event -> true);
            assertThat(refused.get("message")).isEqualTo("jwt malformed");
            assertThat(refused.get("data")).isEqualTo(Map.of("name", "JsonWebTokenError"));
            bad.close();
        }
    }

    @Test
    void guesses_of_one_address_are_limited_over_every_connection_and_transport() {
        FixtureB fixture = fixture(Map.of("local", Map.of("limits", Map.of("perAddress", 2))));
        Map<String, Object> stranger = Map.of("strategy", "local", "email", "nobody", "password", "x");
        Map<String, Object> guess = Map.of("method", "authenticate", "args", List.of(stranger));
        List<String> visitors = List.of(
                open("authSocket", "guess ws", fixture, Map.of("transports", List.of("websocket"))),
                open("authSocket", "guess poll", fixture, Map.of("transports", List.of("polling"))),
                open("authRest", "guess rest", fixture, Map.of()));
        assertThat(visitors)
                .extracting(visitor ->
                        Vectors.object(act(visitor, guess).get("rejects")).get("name"))
                .containsExactly("NotAuthenticated", "NotAuthenticated", "TooManyRequests");
    }

    private static Map<String, Object> handshake(String transport, String token) {
        return Map.of(
                "transports", List.of(transport),
                "reconnection", false,
                "extraHeaders", Map.of("Authorization", "Bearer " + token));
    }
}
