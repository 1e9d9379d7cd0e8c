package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that are started in any order, and all at once. Prints how soon services can be used. */
class StartOrderTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** What we promise is two seconds; a machine on which everything else is built at the same time gets more. */
    private static final Duration PROMISE = Patience.ofSeconds(8);

    /** Node's own intervals make a service known after 13 s, and one more hello later if it was missed. */
    private static final Duration NODE_TAKES = Patience.ofSeconds(60);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void all_at_once(NodeVersion version) {
        var starting = List.of(
                Background.start(() -> mesh.java("gateway", JavaPeerOptions::onlyConsuming)),
                Background.start(() -> mesh.java("java", o -> o.withService("of-java", "echo"))));
        var nodeStarting = Background.start(() -> node(version));
        var gateway = starting.getFirst().join();
        starting.getLast().join();
        long begin = System.nanoTime();
        gateway.await("of-java", PROMISE);
        print("all at once, quick intervals, Java service in a Java gateway", begin);
        var node = nodeStarting.join();
        gateway.await("of-node", SOON);
        node.awaitService("of-java", SOON);
        assertThat(Values.object(node.call("of-java", "get", 1))).containsEntry("from", "java");
        assertThat(Values.object(gateway.service("of-node").get(1))).containsEntry("from", "node");
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void the_node_peer_first(NodeVersion version) {
        var node = node(version);
        node.awaitJoined(SOON);
        var java = mesh.java("java", o -> o.withService("of-java", "echo"));
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        usable(java, gateway, node);
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void the_node_peer_between_the_java_peers(NodeVersion version) {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var node = node(version);
        node.awaitJoined(SOON);
        var java = mesh.java("java", o -> o.withService("of-java", "echo"));
        usable(java, gateway, node);
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void the_node_peer_last(NodeVersion version) {
        var java = mesh.java("java", o -> o.withService("of-java", "echo"));
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        gateway.await("of-java", PROMISE);
        usable(java, gateway, node(version));
    }

    @Test
    @SideBySide
    void all_at_once_with_the_intervals_that_everybody_has_by_default() {
        int port = mesh.discoveryPort();
        var nodes = List.of(
                startUnhurried(NodePeerOptions.unhurried("newer", port).withService("of-newer", "echo")),
                startUnhurried(NodePeerOptions.unhurried("older", port)
                        .withVersion(NodeVersion.V2_4_0)
                        .withService("of-older", "echo")));
        var java = mesh.java(JavaPeerOptions.unhurried("java", port).withService("of-java", "echo"));
        long last = System.nanoTime();
        var gateway = mesh.java(JavaPeerOptions.unhurried("gateway", port).onlyConsuming());
        long started = System.nanoTime();
        gateway.await("of-java", PROMISE);
        print("default intervals, Java service in a Java gateway, from the begin of the last start", last);
        print("default intervals, Java service in a Java gateway, from the end of the last start", started);
        gateway.await("of-newer", NODE_TAKES);
        gateway.await("of-older", NODE_TAKES);
        print("default intervals, Node services in a Java gateway", started);
        for (var starting : nodes) {
            starting.join().awaitService("of-java", NODE_TAKES);
        }
        print("default intervals, Java service in Node peers", started);
        java.await("of-newer", NODE_TAKES);
        java.await("of-older", NODE_TAKES);
        assertThat(Values.object(gateway.service("of-older").get(1))).containsEntry("from", "older");
    }

    private CompletableFuture<NodePeer> startUnhurried(NodePeerOptions options) {
        return Background.start(() -> mesh.node(options));
    }

    private NodePeer node(NodeVersion version) {
        return mesh.node("node", version, o -> o.withService("of-node", "echo"));
    }

    private static void usable(JavaPeer java, JavaPeer gateway, NodePeer node) {
        long begin = System.nanoTime();
        gateway.await("of-java", PROMISE);
        print("quick intervals, Java service in a Java gateway", begin);
        gateway.await("of-node", SOON);
        java.await("of-node", SOON);
        print("quick intervals, Node service in Java", begin);
        node.awaitService("of-java", SOON);
        print("quick intervals, Java service in Node", begin);
        assertThat(Values.object(node.call("of-java", "get", 1))).containsEntry("from", "java");
        assertThat(Values.object(java.service("of-node").get(1))).containsEntry("from", "node");
        assertThat(Values.object(gateway.service("of-node").get(1))).containsEntry("from", "node");
    }

    private static void print(String what, long begin) {
        System.out.printf(Locale.ROOT, "%s: %.3f s%n", what, (System.nanoTime() - begin) / 1e9);
    }
}
