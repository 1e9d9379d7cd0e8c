package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.cote.Cote;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.sockend.Sockend;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The official socket.io-client at our Sockend and at cote's own: both bring components of Java and Node to it in the same way. */
class SockendTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    private final int discoveryPort = DiscoveryPort.free();
    private final List<AutoCloseable> open = new ArrayList<>();
    private int sockets;

    @BeforeEach
    void needs_node() {
        NodeModules.require();
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private CotePeer peer(String name) {
        return closing(CotePeer.start(
                name,
                Map.of(
                        "port",
                        discoveryPort,
                        "helloInterval",
                        200,
                        "checkInterval",
                        500,
                        "nodeTimeout",
                        30_000,
                        "masterTimeout",
                        60_000)));
    }

    private Cote cote() {
        return closing(Cote.create(o -> o.port(discoveryPort)
                .broadcast("127.255.255.255")
                .helloInterval(Duration.ofMillis(200))
                .log(false)));
    }

    /** Our Sockend behind a server of its own. */
    private int javaSockend() {
        var app = Application.create();
        var server = app.configure(Server.create());
        open.add(app);
        closing(Sockend.open(
                cote(),
                server.sockets(),
                o -> o.key("shop")
                        .gate(client -> Vectors.list(client.auth().getOrDefault("rooms", List.of()))
                                .forEach(room -> client.join(String.valueOf(room))))));
        app.listen(0);
        return app.port();
    }

    /** A socket in a namespace, which may not be there yet. */
    private ClientSocket enter(OfficialClients clients, int port, String namespace, Map<String, ?> auth) {
        return Eventually.get(
                        SOON,
                        "namespace " + namespace,
                        () -> {
                            String name = "socket " + sockets++;
                            clients.ask(
                                    "open",
                                    "name",
                                    name,
                                    "url",
                                    OfficialClients.url(port) + namespace,
                                    "options",
                                    Map.of("auth", auth));
                            Eventually.await(
                                    SOON,
                                    "an answer",
                                    () -> Stream.of("connect", "connect_error")
                                            .anyMatch(event ->
                                                    !clients.seen(event, name).isEmpty()));
                            var socket = new ClientSocket(clients, name);
                            if (clients.seen("connect", name).isEmpty()) socket.close();
                            return Map.entry(clients.seen("connect", name).isEmpty(), socket);
                        },
                        entered -> !entered.getKey())
                .getValue();
    }

    @Test
    void clients_get_the_same_from_our_sockend_and_from_the_one_of_cote() {
        var node = peer("node");
        node.open("Responder", "main", Map.of("key", "shop", "respondsTo", List.of("who")));
        node.open(
                "Responder",
                "calc",
                Map.of("key", "shop", "namespace", "calc", "respondsTo", List.of("who", "echo", "fail", "nothing")));
        // cote's Sockend opens a namespace for responders only, or with the first event
        node.open("Publisher", "news", Map.of("key", "shop", "namespace", "calc", "broadcasts", List.of("sold")));
        node.open(
                "Responder", "stranger", Map.of("key", "other", "namespace", "strange", "respondsTo", List.of("who")));
        var java = cote();
        java.responder("java", o -> o.key("shop").namespace("java").respondsTo("twice"))
                .on("twice", request -> request.get("n") instanceof Integer n ? (Object) (2 * n) : "no number");

        var ours = javaSockend();
        var theirs = peer("gateway").sockend("sockend", Map.of("key", "shop"));
        try (var clients = OfficialClients.start()) {
            assertThat(answers(clients, ours)).isEqualTo(answers(clients, theirs));
            var oursHeard = new Heard(clients, ours);
            var theirsHeard = new Heard(clients, theirs);
            node.awaitConnections("news", 2);
            node.publish("news", "sold", Map.of("n", 1));
            node.publish("news", "sold", Map.of("n", 2, "__room", "vip"));
            node.publish("news", "sold", Map.of("n", 3, "__rooms", List.of("vip", "none")));
            node.publish("news", "sold", Map.of("n", 4));
            assertThat(oursHeard.untilFour()).isEqualTo(theirsHeard.untilFour());
        }
        node.assertUnharmed();
    }

    /** What the acknowledgements say. */
    private Map<String, @Nullable Object> answers(OfficialClients clients, int port) {
        var answers = new LinkedHashMap<String, @Nullable Object>();
        var main = enter(clients, port, "/", Map.of());
        answers.put("main", main.emit(List.of("who", Map.of())));
        var calc = enter(clients, port, "/calc", Map.of());
        answers.put("who", calc.emit(List.of("who", Map.of())));
        answers.put("who without data", calc.emit(List.of("who")));
        answers.put("echo", calc.emit(List.of("echo", Map.of("text", "hallo", "list", List.of(1, 2)))));
        answers.put("fail", calc.emit(List.of("fail", Map.of())));
        answers.put("nothing", calc.emit(List.of("nothing", Map.of())));
        var java = enter(clients, port, "/java", Map.of());
        answers.put("twice", java.emit(List.of("twice", Map.of("n", 21))));
        assertThat(answers.get("twice")).asString().contains("42");
        assertThat(answers.get("who")).asString().contains("node");
        return answers;
    }

    /** Two clients in the namespace of the publisher, one of them in a room. */
    private final class Heard {
        private final ClientSocket plain;
        private final ClientSocket vip;
        private final List<Object> ofPlain = new ArrayList<>();
        private final List<Object> ofVip = new ArrayList<>();

        Heard(OfficialClients clients, int port) {
            plain = enter(clients, port, "/calc", Map.of());
            vip = enter(clients, port, "/calc", Map.of("rooms", List.of("vip")));
        }

        List<List<Object>> untilFour() {
            Eventually.await(SOON, "the last event", () -> {
                ofPlain.addAll(plain.received());
                ofVip.addAll(vip.received());
                return Stream.of(ofPlain, ofVip)
                        .allMatch(heard -> heard.toString().contains("n=4"));
            });
            assertThat(ofPlain).hasSize(2);
            assertThat(ofVip).hasSize(4);
            return List.of(ofPlain, ofVip);
        }
    }

    @Test
    void what_comes_later_is_served_too_and_what_is_refused_is_said() {
        var ours = javaSockend();
        var java = cote();
        try (var clients = OfficialClients.start()) {
            java.responder("first", o -> o.key("shop").namespace("late").respondsTo("one"))
                    .on("one", request -> 1);
            var socket = enter(clients, ours, "/late", Map.of());
            assertThat(socket.emit(List.of("one", Map.of())).toString()).isEqualTo("[null, 1]");
            assertThat(socket.emit(List.of("two", Map.of())).toString())
                    .contains("No responder in this namespace lists 'two'");
            java.responder("second", o -> o.key("shop").namespace("late").respondsTo("two"))
                    .on("two", request -> 2);
            Eventually.await(
                    SOON,
                    "the other responder",
                    () -> socket.emit(List.of("two", Map.of())).toString().equals("[null, 2]"));
            // in turn they would go to the wrong one half of the time
            for (int i = 0; i < 10; i++)
                assertThat(socket.emit(List.of("one", Map.of())).toString()).isEqualTo("[null, 1]");
        }
    }
}
