package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Id;
import org.feathers4j.authentication.FixtureB;
import org.feathers4j.authentication.Vectors;
import org.feathers4j.channels.Channels;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The official Feathers client with a server that lets clients go on after their connection was lost. */
class SocketRecoveryClientTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private static int names;

    private final Set<Object> published = ConcurrentHashMap.newKeySet();
    private final Set<Connection> ended = ConcurrentHashMap.newKeySet();
    private final List<FixtureB> fixtures = new ArrayList<>();
    private final List<ClientSocket> sockets = new ArrayList<>();

    @AfterEach
    void close() {
        sockets.forEach(ClientSocket::close);
        fixtures.forEach(FixtureB::close);
    }

    private FixtureB fixture(Duration recovery, Map<String, Object> more) {
        var fixture = new FixtureB(more, o -> o.sockets(s -> s.connectionStateRecovery(recovery))).withAnn();
        fixtures.add(fixture);
        Application app = fixture.app;
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everybody").join(connection));
        app.on("disconnect", args -> ended.add((Connection) args[0]));
        app.use("notes", MemoryService.create());
        channels.service("notes").publish((item, context) -> {
            published.add(Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(item)).get("text")));
            return channels.channel("everybody");
        });
        return fixture;
    }

    private ClientSocket connect(FixtureB fixture, String... transports) {
        return connect(fixture.port(), transports);
    }

    private ClientSocket connect(int port, String... transports) {
        ClientSocket socket = clients.connect(
                "client" + ++names, port, Map.of("transports", List.of(transports), "reconnectionDelay", 50));
        sockets.add(socket);
        clients.ask("listen", "name", socket.name(), "service", "notes", "events", List.of("created"));
        return socket;
    }

    /** The client has done this {@code times} times; the last one. */
    private static PeerEvent awaitConnected(ClientSocket socket, int times) {
        Eventually.await(
                SOON,
                "connection " + times,
                () -> clients.seen("connect", socket.name()).size() >= times);
        return clients.seen("connect", socket.name()).get(times - 1);
    }

    private static void leave(FixtureB fixture, ClientSocket socket) {
        clients.ask("leave", "name", socket.name());
        Eventually.await(
                SOON,
                "a client that is away",
                () -> fixture.server.sockets().count() == 0
                        && fixture.server.sockets().away() == 1);
    }

    private static PeerEvent comeBack(ClientSocket socket) {
        int before = clients.seen("connect", socket.name()).size();
        clients.ask("comeBack", "name", socket.name());
        return awaitConnected(socket, before + 1);
    }

    private static void note(FixtureB fixture, String text) {
        fixture.app.service("notes").create(Map.of("text", text));
    }

    private static List<Object> heard(ClientSocket socket) {
        return clients.seen("heard", socket.name()).stream()
                .<Object>map(
                        each -> String.valueOf(Vectors.object(each.get("data")).get("text")))
                .toList();
    }

    private static void awaitHeard(ClientSocket socket, String last) {
        Eventually.await(
                SOON, "'%s' at the client".formatted(last), () -> heard(socket).contains(last));
    }

    private static @Nullable Object secret(ClientSocket socket) {
        Map<String, @Nullable Object> outcome = socket.call("secret", "find");
        return outcome.containsKey("resolves")
                ? Vectors.object(outcome.get("resolves")).get("user")
                : Vectors.object(outcome.get("rejects")).get("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling websocket"})
    void a_client_goes_on_and_hears_what_it_has_missed_in_order_and_once(String transports) {
        FixtureB fixture = fixture(Duration.ofMinutes(5), Map.of());
        ClientSocket socket = connect(fixture, transports.split(" "));
        PeerEvent first = awaitConnected(socket, 1);
        assertThat(first.get("recovered")).isEqualTo(false);
        var expected = new ArrayList<Object>();
        for (int absence = 1; absence <= 3; absence++) {
            String heard = "heard " + absence;
            note(fixture, heard);
            awaitHeard(socket, heard);
            leave(fixture, socket);
            List<String> missed = missed(absence);
            missed.forEach(text -> note(fixture, text));
            PeerEvent back = comeBack(socket);
            assertThat(back.get("recovered")).isEqualTo(true);
            assertThat(back.get("socket")).isEqualTo(first.get("socket"));
            expected.add(heard);
            expected.addAll(missed);
        }
        note(fixture, "the last");
        expected.add("the last");
        awaitHeard(socket, "the last");
        assertThat(heard(socket)).isEqualTo(expected);
        assertThat(clients.seen("heard", socket.name()))
                .as("the offset is one more argument")
                .allSatisfy(each -> assertThat(Vectors.list(each.get("more"))).hasSize(1))
                .extracting(each -> each.get("more"))
                .doesNotHaveDuplicates();
    }

    private static List<String> missed(int absence) {
        return IntStream.range(0, 20)
                .mapToObj(i -> "missed " + absence + "." + i)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling websocket"})
    void a_client_whose_connection_breaks_comes_back_by_itself_and_is_logged_in(String transports) {
        FixtureB fixture = fixture(Duration.ofMinutes(5), Map.of());
        ClientSocket socket = connect(fixture, transports.split(" "));
        PeerEvent first = awaitConnected(socket, 1);
        socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
        Object user = secret(socket);
        assertThat(Vectors.object(user)).containsEntry("email", "ann@example.com");
        clients.ask("cut", "prefix", socket.name());
        PeerEvent back = awaitConnected(socket, 2);
        assertThat(back.get("recovered")).isEqualTo(true);
        assertThat(back.get("socket")).isEqualTo(first.get("socket"));
        assertThat(secret(socket)).isEqualTo(user);
    }

    /** A user that another program has removed is found missing when the login is checked. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_whose_user_was_removed_is_a_new_one(boolean isTold) {
        FixtureB fixture = fixture(Duration.ofMinutes(5), Map.of());
        if (!isTold) fixture.app.service("users").hooks(h -> h.after("remove", context -> context.event(null)));
        ClientSocket socket = connect(fixture, "websocket");
        socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
        clients.ask("leave", "name", socket.name());
        fixture.app.service("users").remove(Id.of(1));
        assertIsNew(socket, comeBack(socket));
    }

    @Test
    void a_client_whose_token_has_expired_is_a_new_one() {
        FixtureB fixture = fixture(Duration.ofMinutes(5), Map.of("jwtOptions", Map.of("expiresIn", 2)));
        ClientSocket socket = connect(fixture, "websocket");
        socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
        clients.ask("leave", "name", socket.name());
        awaitGivenUp(fixture);
        assertIsNew(socket, comeBack(socket));
    }

    @Test
    void a_client_that_comes_too_late_is_a_new_one() {
        FixtureB fixture = fixture(Duration.ofMillis(200), Map.of());
        ClientSocket socket = connect(fixture, "websocket");
        socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
        clients.ask("leave", "name", socket.name());
        awaitGivenUp(fixture);
        note(fixture, "missed");
        note(fixture, "next");
        // events are published one after the other: with this one, the one before has been sent to all who are there
        Eventually.await(SOON, "the next publication", () -> published.contains("next"));
        assertIsNew(socket, comeBack(socket));
        note(fixture, "new");
        awaitHeard(socket, "new");
        assertThat(heard(socket)).doesNotContain("missed");
    }

    /** An application that a client can find again at its port. */
    private static Application notes(int port) {
        Application app = Application.create();
        app.configure(Server.create(o -> o.host("127.0.0.1").sockets(s -> s.connectionStateRecovery(SOON))));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everybody").join(connection));
        app.use("notes", MemoryService.create());
        channels.publish((item, context) -> channels.channel("everybody"));
        return app.listen(port);
    }

    @Test
    void a_client_of_a_server_that_was_started_again_is_a_new_one() {
        ClientSocket socket;
        int port;
        try (Application first = notes(0)) {
            port = first.port();
            socket = connect(port, "websocket");
            first.service("notes").create(Map.of("text", "heard"));
            awaitHeard(socket, "heard");
        }
        try (Application second = notes(port)) {
            PeerEvent back = awaitConnected(socket, 2);
            assertThat(back.get("recovered")).isEqualTo(false);
            assertThat(back.get("socket"))
                    .isNotEqualTo(awaitConnected(socket, 1).get("socket"));
            second.service("notes").create(Map.of("text", "new"));
            awaitHeard(socket, "new");
            assertThat(heard(socket)).containsExactly("heard", "new");
        }
    }

    /** A client whose session is lost is counted nowhere for a moment: neither here nor away. */
    private void awaitGivenUp(FixtureB fixture) {
        Eventually.await(
                SOON,
                "a client that is not expected back",
                () -> !ended.isEmpty()
                        && fixture.server.sockets().count() == 0
                        && fixture.server.sockets().away() == 0);
    }

    private static void assertIsNew(ClientSocket socket, PeerEvent back) {
        assertThat(back.get("recovered")).isEqualTo(false);
        assertThat(back.get("socket"))
                .isNotEqualTo(awaitConnected(socket, 1).get("socket"))
                .isEqualTo(Objects.requireNonNull(back.get("socket")));
        assertThat(secret(socket)).isEqualTo("NotAuthenticated");
    }
}
