package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** Node peers, who know nothing of secrets, beside Java peers that share one: refused, or admitted by option. */
class MeshSecretWithNodeTest {
    private static final Duration SOON = Patience.ofSeconds(30);
    private static final String SECRET = "what the Java peers of this mesh have in common";

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j.cote");

    private static UnaryOperator<JavaPeerOptions> with(boolean admits, String path) {
        return o -> o.withService(path, "todos").withCote("secret", SECRET).withCote("admitWithoutSecret", admits);
    }

    /** It forgets nobody while everything here starts. */
    private NodePeer node(NodeVersion version) {
        return mesh.node(
                "node", version, o -> o.withService("of-node", "todos").withNodeTimeout(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void Node_peers_are_refused(NodeVersion version) {
        NodePeer node = node(version);
        JavaPeer one = mesh.java("one", with(false, "of-one"));
        JavaPeer two = mesh.java("two", with(false, "of-two"));
        Eventually.await(SOON, "the other Java peer's service", () -> one.has("of-two") && two.has("of-one"));
        Eventually.await(
                SOON,
                "a word about the Node peer",
                () -> log.messages(Level.WARN).stream().anyMatch(line -> line.contains("does not know the secret")));
        assertThat(Values.object(two.service("of-one").create(Map.of("text", "n1"))))
                .contains(entry("from", "one"));
        // it has said hello, has been heard and ignored: nothing of it is there, and nothing of theirs is with it
        assertThat(one.has("of-node")).isFalse();
        assertThat(two.has("of-node")).isFalse();
        assertThat(node.services()).containsOnlyKeys("of-node");
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void Node_peers_are_admitted_by_option(NodeVersion version) {
        NodePeer node = node(version);
        JavaPeer one = mesh.java("one", with(true, "of-one"));
        mesh.java("two", with(true, "of-two"));
        for (String path : new String[] {"of-one", "of-two"}) node.awaitService(path, SOON);
        Eventually.await(SOON, "the Node peer's service", () -> one.has("of-node"));
        assertThat(Values.object(one.service("of-node").create(Map.of("text", "n1"))))
                .contains(entry("from", "node"));
        assertThat(Values.object(node.call("of-one", "create", Map.of("text", "n2"))))
                .contains(entry("from", "one"));
        Eventually.await(SOON, "the other Java peer's service", () -> one.has("of-two"));
        assertThat(Values.object(one.service("of-two").create(Map.of("text", "n3"))))
                .contains(entry("from", "two"));
    }
}
