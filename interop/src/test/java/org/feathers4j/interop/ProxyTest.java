package org.feathers4j.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Two replicas behind a real nginx with the configuration that the guide shows, and without the line that makes it sticky. */
@EnabledIf("hasNginx")
class ProxyTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final String STICKY = "hash $remote_addr consistent;";

    @TempDir
    private static Path folder = Path.of("");

    private static final MemoryMesh mesh = new MemoryMesh();
    private static final Application worker = Application.create();
    private static final Application one = Application.create();
    private static final Application two = Application.create();
    private static OfficialClients clients;
    private static Nginx sticky;
    private static Nginx inTurn;

    static boolean hasNginx() {
        return Nginx.isInstalled();
    }

    @BeforeAll
    static void start() throws IOException {
        NodeModules.require();
        clients = OfficialClients.start();
        worker.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
        worker.use("todos", MemoryService.create());
        worker.setup();
        replica(one, "one");
        replica(two, "two");
        String config = guide().replace("10.0.0.11:3030", "127.0.0.1:" + one.port())
                .replace("10.0.0.12:3030", "127.0.0.1:" + two.port());
        assertThat(config).contains(STICKY);
        sticky = Nginx.start(folder.resolve("sticky"), config);
        inTurn = Nginx.start(folder.resolve("in-turn"), config.replace(STICKY, ""));
    }

    private static String guide() throws IOException {
        String page = Files.readString(Path.of("../docs/guide/sockets.md"));
        Matcher block = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** A gateway that says who it is. */
    private static void replica(Application app, String name) {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1).trustedProxies("127.0.0.1")));
        Distribution distribution = app.configure(
                Distribution.create(o -> o.key("gateway").services().link(mesh.link())));
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> channels.channel("everybody").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.use("who", Service.find(params -> {
            var answer = new LinkedHashMap<String, @Nullable Object>();
            answer.put("name", name);
            answer.put("ip", params.ip());
            answer.put("scheme", params.headers().get("x-forwarded-proto"));
            answer.put("host", params.headers().get("host"));
            return answer;
        }));
        app.listen(0);
        distribution.await("todos", SOON);
    }

    @AfterAll
    static void end() {
        if (clients != null) clients.close();
        if (sticky != null) sticky.close();
        if (inTurn != null) inTurn.close();
        for (Application app : List.of(one, two, worker)) app.close();
    }

    private static Map<String, ?> over(String transports) {
        return Map.of("transports", List.of(transports.split(" ", -1)));
    }

    private static Object who(ClientSocket socket) {
        return Objects.requireNonNull(
                Vectors.object(Vectors.list(socket.emit(List.of("find", "who"))).get(1))
                        .get("name"));
    }

    /** A call over HTTP from one of this machine's addresses, with a word that is not to be trusted. */
    private static Map<String, @Nullable Object> who(Nginx nginx, String address) throws Exception {
        try (var http = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create(OfficialClients.url(nginx.port()) + "/who"))
                    .header("X-Forwarded-For", "6.6.6.6")
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return Vectors.object(Json.parse(answer.body()));
        }
    }

    /** For each replica one of this machine's addresses whose requests go there. */
    private static Map<Object, String> addresses() throws Exception {
        var addresses = new HashMap<Object, String>();
        for (int last = 2; addresses.size() < 2 && last < 100; last++) {
            String address = "127.0.0." + last;
            addresses.put(Objects.requireNonNull(who(sticky, address).get("name")), address);
        }
        return addresses;
    }

    private static void assertAllHear(String text, ClientSocket... sockets) {
        for (ClientSocket socket : sockets)
            clients.ask("listen", "name", socket.name(), "service", "todos", "events", List.of("created"));
        assertThat(sockets[0].call("todos", "create", Map.of("text", text))).containsKey("resolves");
        for (ClientSocket socket : sockets)
            clients.await(
                    "heard",
                    socket.name(),
                    event -> text.equals(Vectors.object(event.get("data")).get("text")));
    }

    @Test
    void web_sockets_need_no_sticky_sessions() {
        ClientSocket a = clients.connect("in turn a", inTurn.port(), over("websocket"));
        ClientSocket b = clients.connect("in turn b", inTurn.port(), over("websocket"));
        assertThat(List.of(who(a), who(b))).containsExactlyInAnyOrder("one", "two");
        assertAllHear("in turn", a, b);
        a.close();
        b.close();
    }

    @Test
    void polling_without_sticky_sessions_is_refused_by_the_replica_that_does_not_know_the_session() {
        ClientSocket socket = clients.open("in turn polling", inTurn.port(), over("polling websocket"));
        PeerEvent refused = clients.await("connect_error", socket.name(), event -> true);
        assertThat(refused.get("status")).isEqualTo(400);
        assertThat(clients.seen("connect", socket.name())).isEmpty();
        socket.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling websocket"})
    void with_sticky_sessions_all_transports_work_and_events_reach_the_clients_of_both(String transports)
            throws Exception {
        Map<Object, String> addresses = addresses();
        ClientSocket a = clients.open(transports + " a", sticky.port(), over(transports), addresses.get("one"));
        ClientSocket b = clients.open(transports + " b", sticky.port(), over(transports), addresses.get("two"));
        a.awaitConnected();
        b.awaitConnected();
        assertThat(List.of(who(a), who(b))).containsExactly("one", "two");
        assertAllHear(transports, a, b);
        a.close();
        b.close();
    }

    @Test
    void calls_over_http_go_to_both_and_know_the_client() throws Exception {
        assertThat(List.of(who(inTurn, "127.0.0.7"), who(inTurn, "127.0.0.7")))
                .extracting(answer -> answer.get("name"))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(who(sticky, "127.0.0.7"))
                .containsEntry("ip", "127.0.0.7")
                .containsEntry("scheme", "http")
                .containsEntry("host", "127.0.0.1:" + sticky.port());
        assertThat(clients.rest(sticky.port(), "fetch", "todos", "create", Map.of("text", "by HTTP")))
                .containsKey("resolves");
    }
}
