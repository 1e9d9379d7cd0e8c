package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Replicas;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.socketioserver.SocketIoServer;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two replicas behind an nginx that takes them in turn; official clients of one that is stopped go on at the other. */
class SessionHandoverTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    /** Between two events of a room. */
    private static final Duration PAUSE = Duration.ofMillis(Integer.getInteger("handover.pause", 5));

    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private static int names;

    @TempDir
    private static Path folder = Path.of("");

    private final List<Gateway> gateways = new ArrayList<>();

    @AfterEach
    void close() {
        gateways.forEach(each -> each.app().close());
    }

    /** @param heard how many notes of its replicas it has got */
    private record Gateway(Application app, Server server, AtomicInteger heard) {
        void note(String text) {
            app.service("notes").create(Map.of("text", text));
        }
    }

    private Gateway gateway(int port) {
        return gateway(port, "1d");
    }

    private Gateway gateway(int port, String tokensLive) {
        JavaPeerOptions peer = mesh.shared("none", "todos").apply(mesh.quickJava("gateway"));
        Application app = Application.create();
        Server server = app.configure(Server.create(
                o -> o.host("127.0.0.1").eventLoops(1).sockets(s -> s.connectionStateRecovery(Duration.ofMinutes(5)))));
        Channels channels = app.configure(Channels.create());
        app.configure(Distribution.create(peer.distribution()));
        authenticate(app, tokensLive);
        app.use("notes", Service.create((data, params) -> data));
        var heard = new AtomicInteger();
        app.service("notes").onAnyReplica("created", (item, context) -> heard.incrementAndGet());
        app.onConnection(connection ->
                channels.channel(room(connection.auth().get("room"))).join(connection));
        app.onLogin((result, params) -> channels.channel("members").join(params.connection()));
        channels.service("notes")
                .publish((item, context) ->
                        channels.channel(room(Vectors.object(item).get("room"))));
        app.listen(port);
        app.service("users").create(Map.of("email", "ann@example.com", "password", "secret"));
        var gateway = new Gateway(app, server, heard);
        gateways.add(gateway);
        return gateway;
    }

    private static String room(@Nullable Object number) {
        return "room " + number;
    }

    private static void authenticate(Application app, String tokensLive) {
        app.set(
                "authentication",
                Map.of(
                        "secret",
                        "a secret of all replicas, long enough",
                        "entity",
                        "user",
                        "service",
                        "users",
                        "authStrategies",
                        List.of("jwt", "local"),
                        "jwtOptions",
                        Map.of("expiresIn", tokensLive),
                        "local",
                        Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4)));
        app.use("users", MemoryService.create(o -> o.startId(1)));
        app.service("users").hooks(h -> h.before("create", AuthenticationHooks.hashPassword("password")));
        app.use(
                "authentication",
                new AuthenticationService(app)
                        .register("jwt", new JwtStrategy())
                        .register("local", new LocalStrategy()));
        app.use("secret", Service.find(params -> params.get("user")));
        app.service("secret").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")));
    }

    private static Nginx inTurn(Gateway one, Gateway two) {
        return Nginx.start(folder.resolve("nginx" + ++names), """
            upstream replicas { server 127.0.0.1:%d max_fails=0; server 127.0.0.1:%d max_fails=0; }
            server {
              listen 80;
              location / {
                proxy_pass http://replicas;
                proxy_http_version 1.1;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
              }
            }
            """.formatted(
                        one.app().port(), two.app().port()));
    }

    private static ClientSocket connect(int port) {
        ClientSocket socket = clients.connect(
                "client" + ++names, port, Map.of("transports", List.of("websocket"), "reconnectionDelay", 50));
        clients.ask("listen", "name", socket.name(), "service", "notes", "events", List.of("created"));
        return socket;
    }

    private static PeerEvent awaitConnected(ClientSocket socket, int times) {
        Eventually.await(
                SOON,
                "connection " + times,
                () -> clients.seen("connect", socket.name()).size() >= times);
        return clients.seen("connect", socket.name()).get(times - 1);
    }

    private static List<Object> heard(ClientSocket socket) {
        return clients.seen("heard", socket.name()).stream()
                .<Object>map(
                        each -> String.valueOf(Vectors.object(each.get("data")).get("text")))
                .toList();
    }

    /** Peers connect for events a moment after they know the services. */
    private static void awaitHear(Gateway speaker, Gateway listener) {
        int before = listener.heard().get();
        Eventually.await(SOON, "events of a replica", () -> {
            speaker.note("probe");
            return listener.heard().get() > before + 1;
        });
    }

    private static void awaitAllHear(Gateway... all) {
        for (Gateway from : all) for (Gateway to : all) if (!from.equals(to)) awaitHear(from, to);
    }

    private static @Nullable Object secret(ClientSocket socket) {
        Map<String, @Nullable Object> outcome = socket.call("secret", "find");
        return outcome.containsKey("resolves")
                ? Vectors.object(outcome.get("resolves")).get("email")
                : Vectors.object(outcome.get("rejects")).get("name");
    }

    @Test
    void a_client_of_a_replica_that_is_stopped_goes_on_at_another() throws InterruptedException {
        Gateway one = gateway(0);
        Gateway two = gateway(0);
        awaitAllHear(one, two);
        try (Nginx proxy = inTurn(one, two)) {
            ClientSocket socket = connect(proxy.port());
            PeerEvent first = awaitConnected(socket, 1);
            Gateway own = one.server().sockets().count() == 1 ? one : two;
            Gateway other = own.equals(one) ? two : one;
            socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
            assertThat(secret(socket)).isEqualTo("ann@example.com");

            var expected = new ArrayList<Object>();
            var done = new AtomicBoolean();
            Thread speaker = Thread.ofVirtual().start(() -> {
                for (int i = 0; !done.get(); i++) {
                    other.note("note " + i);
                    expected.add("note " + i);
                    breathe();
                }
            });
            Eventually.await(SOON, "notes", () -> heard(socket).size() > 20);
            own.app().close();
            PeerEvent back = awaitConnected(socket, 2);
            done.set(true);
            speaker.join();
            other.note("the last");
            Eventually.await(SOON, "the last", () -> heard(socket).contains("the last"));

            assertThat(back.get("recovered")).isEqualTo(true);
            assertThat(back.get("socket")).isEqualTo(first.get("socket"));
            assertThat(secret(socket)).isEqualTo("ann@example.com");
            expected.add("the last");
            assertThat(heard(socket).stream().filter(text -> !text.equals("probe")))
                    .isEqualTo(expected);
            Channels channels = other.app().plugin(Channels.class).orElseThrow();
            assertThat(channels.channel("members").connections()).hasSize(1);
            assertThat(channels.channel(room(null)).connections()).hasSize(1);
            assertThat(other.server().sockets().away()).isZero();
        }
    }

    @Test
    void a_client_whose_user_is_unknown_to_the_other_replica_is_a_new_one() {
        Gateway one = gateway(0);
        Gateway two = gateway(0);
        awaitAllHear(one, two);
        try (Nginx proxy = inTurn(one, two)) {
            ClientSocket socket = connect(proxy.port());
            Gateway own = one.server().sockets().count() == 1 ? one : two;
            Gateway other = own.equals(one) ? two : one;
            socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
            other.app().service("users").hooks(h -> h.after("remove", context -> context.event(null)));
            other.app().service("users").remove(Id.of(1));
            own.app().close();
            assertThat(awaitConnected(socket, 2).get("recovered")).isEqualTo(false);
            assertThat(secret(socket)).isEqualTo("NotAuthenticated");
            Channels channels = other.app().plugin(Channels.class).orElseThrow();
            assertThat(channels.channel(room(null)).connections()).hasSize(1);
            assertThat(channels.channel("members").connections()).isEmpty();
        }
    }

    @Test
    void a_login_that_was_handed_over_ends_when_its_token_expires() {
        // long enough to log in and to be handed over
        String life = Patience.ofSeconds(12).toSeconds() + "s";
        Gateway one = gateway(0, life);
        Gateway two = gateway(0, life);
        awaitAllHear(one, two);
        try (Nginx proxy = inTurn(one, two)) {
            ClientSocket socket = connect(proxy.port());
            awaitConnected(socket, 1);
            Gateway own = one.server().sockets().count() == 1 ? one : two;
            Gateway other = own.equals(one) ? two : one;
            socket.emit(List.of("create", "authentication", LOGIN, Map.of()));
            assertThat(secret(socket)).isEqualTo("ann@example.com");
            own.app().close();
            assertThat(awaitConnected(socket, 2).get("recovered")).isEqualTo(true);
            assertThat(secret(socket)).isEqualTo("ann@example.com");
            Channels channels = other.app().plugin(Channels.class).orElseThrow();
            assertThat(channels.channel("members").connections()).hasSize(1);
            Eventually.await(
                    SOON,
                    "the end of the login",
                    () -> channels.channel("members").connections().isEmpty());
        }
    }

    @Test
    void events_that_replicas_cannot_tell_from_each_other_make_a_new_client() {
        Gateway one = gateway(0);
        Gateway two = gateway(0);
        awaitAllHear(one, two);
        try (Nginx proxy = inTurn(one, two)) {
            ClientSocket socket = connect(proxy.port());
            awaitConnected(socket, 1);
            Gateway own = one.server().sockets().count() == 1 ? one : two;
            Gateway other = own.equals(one) ? two : one;
            other.app().service("notes").emit("created", Map.of("text", "of nobody's call"));
            Eventually.await(SOON, "the event", () -> heard(socket).contains("of nobody's call"));
            own.app().close();
            assertThat(awaitConnected(socket, 2).get("recovered")).isEqualTo(false);
        }
    }

    @Test
    void messages_that_no_replica_sends_are_refused_and_change_nothing() {
        Gateway one = gateway(0);
        Gateway two = gateway(0);
        awaitAllHear(one, two);
        Replicas replicas = Replicas.of(two.app()).orElseThrow();
        String target = replicas.answering("sessions", SOON).getFirst();
        var position =
                Map.of("last", 2000, "missing", IntStream.range(0, 1001).boxed().toList());
        List<Map<String, Object>> odd = List.of(
                Map.of(),
                Map.of("type", 5),
                Map.of("type", "expect", "sessions", "none"),
                Map.of("type", "expect", "sessions", List.of(7)),
                Map.of("type", "expect", "sessions", List.of(Map.of())),
                Map.of("type", "expect", "sessions", List.of(Map.of("pid", List.of(), "id", Map.of()))),
                Map.of("type", "expect", "sessions", List.of(Map.of("pid", "x".repeat(100_000), "id", "a"))),
                Map.of("type", "complete", "positions", 5, "sessions", List.of(), "others", List.of()),
                Map.of("type", "complete", "positions", Map.of("a", Map.of("last", "b"))),
                Map.of("type", "complete", "positions", Map.of("a", position), "others", List.of()),
                Map.of("type", "complete", "positions", Map.of(), "others", List.of(), "sessions", List.of(1)),
                Map.of("type", "forget", "pids", 1));
        for (Map<String, Object> message : odd)
            assertThatExceptionOfType(FeathersException.class)
                    .as("%.100s", message)
                    .isThrownBy(() -> replicas.ask(target, "sessions", message, SOON))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(400));
        assertThat(one.server().sockets().away()).isZero();
        assertThat(one.server().sockets().count()).isZero();
    }

    @Test
    void clients_get_each_event_once_while_all_replicas_are_started_again() throws InterruptedException {
        int rooms = 6;
        int count = Integer.getInteger("handover.clients", 60);
        var gateways = new Gateway[] {gateway(0), gateway(0)};
        Gateway speaker = gateway(0);
        awaitAllHear(gateways[0], gateways[1], speaker);
        try (Nginx proxy = inTurn(gateways[0], gateways[1]);
                var storm = new PeerProcess(
                        "storm.mjs",
                        new ProcessBuilder("node", "storm.mjs")
                                .directory(NodeModules.clients().toFile()))) {
            Map<String, Object> start = Map.of(
                    "urls",
                    List.of(OfficialClients.url(proxy.port())),
                    "count",
                    count,
                    "rooms",
                    rooms,
                    "name",
                    "notes created",
                    "options",
                    Map.of("reconnectionDelay", 50, "transports", List.of("websocket")));
            assertThat(ask(storm, "start", start)).isEqualTo(true);
            var seq = new AtomicInteger();
            var done = new AtomicBoolean();
            Thread speaking = Thread.ofVirtual().start(() -> {
                while (!done.get()) say(speaker, seq.getAndIncrement(), rooms);
            });
            for (int i = 0; i < gateways.length; i++) {
                int port = gateways[i].app().port();
                gateways[i].app().close();
                SocketIoServer other = gateways[1 - i].server().sockets();
                // none may come to the one that is started again, which does not know them
                Eventually.await(SOON, "clients at the other", () -> other.count() == count && other.away() == 0);
                gateways[i] = gateway(port);
                awaitAllHear(gateways[0], gateways[1], speaker);
            }
            done.set(true);
            speaking.join();
            assertThat(ask(storm, "calm", Map.of())).isEqualTo(true);
            int last = seq.get();
            say(speaker, last, rooms);
            Map<String, @Nullable Object> heard = Vectors.object(ask(storm, "end", Map.of("last", last)));
            System.out.println("handover: " + heard);
            assertThat(heard).as("%s", heard).containsEntry("lost", 0).containsEntry("repeated", 0);
            assertThat(heard.get("recovered")).isEqualTo(heard.get("returns"));
            assertThat(((Number) Objects.requireNonNull(heard.get("returns"))).intValue())
                    .isGreaterThanOrEqualTo(count);
        }
    }

    private static void say(Gateway speaker, int seq, int rooms) {
        IntStream.range(0, rooms)
                .forEach(room -> speaker.app().service("notes").create(Map.of("room", room, "seq", seq)));
        breathe();
    }

    /** Some hundred events a second, with which clients keep up. */
    private static void breathe() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static @Nullable Object ask(PeerProcess process, String command, Map<String, ?> members) {
        var line = new LinkedHashMap<String, @Nullable Object>(members);
        line.put("cmd", command);
        Map<String, @Nullable Object> reply = process.ask(line, Patience.ofSeconds(120));
        if (reply.containsKey("error")) throw process.complaint(command + " failed: " + reply.get("error"), null);
        return reply.get("result");
    }
}
