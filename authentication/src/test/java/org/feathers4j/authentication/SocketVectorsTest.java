package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.channels.Channels;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.testrules.Eventually.await;
import static org.feathers4j.testrules.Patience.ofSeconds;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What happened to connections of a real Feathers server, with gates and calls of sockets but no network (auth-socket.json, auth-expiry.json). */
class SocketVectorsTest {
    private static final String CHANNELS = "channels around login and logout";
    private static final String UNKNOWN_SUBJECT = "connect with a token of an unknown user is refused";
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    private final List<FixtureB> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(FixtureB::close);
    }

    private FixtureB fixture(Map<String, Object> more) {
        var fixture = new FixtureB(more).withAnn();
        fixtures.add(fixture);
        return fixture;
    }

    @TestFactory
    Stream<DynamicTest> each_step_has_the_recorded_effects() {
        FixtureB fixture = fixture(Map.of());
        var replay = new Replay(new Sockets(fixture.app));
        return Vectors.cases("auth-socket").stream()
                .filter(recorded -> !recorded.containsKey("request"))
                .filter(recorded -> !Vectors.text(recorded, "name").startsWith(CHANNELS))
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> replay.step(recorded)));
    }

    /** One connection after the other, as it was recorded. */
    private static final class Replay {
        private final Sockets sockets;
        private Sockets.@Nullable Client client;
        private String jwt = "";

        Replay(Sockets sockets) {
            this.sockets = sockets;
        }

        void step(Map<String, @Nullable Object> raw) {
            String name = Vectors.text(raw, "name");
            if (name.startsWith("handshake authentication over long polling") || raw.containsKey("auth"))
                reconnect(raw);
            Map<String, @Nullable Object> recorded =
                    Vectors.object(Json.parse(Json.text(raw).replace("{{jwt}}", jwt)));
            if (name.startsWith("plain connection")) client = sockets.connect(Map.of());
            if (recorded.containsKey("handshake")) shake(recorded);
            if (name.contains("disconnects")) client().leave();
            if (raw.containsKey("emit")) emit(recorded, Vectors.list(raw.get("ack")));
            if (recorded.containsKey("connected")) client().leave();
            if (recorded.containsKey("connection")) compare(client().connection, Vectors.object(raw.get("connection")));
            List<List<Object>> heard = sockets.heard();
            if (raw.containsKey("appEvents")) Vectors.assertSame(heard, raw.get("appEvents"));
        }

        /** These cases had connections of their own: one without a header, one with. */
        private void reconnect(Map<String, @Nullable Object> raw) {
            if (client != null) client.leave();
            sockets.heard();
            client = sockets.connect(raw.containsKey("auth") ? Map.of() : Map.of("Authorization", "Bearer " + jwt));
        }

        private void shake(Map<String, @Nullable Object> recorded) {
            Map<String, @Nullable Object> headers = Vectors.object(recorded.get("handshake"));
            if (!recorded.containsKey("connectError")) {
                client = sockets.connect(headers);
                return;
            }
            var error = catchThrowableOfType(FeathersException.class, () -> sockets.connect(headers));
            if (UNKNOWN_SUBJECT.equals(recorded.get("name"))) {
                assertThat(error).hasMessage("The user of this token does not exist");
                assertThat(error.kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
                assertThat(error.data()).isEqualTo(Map.of("name", "JsonWebTokenError"));
                return;
            }
            Map<String, @Nullable Object> expected = Vectors.object(recorded.get("connectError"));
            assertThat(error).hasMessage(Vectors.text(expected, "message"));
            if ("(undefined)".equals(expected.get("data")))
                assertThat(error.data()).isNull();
            else Vectors.assertSame(error.data(), expected.get("data"));
        }

        private void emit(Map<String, @Nullable Object> recorded, List<?> expected) {
            List<@Nullable Object> answer = client().emit(Vectors.list(recorded.get("emit")));
            Vectors.assertSame(answer, expected);
            if (answer.size() > 1 && Vectors.object(answer.get(1)).get("accessToken") instanceof String token)
                jwt = token;
        }

        private Sockets.Client client() {
            return Objects.requireNonNull(client, "not connected");
        }

        private static void compare(Connection connection, Map<String, @Nullable Object> expected) {
            Map<String, @Nullable Object> properties = new LinkedHashMap<>(connection.toJsonValue());
            assertThat(properties.keySet()).hasSameElementsAs(Configuration.texts(expected.get("keys")));
            for (String name : List.of("authentication", "user"))
                if (expected.containsKey(name)) Vectors.assertSame(properties.get(name), expected.get(name));
        }
    }

    @Test
    void every_deviation_belongs_to_a_case() {
        assertThat(Deviations.of("auth-socket.json").keySet()).containsExactly(UNKNOWN_SUBJECT);
    }

    @Test
    void a_logout_leaves_every_channel_before_the_application_hears_of_it() {
        FixtureB fixture = fixture(Map.of());
        Map<String, @Nullable Object> recorded = Vectors.cases("auth-socket").stream()
                .filter(some -> Vectors.text(some, "name").startsWith(CHANNELS))
                .findFirst()
                .orElseThrow();
        Channels channels = fixture.app.configure(Channels.create());
        var log = new ArrayList<Object>();
        fixture.app.on("connection", args -> {
            channels.channel("everybody").join((Connection) args[0]);
            log.add(List.of("connection", channels.names()));
        });
        fixture.app.on("login", args -> {
            channels.channel("authenticated")
                    .join((Connection) Objects.requireNonNull(((Params) args[1]).get("connection")));
            log.add(List.of("login", channels.names()));
        });
        fixture.app.on(
                "logout",
                args -> log.add(List.of(
                        "logout",
                        Map.of(
                                "channels",
                                channels.names().stream()
                                        .filter(name -> channels.channel(name).length() > 0)
                                        .toList(),
                                "connectionGiven",
                                ((Params) args[1]).get("connection") != null))));
        channels.publish((item, context) -> channels.channel("everybody"));
        Sockets.Client client = new Sockets(fixture.app).connect(Map.of());
        client.emit(List.of("create", "authentication", LOGIN, Map.of()));
        client.emit(List.of("create", "messages", Map.of("text", "x"), Map.of()));
        await(ofSeconds(30), "the pushed event", () -> !client.messages.isEmpty());
        client.emit(java.util.Arrays.asList("remove", "authentication", null, Map.of()));
        Vectors.assertSame(log, recorded.get("log"));
        assertThat(client.messages).isEqualTo(recorded.get("eventsPushed"));
    }

    @Test
    void a_connection_is_closed_when_its_token_expires_and_the_token_is_refused_afterwards() {
        Map<String, @Nullable Object> recorded = Vectors.cases("auth-expiry").getFirst();
        FixtureB fixture = shortLived();
        var sockets = new Sockets(fixture.app);
        Sockets.Client client = sockets.connect(Map.of());
        String token = login(client);
        await(ofSeconds(30), "the server to close the connection", client::isClosed);
        await(ofSeconds(30), "the user to be forgotten", () -> client.connection.get("user") == null);
        int disconnects = ((Number) Objects.requireNonNull(recorded.get("appDisconnectEvents"))).intValue();
        // the last one comes when the user is forgotten already
        await(ofSeconds(30), "the events", () -> sockets.count("disconnect") >= disconnects);
        assertThat(client.connection.toJsonValue().keySet())
                .hasSameElementsAs(Configuration.texts(recorded.get("connectionKeysAfter")));
        assertThat(sockets.count("disconnect")).isEqualTo(disconnects);
        Sockets.Client again = sockets.connect(Map.of());
        Vectors.assertSame(
                again.emit(
                        List.of("create", "authentication", Map.of("strategy", "jwt", "accessToken", token), Map.of())),
                Vectors.cases("auth-expiry").get(1).get("ack"));
    }

    @Test
    void a_longer_lived_token_and_a_logout_put_an_end_to_waiting_for_the_first() {
        FixtureB fixture = shortLived();
        var sockets = new Sockets(fixture.app);
        Sockets.Client longer = sockets.connect(Map.of());
        Sockets.Client loggedOut = sockets.connect(Map.of());
        Sockets.Client witness = sockets.connect(Map.of());
        login(longer);
        login(loggedOut);
        login(witness); // expires last of the three
        String later = fixture.authentication.createAccessToken(Map.of(), Map.of("subject", "1", "expiresIn", "1h"));
        longer.emit(List.of("create", "authentication", Map.of("strategy", "jwt", "accessToken", later), Map.of()));
        loggedOut.emit(java.util.Arrays.asList("remove", "authentication", null, Map.of()));
        await(ofSeconds(30), "the witness to be closed", witness::isClosed);
        assertThat(longer.isClosed()).isFalse();
        assertThat(loggedOut.isClosed()).isFalse();
    }

    @Test
    void a_token_without_an_end_never_closes_a_connection() {
        FixtureB fixture = shortLived();
        var sockets = new Sockets(fixture.app);
        Sockets.Client endless = sockets.connect(Map.of());
        login(endless);
        Object token = Vectors.cases("auth-jwt-golden").stream()
                .filter(some -> "valid without exp".equals(some.get("name")))
                .findFirst()
                .orElseThrow()
                .get("token");
        Sockets.Client witness = sockets.connect(Map.of());
        login(witness);
        List<@Nullable Object> answer = endless.emit(List.of(
                "create",
                "authentication",
                Map.of("strategy", "jwt", "accessToken", Objects.requireNonNull(token)),
                Map.of()));
        assertThat(answer.getFirst()).isNull();
        await(ofSeconds(30), "the witness to be closed", witness::isClosed);
        assertThat(endless.isClosed()).isFalse();
    }

    private FixtureB shortLived() {
        return fixture(
                Map.of("jwtOptions", Map.of("expiresIn", (int) ofSeconds(3).toSeconds())));
    }

    private static String login(Sockets.Client client) {
        List<@Nullable Object> answer = client.emit(List.of("create", "authentication", LOGIN, Map.of()));
        return Vectors.text(Vectors.object(answer.get(1)), "accessToken");
    }
}
