package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.feathers4j.cote.ComponentOptions;
import org.feathers4j.cote.Cote;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Monitor;
import org.feathers4j.cote.MonitoredNode;
import org.feathers4j.cote.Publisher;
import org.feathers4j.cote.RequestException;
import org.feathers4j.cote.Requester;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Our components and those of cote itself, both ways. */
class CoteComponentsTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    private final int udpPort = DiscoveryPort.free();
    private final List<Cote> cotes = new ArrayList<>();
    private final List<CotePeer> peers = new ArrayList<>();

    @BeforeAll
    static void needs_node() {
        NodeModules.require();
    }

    private Cote cote(Consumer<CoteOptions.Builder> more) {
        Cote cote = Cote.create(options -> more.accept(options.broadcast("127.255.255.255")
                .port(udpPort)
                .ports(20_000, 29_999)
                .log(false)
                .statusInterval(Duration.ofMillis(200))
                .helloInterval(Duration.ofMillis(300))
                .checkInterval(Duration.ofMillis(500))
                .nodeTimeout(Duration.ofSeconds(5))));
        cotes.add(cote);
        return cote;
    }

    private Cote cote() {
        return cote(o -> {});
    }

    private CotePeer peer(String name, Map<String, ?> more) {
        var options = new TreeMap<String, @Nullable Object>(more);
        options.put("port", udpPort);
        options.put("helloInterval", 300);
        options.put("checkInterval", 500);
        options.put("statusInterval", 200);
        CotePeer peer = CotePeer.start(name, options);
        peers.add(peer);
        return peer;
    }

    private CotePeer peer(String name) {
        return peer(name, Map.of());
    }

    @AfterEach
    void nobody_was_harmed() {
        try {
            peers.forEach(CotePeer::assertUnharmed);
        } finally {
            cotes.forEach(Cote::close);
            peers.forEach(CotePeer::close);
        }
    }

    private static Map<String, Object> who() {
        return Map.of("type", "who");
    }

    private static void awaitResponders(Requester requester, int count) {
        Eventually.await(SOON, count + " responders", () -> requester.responders() == count);
    }

    @Test
    void a_requester_of_ours_asks_a_responder_of_cote() {
        peer("node").open("Responder", "responder", Map.of("key", "k", "namespace", "n"));
        Requester requester = cote().requester("requester", o -> o.key("k").namespace("n"));
        assertThat(requester.send(who())).isEqualTo("node");
        assertThat(requester.send(Map.of("type", "echo", "deep", List.of(1, "two", Map.of("ä", true)))))
                .isEqualTo(Map.of("type", "echo", "deep", List.of(1, "two", Map.of("ä", true))));
        assertThat(requester.send(Map.of("type", "nothing"))).isNull();
        RequestException refused =
                catchThrowableOfType(RequestException.class, () -> requester.send(Map.of("type", "fail")));
        assertThat(refused.error()).isEqualTo(Map.of("name", "Refused", "message", "Not here", "code", 7));
        assertThatThrownBy(() -> requester.send(Map.of("type", "slow", "ms", 60_000, "__timeout", 300)))
                .hasMessage("Request timed out.");
    }

    @Test
    void a_requester_of_cote_asks_a_responder_of_ours() {
        var timedOut = new CountDownLatch(1);
        cote().responder("responder", o -> o.key("k").namespace("n"))
                .on("who", request -> "java")
                .on("echo", request -> request)
                .on("nothing", request -> null)
                .on("fail", request -> {
                    throw RequestException.answered(Map.of("name", "Refused", "code", 7));
                })
                .on("wait", request -> {
                    timedOut.await();
                    return "late";
                });
        CotePeer node = peer("node").open("Requester", "requester", Map.of("key", "k", "namespace", "n"));
        assertThat(node.send("requester", who())).isEqualTo("java");
        assertThat(node.send("requester", Map.of("type", "echo", "deep", List.of(1, "two", Map.of("ä", true)))))
                .isEqualTo(Map.of("type", "echo", "deep", List.of(1, "two", Map.of("ä", true))));
        assertThat(node.send("requester", Map.of("type", "nothing"))).isNull();
        assertThatThrownBy(() -> node.send("requester", Map.of("type", "fail"))).hasMessageContaining("Refused");
        assertThatThrownBy(() -> node.send("requester", Map.of("type", "unheard of")))
                .hasMessageContaining("No listeners found for event: unheard of");
        assertThatThrownBy(() -> node.send("requester", Map.of("type", "wait", "__timeout", 300)))
                .hasMessageContaining("Request timed out.");
        timedOut.countDown();
    }

    @Test
    void requests_of_both_go_to_responders_of_both_and_to_those_of_a_subset() {
        CotePeer node = peer("node").open("Responder", "responder", Map.of("subset", "left"));
        cote().responder("responder", o -> o.subset("right")).on("who", request -> "java");
        node.open("Requester", "requester", Map.of());
        Requester requester = cote().requester("requester");
        awaitResponders(requester, 2);
        node.awaitConnections("requester", 2);
        var asked = new ArrayList<@Nullable Object>();
        for (int i = 0; i < 4; i++) asked.add(requester.send(who()));
        for (int i = 0; i < 4; i++) asked.add(node.send("requester", who()));
        assertThat(asked)
                .containsOnly("java", "node")
                .filteredOn("java"::equals)
                .hasSize(4);
        for (String subset : List.of("left", "right", "left")) {
            String owner = subset.equals("left") ? "node" : "java";
            assertThat(requester.send(Map.of("type", "who", "__subset", subset)))
                    .isEqualTo(owner);
            assertThat(node.send("requester", Map.of("type", "who", "__subset", subset)))
                    .isEqualTo(owner);
        }
    }

    @Test
    void balanced_requesters_of_both_ask_responders_of_both() {
        CotePeer node = peer("node").open("Responder", "responder", Map.of());
        cote().responder("responder").on("who", request -> "java");
        Cote asking = cote();
        List<Requester> ours = List.of(
                asking.timeBalancedRequester("by time", o -> {}),
                asking.pendingBalancedRequester("by pending", o -> {}));
        node.open("TimeBalancedRequester", "by time", Map.of())
                .open("PendingBalancedRequester", "by pending", Map.of());
        for (Requester each : ours) {
            awaitResponders(each, 2);
            var asked = new ArrayList<@Nullable Object>();
            for (int i = 0; i < 6; i++) asked.add(each.send(who()));
            assertThat(asked).contains("java", "node");
        }
        for (String each : List.of("by time", "by pending")) {
            node.awaitConnections(each, 2);
            for (int i = 0; i < 6; i++) assertThat(node.send(each, who())).isIn("java", "node");
        }
    }

    @Test
    void events_of_ours_are_heard_by_subscribers_of_cote() {
        CotePeer node = peer("node")
                .hear("plain", Map.of("namespace", "n", "subscribesTo", List.of("a.b")), "a.b")
                .hear("wild", Map.of("namespace", "n", "subscribesTo", List.of("a.*")), "b")
                .hear("elsewhere", Map.of("subscribesTo", List.of("*")), "a.b");
        Publisher publisher =
                cote().publisher("publisher", o -> o.namespace("n").broadcasts("a.b"));
        Eventually.await(SOON, "two subscribers", () -> publisher.subscribers() == 2);
        publisher.publish("a.b", Map.of("n", 1));
        publisher.publish("a.b", null);
        Eventually.await(SOON, "four events", () -> node.seen("heard").size() == 4);
        assertThat(node.seen("heard"))
                .extracting(event -> event.get("component") + " " + event.get("name") + " " + event.get("data"))
                .containsExactlyInAnyOrder("plain a.b {n=1}", "wild b {n=1}", "plain a.b {}", "wild b {}");
    }

    @Test
    void events_of_cote_are_heard_by_subscribers_of_ours() {
        CotePeer node =
                peer("node").open("Publisher", "publisher", Map.of("namespace", "n", "broadcasts", List.of("a.b")));
        Cote hearing = cote();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        hearing.subscriber("plain", o -> o.namespace("n").subscribesTo("a.b"))
                .on("a.b", (event, data) -> heard.add("plain " + data));
        hearing.subscriber("wild", o -> o.namespace("n").subscribesTo("a.*"))
                .on("b", (event, data) -> heard.add("wild " + data));
        hearing.subscriber("elsewhere").on("*", (event, data) -> heard.add("elsewhere"));
        node.awaitConnections("publisher", 2);
        node.publish("publisher", "a.b", Map.of("n", 1));
        node.publish("publisher", "c", Map.of());
        Eventually.await(SOON, "both", () -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder("plain {n=1}", "wild {n=1}");
    }

    @Test
    void components_of_another_environment_or_key_do_not_meet() {
        CotePeer node = peer("node", Map.of("environment", "prod"))
                .open("Responder", "responder", Map.of("key", "k"))
                .open("Requester", "requester", Map.of("key", "other"));
        cote(o -> o.environment("prod"))
                .responder("responder", o -> o.key("other"))
                .on("who", request -> "java");
        Consumer<ComponentOptions.Builder> k = o -> o.key("k");
        Requester stranger = cote().requester("another environment", k);
        Requester requester = cote(o -> o.environment("prod")).requester("requester", k);
        assertThat(requester.send(who())).isEqualTo("node");
        assertThat(node.send("requester", who())).isEqualTo("java");
        assertThat(stranger.responders()).isZero();
        assertThat(requester.responders()).isEqualTo(1);
    }

    @Test
    void monitors_of_both_see_components_of_both_and_their_connections() {
        CotePeer node = peer("node")
                .open("Monitor", "node monitor", Map.of())
                .open("Responder", "node responder", Map.of())
                .open("Requester", "node requester", Map.of());
        Cote cote = cote();
        cote.responder("java responder").on("who", request -> "java");
        Requester requester = cote.requester("java requester");
        Monitor monitor = cote().monitor("java monitor");
        awaitResponders(requester, 2);
        node.awaitConnections("node requester", 2);

        Eventually.await(
                SOON,
                "links of both requesters",
                () -> linksOf(monitor, "node requester") == 2 && linksOf(monitor, "java requester") == 2);
        Eventually.await(
                SOON,
                "monitors of both at ours",
                () -> monitor.nodes().stream()
                        .map(MonitoredNode::name)
                        .toList()
                        .containsAll(List.of("node monitor", "java monitor")));

        Eventually.await(
                SOON, "our monitor at cote's", () -> node.known("node monitor").contains("java monitor"));
        Eventually.await(
                SOON,
                "the status of ours at cote's monitor",
                () -> node.seen("status").stream()
                        .anyMatch(status -> id(monitor, "java requester").equals(status.get("id"))
                                && status.get("nodes") instanceof List<?> nodes
                                && nodes.contains(id(monitor, "node responder"))
                                && nodes.contains(id(monitor, "java responder"))));
    }

    @Test
    void the_monitoring_tool_of_cote_shows_components_of_ours_with_their_links() {
        CotePeer node = peer("node");
        node.tool(0);
        Cote cote = cote();
        cote.responder("java responder").on("who", request -> "java");
        Requester requester = cote.requester("java requester");
        awaitResponders(requester, 1);
        Queue<Object> updates = new ConcurrentLinkedQueue<>();
        cote().subscriber("page", o -> o.key("monitoring").namespace("monitoring"))
                .on("statusUpdate", (event, data) -> updates.add(String.valueOf(data)));
        Monitor monitor = cote().monitor("java monitor");
        Eventually.await(
                SOON,
                "our components on cote's page",
                () -> updates.stream()
                        .map(Object::toString)
                        .anyMatch(text -> text.contains("name=java responder")
                                && text.contains("name=java requester")
                                && text.contains(id(monitor, "java responder"))));
    }

    private static int linksOf(Monitor monitor, String name) {
        return monitor.nodes().stream()
                .filter(each -> each.name().equals(name))
                .mapToInt(each -> each.connectedTo().size())
                .max()
                .orElse(-1);
    }

    private static String id(Monitor monitor, String name) {
        return monitor.nodes().stream()
                .filter(each -> each.name().equals(name))
                .map(MonitoredNode::id)
                .findFirst()
                .orElse("nobody");
    }

    static boolean hasRedis() {
        return RedisServer.isInstalled();
    }

    @Test
    @EnabledIf("hasRedis")
    void components_of_both_find_each_other_through_Redis() {
        try (var redis = RedisServer.started("secret")) {
            var server = Map.of("host", "127.0.0.1", "port", redis.port(), "password", "secret");
            CotePeer node = peer("node", Map.of("redis", server, "useHostNames", true))
                    .open("Responder", "responder", Map.of("key", "in node"))
                    .open("Requester", "requester", Map.of("key", "in java"));
            Cote cote = cote(o -> o.redis(r -> r.url("redis://:secret@127.0.0.1:" + redis.port()))
                    .hostName("localhost"));
            cote.responder("responder", o -> o.key("in java")).on("who", request -> "java");
            assertThat(cote.requester("requester", o -> o.key("in node")).send(who()))
                    .isEqualTo("node");
            assertThat(node.send("requester", who())).isEqualTo("java");
            node.assertUnharmed();
            // the end of the server ends Node processes: it must be gone before
            peers.remove(node);
            node.close();
        }
    }
}
