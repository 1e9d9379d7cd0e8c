package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Bridge;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.nats.NatsLink;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A bridge between the mesh of a Node peer, over cote, and one over NATS. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class BridgeWithNodeTest {
    private static final Duration SOON = Patience.ofSeconds(60);

    @BeforeAll
    static void needs_node() {
        NodeModules.require();
    }

    @Test
    void Node_and_an_application_behind_the_bridge_use_each_others_services() {
        int port = DiscoveryPort.free();
        NatsServer server = NatsServer.started();
        Application far = Application.create();
        far.configure(Distribution.create(o -> o.key("far").link(NatsLink.create(n -> n.servers(server.url())))));
        far.use("orders", MemoryService.create());
        Application onCote = Application.create();
        onCote.configure(Distribution.create(o -> o.key("bridge")
                .cote(Map.of(
                        "broadcast",
                        "127.255.255.255",
                        "port",
                        port,
                        "helloInterval",
                        200,
                        "checkInterval",
                        500,
                        "nodeTimeout",
                        5000))));
        Application onNats = Application.create();
        onNats.configure(Distribution.create(o -> o.key("bridge").link(NatsLink.create(n -> n.servers(server.url())))));
        Bridge.between(onCote, onNats);
        try (NodePeer node = NodePeer.start(NodePeerOptions.quick("node", port).withService("notes", "todos"))) {
            far.setup();
            onCote.setup();
            onNats.setup();
            nodeIsCalled(far, node);
            nodeCalls(far, node);
            node.unuse("notes");
            Eventually.await(SOON, "notes to go", () -> far.find("notes").isEmpty());
            node.assertUnharmed();
        } finally {
            for (Application each : new Application[] {far, onCote, onNats}) each.close();
            server.close();
        }
    }

    private static void nodeIsCalled(Application far, NodePeer node) {
        ServiceHandle notes = far.plugin(Distribution.class).orElseThrow().await("notes", SOON);
        node.awaitEventsFrom("bridge", SOON);
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        notes.on("created", (note, context) -> heard.add(text(note)));
        // events come over connections of their own, which may be there later than the service
        Eventually.await(SOON, "a first event", () -> {
            node.call("notes", "create", Map.of("text", "probe"));
            return !heard.isEmpty();
        });
        assertThat(notes.create(Map.of("text", "a")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("text", "a");
        node.call("notes", "create", Map.of("text", "b"));
        Eventually.await(SOON, "the events", () -> heard.contains("b"));
        assertThat(heard).filteredOn(text -> !text.equals("probe")).containsExactly("a", "b");
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> notes.get(4711))
                .satisfies(error -> assertThat(error.name()).isEqualTo("NotFound"));
    }

    private static String text(@Nullable Object note) {
        return note instanceof Map<?, ?> members ? String.valueOf(members.get("text")) : "";
    }

    private static void nodeCalls(Application far, NodePeer node) {
        node.awaitService("orders", SOON);
        node.awaitRequesterTo("bridge", SOON);
        node.awaitEventsFrom("bridge", SOON);
        node.listen("orders", "created");
        assertThat(node.call("orders", "create", Map.of("item", "book"))).isEqualTo(Map.of("item", "book", "id", 0));
        far.service("orders").create(Map.of("item", "pen"));
        Eventually.await(
                SOON, "the events", () -> node.emitted("orders", "created").size() >= 2);
        assertThat(node.emitted("orders", "created")).hasSize(2);
        assertThatThrownBy(() -> node.call("orders", "get", 4711)).hasMessageContaining("NotFound");
    }
}
