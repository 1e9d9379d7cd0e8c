package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Hellos that get lost while TCP goes on: Node removes such a peer with all its services (node-discover, lib/discover.js), Java asks it first. */
class MissedHellosTest {

    private static final Duration SOON = Patience.ofSeconds(30);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_node_peer_whose_hellos_get_lost_is_kept_for_as_long_as_it_answers(NodeVersion version) {
        var java = mesh.java("java", o -> o);
        var node = mesh.node("node", version, o -> o.withService("todos", "todos"));
        node.awaitJoined(SOON);
        java.await("todos", SOON);
        var heard = java.listen("todos", "created", "toggled");
        // events come over a connection of their own, which may be there later than the service
        Eventually.await(SOON, "an event of Node in Java", () -> {
            node.emit("todos", "toggled", Map.of("probe", true));
            return !heard.named("toggled").isEmpty();
        });

        node.hush();
        // two signs of life are asked for in twice the time that hellos may be missed
        Eventually.await(SOON, "two questions whether it is there", () -> node.healthchecks() >= 2);
        assertThat(java.owners("todos")).containsExactly(node.uuid());
        node.call("todos", "create", Map.of("text", "unheard"));
        heard.await("created", todo -> "unheard".equals(todo.get("text")), SOON);
        assertThat(Values.objects(java.service("todos").find())).hasSize(1);

        node.freeze();
        java.awaitStranger(node.uuid(), SOON);
        assertThat(java.has("todos")).isFalse();
        node.thaw();
    }
}
