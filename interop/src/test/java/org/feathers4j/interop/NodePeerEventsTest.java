package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events between two Node peers. A Node peer that misses hellos for its {@code nodeTimeout}, as on a machine that is busy with something else,
 * closes its events subscriber, and what is emitted before it has opened another one is lost (feathers-distributed, lib/register.js,
 * unregisterApplication). So these peers wait for hellos as long as by default.
 */
class NodePeerEventsTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @Test
    void events_are_heard_at_the_other_peer_also_after_the_service_has_gone_and_returned() {
        var newer = mesh.node(
                "newer",
                NodeVersion.V3_0_0,
                o -> patient(o).withService("todos", "todos", Map.of("seed", List.of(Map.of("text", "one")))));
        var older = mesh.node("older", NodeVersion.V2_4_0, NodePeerEventsTest::patient);
        older.awaitService("todos", SOON);
        older.listen("todos", "created", "toggled");
        older.awaitEventsFrom(mesh.key("newer"), SOON);
        // The subscriber may be connected before the publisher has accepted it: what is emitted meanwhile is lost.
        Eventually.await(SOON, "a first event", () -> {
            newer.call("todos", "create", Map.of("text", "first"));
            return !older.emitted("todos", "created").isEmpty();
        });
        newer.call("todos", "create", Map.of("text", "three"));
        older.awaitEmitted("todos", "created", todo -> "three".equals(todo.get("text")), SOON);
        newer.call("todos", "toggle", Map.of("id", 1));
        older.awaitEmitted("todos", "toggled", todo -> Boolean.TRUE.equals(todo.get("done")), SOON);

        newer.unuse("todos");
        older.awaitNoService("todos", SOON);
        newer.use("todos", "todos");
        older.awaitService("todos", SOON);
        // The older peer tells all peers of the removal too, itself included, and takes that for the end of the service
        // that has just returned
        // (feathers-distributed, lib/register.js, unregisterService); it has it back with the next heartbeat, and what
        // is emitted meanwhile is lost.
        Eventually.await(SOON, "an event after the return", () -> {
            newer.call("todos", "create", Map.of("text", "again"));
            return heard(older).contains("again");
        });
        assertThat(heard(older).stream().distinct()).containsExactly("first", "three", "again");
    }

    private static List<String> heard(NodePeer peer) {
        return peer.emitted("todos", "created").stream()
                .map(each ->
                        String.valueOf(Values.object(each.members().get("data")).get("text")))
                .toList();
    }

    private static NodePeerOptions patient(NodePeerOptions options) {
        return options.withNodeTimeout(Duration.ofSeconds(30));
    }
}
