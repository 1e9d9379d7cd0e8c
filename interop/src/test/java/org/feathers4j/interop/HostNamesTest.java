package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The option {@code useHostNames} with hellos by UDP: peers connect to the names that hellos bring, not to where they come from. */
class HostNamesTest {

    private static final Duration SOON = Patience.ofSeconds(30);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @EnumSource
    void peers_of_both_kinds_connect_to_names(NodeVersion version) {
        var java = mesh.java(
                "java",
                o -> o.withService("of-java", "echo")
                        .withCote("useHostNames", true)
                        // the same host by another name than the one that its hellos come from
                        .withCote("hostName", "127.0.0.5"));
        var node =
                mesh.node("node", version, o -> o.withService("of-node", "echo").withCote("useHostNames", true));
        java.await("of-node", SOON);
        node.awaitService("of-java", SOON);
        assertThat(Values.object(node.call("of-java", "get", 1))).containsEntry("from", "java");
        assertThat(Values.object(java.service("of-node").get(1))).containsEntry("from", "node");
        assertThat(node.addresses()).contains("127.0.0.5");
    }
}
