package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications of both kinds that find each other through a Redis server. A longer outage by hand: {@code -Dredis.outage=60}, in seconds; by default it is longer
 * than Java peers do without the hellos of others.
 */
@EnabledIf("hasRedis")
class RedisMeshTest {

    private static final Duration SOON = Patience.ofSeconds(40);
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("redis.outage", NodePeerOptions.QUICK_NODE_TIMEOUT.toSeconds() + 2));

    private final LoopbackMesh mesh = new LoopbackMesh();
    private final RedisServer redis = RedisServer.started("s%cret");

    static boolean hasRedis() {
        return RedisServer.isInstalled();
    }

    @BeforeEach
    void needs_node() {
        NodeModules.require();
    }

    @AfterEach
    void end() {
        mesh.close();
        redis.close();
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void connected_peers_lose_no_call_in_an_outage_and_newcomers_are_found_after_it(NodeVersion version) {
        var java = java("java");
        var node = node("node", version);
        awaitEachOther(java, node);
        var fromJava = mesh.load(2, () -> java.service("of-node").find());
        var fromNode = mesh.load(2, () -> node.call("of-java", "find"));

        redis.stop();
        long end = System.nanoTime() + OUTAGE.toNanos();
        Eventually.await(OUTAGE.plus(SOON), "the end of the outage", () -> System.nanoTime() > end);
        fromJava.awaitAnswers(10, SOON);
        fromNode.awaitAnswers(10, SOON);
        assertThat(java.owners("of-node")).containsExactly(node.uuid());
        redis.start();

        var newJava = java("new-java");
        var newNode = node("new-node", version);
        awaitEachOther(newJava, newNode);
        awaitEachOther(java, newNode);
        awaitEachOther(newJava, node);
        newJava.await("of-java", SOON);
        java.await("of-new-java", SOON);
        assertThat(fromJava.stop()).isEmpty();
        assertThat(fromNode.stop()).isEmpty();
        // a Node process ends when it loses its server, unless the error is caught, as the peer does
        assertThat(node.uncaught()).isNotEmpty().allMatch(RedisMeshTest::isOfTheOutage);
        newNode.assertUnharmed();
    }

    private static boolean isOfTheOutage(PeerEvent uncaught) {
        return uncaught.text("message").matches("(?s).*(ECONNREFUSED|ECONNRESET|Connection is closed|max retries).*");
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void hellos_can_be_encrypted(NodeVersion version) {
        var java = java("java", o -> o.withCote("key", "wind in the willows"));
        var open = java("open");
        var node = node("node", version, o -> o.withCote("key", "wind in the willows"));
        var openNode = node("open-node", version);
        awaitEachOther(java, node);
        awaitEachOther(open, openNode);
        assertThat(open.has("of-java") || open.has("of-node") || java.has("of-open-node"))
                .as("only who has the key understands")
                .isFalse();
        assertThat(node.services().keySet()).doesNotContain("of-open", "of-open-node");
        node.assertUnharmed();
        openNode.assertUnharmed();
    }

    private void awaitEachOther(JavaPeer java, NodePeer node) {
        java.await("of-" + node.name(), SOON);
        node.awaitService("of-" + java.name(), SOON);
        assertThat(Values.object(java.service("of-" + node.name()).get(1))).containsEntry("from", node.name());
        assertThat(Values.object(node.call("of-" + java.name(), "get", 1))).containsEntry("from", java.name());
    }

    private JavaPeer java(String name) {
        return java(name, o -> o);
    }

    private JavaPeer java(String name, UnaryOperator<JavaPeerOptions> change) {
        return mesh.java(
                name,
                o -> change.apply(o.withService("of-" + name, "echo")
                        .withCote("redis", server())
                        .withCote("hostName", "localhost")));
    }

    private NodePeer node(String name, NodeVersion version) {
        return node(name, version, o -> o);
    }

    /** It would forget all peers in an outage that is longer than its timeout. */
    private NodePeer node(String name, NodeVersion version, UnaryOperator<NodePeerOptions> change) {
        return mesh.node(
                name,
                version,
                o -> change.apply(o.withService("of-" + name, "echo")
                        .withCote("redis", server())
                        .withCote("useHostNames", true)
                        .withCote("nodeTimeout", 600_000)
                        .withCote("masterTimeout", 600_000)));
    }

    private Map<String, @Nullable Object> server() {
        var server = new LinkedHashMap<String, @Nullable Object>();
        server.put("host", "127.0.0.1");
        server.put("port", redis.port());
        server.put("password", "s%cret");
        return server;
    }
}
