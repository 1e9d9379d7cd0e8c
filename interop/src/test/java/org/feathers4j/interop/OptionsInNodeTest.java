package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Options of the plugin whose effect a Node peer can see, or that change what we see of one. */
class OptionsInNodeTest {
    private static final Duration SOON = Patience.ofSeconds(60);

    private final int discoveryPort = DiscoveryPort.free();
    private final List<Application> apps = new ArrayList<>();
    private final List<NodePeer> peers = new ArrayList<>();

    @BeforeAll
    static void needs_node() {
        NodeModules.require();
    }

    private Application app(Consumer<DistributionOptions.Builder> options) {
        Map<String, Object> cote = Map.of(
                "broadcast", "127.255.255.255",
                "port", discoveryPort,
                "helloInterval", 200,
                "checkInterval", 500,
                "nodeTimeout", 5000);
        var app = Application.create();
        apps.add(app);
        app.configure(Distribution.create(o -> options.accept(o.cote(cote))));
        return app;
    }

    private NodePeer node() {
        NodePeer peer = NodePeer.start(NodePeerOptions.quick("node", discoveryPort)
                .withService("notes", "todos")
                .withService("hidden", "echo"));
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void nobody_was_harmed() {
        try {
            peers.forEach(NodePeer::assertUnharmed);
        } finally {
            apps.forEach(Application::close);
            peers.forEach(NodePeer::close);
        }
    }

    private static Map<String, @Nullable Object> announced(NodePeer node, String path) {
        node.awaitService(path, SOON);
        return Objects.requireNonNull(node.services().get(path));
    }

    @Test
    void what_is_offered_is_what_the_options_say() {
        Application shop = app(o -> o.key("shop")
                .services("orders", "items")
                .distributedMethods("find", "get", "create")
                .remoteServiceOptions(service -> List.of("colour", "nothing"))
                .remoteServices());
        shop.use("orders", MemoryService.create(), o -> o.with("colour", "red").with("secret", "hunter2"));
        shop.use(
                "items",
                MemoryService.create(),
                o -> o.distributedMethods("get").distributedEvents("created"));
        shop.use("safe", MemoryService.create());
        shop.setup();
        NodePeer node = node();
        assertThat(announced(node, "orders"))
                .containsEntry("key", "shop")
                .containsEntry("remoteOptions", Map.of("colour", "red"));
        announced(node, "items");
        assertThat(node.services()).doesNotContainKey("safe");
        List<PeerEvent> offers = node.seen("service");
        assertThat(offers)
                .filteredOn(offer -> "orders".equals(offer.get("path")))
                .allSatisfy(offer -> assertThat(offer.get("methods")).isEqualTo(List.of("find", "get", "create")));
        assertThat(offers)
                .filteredOn(offer -> "items".equals(offer.get("path")))
                .allSatisfy(offer -> {
                    assertThat(offer.get("methods")).isEqualTo(List.of("get"));
                    assertThat(offer.get("events")).isEqualTo(List.of("created"));
                });
        node.call("orders", "create", Map.of("what", "pen"));
        assertThatThrownBy(() -> node.call("orders", "remove", 0)).hasMessageContaining("MethodNotAllowed");
        assertThat(shop.services()).noneMatch(service -> service.path().equals("notes"));
    }

    @Test
    void what_is_used_of_others_is_what_the_options_say_and_has_the_path_they_say() {
        var heard = new CopyOnWriteArrayList<String>();
        Application gateway = app(o -> o.key("gateway")
                .remoteServices(service -> !service.path().equals("hidden"))
                .remoteServicePath(service -> "far/" + service.path())
                .hooks(h -> h.after("create", context -> heard.add("hook " + context.path()))));
        gateway.on("service", offer -> heard.add("service " + ((ServiceDescriptor) offer[0]).path()));
        gateway.on("service-removed", offer -> heard.add("removed " + ((ServiceDescriptor) offer[0]).path()));
        gateway.setup();
        NodePeer node = node();
        Eventually.await(SOON, "the notes", () -> heard.contains("service far/notes"));
        assertThat(String.valueOf(gateway.service("far/notes").create(Map.of("text", "hello"))))
                .contains("hello");
        assertThat(heard).contains("hook far/notes").doesNotContain("service far/hidden");
        node.unuse("notes");
        Eventually.await(SOON, "their end", () -> heard.contains("removed far/notes"));
        node.use("notes", "todos");
        Eventually.await(
                SOON,
                "their return",
                () -> heard.stream().filter("service far/notes"::equals).count() == 2);
    }

    @Test
    void services_come_and_go_at_any_time() {
        Application shop = app(o -> o.key("shop"));
        shop.setup();
        NodePeer node = node();
        for (int round = 0; round < 3; round++) {
            shop.use("orders", MemoryService.create());
            node.awaitService("orders", SOON);
            assertThat(String.valueOf(node.call("orders", "create", Map.of("n", round))))
                    .contains("n=" + round);
            shop.unuse("orders");
            node.awaitNoService("orders", SOON);
            // it says so before it has done it, and would take away what came meanwhile
            Eventually.await(SOON, "no orders", () -> !node.services().containsKey("orders"));
        }
    }

    @Test
    void events_are_published_unless_they_are_switched_off() {
        Application silent = app(o -> o.key("silent").publishEvents(false));
        silent.use("whispers", MemoryService.create());
        silent.setup();
        Application loud = app(o -> o.key("loud").distributedEvents("created", "toggled"));
        loud.use("shouts", MemoryService.create(), o -> o.events("toggled"));
        loud.setup();
        NodePeer node = node();
        node.awaitService("whispers", SOON);
        node.awaitService("shouts", SOON);
        node.listen("whispers", "created");
        node.listen("shouts", "created", "removed", "toggled");
        node.awaitEventsFrom("loud", SOON);
        node.call("whispers", "create", Map.of("n", 1));
        node.call("shouts", "create", Map.of("n", 1));
        loud.service("shouts").emit("toggled", Map.of("n", 2));
        node.awaitEmitted("shouts", "toggled", data -> Integer.valueOf(2).equals(data.get("n")), SOON);
        assertThat(node.emitted("shouts", "created")).isNotEmpty();
        assertThat(node.emitted("whispers", "created")).isEmpty();
    }

    @Test
    void with_its_own_delays_an_application_of_ours_is_found_as_a_Node_application_is() {
        Application shop = app(o -> o.key("shop")
                .componentDelay(Duration.ofMillis(50))
                .publicationDelay(Duration.ofMillis(300))
                .heartbeatInterval(Duration.ofMillis(300)));
        shop.use("orders", MemoryService.create());
        shop.setup();
        NodePeer node = node();
        node.awaitService("orders", SOON);
        assertThat(String.valueOf(node.call("orders", "create", Map.of("n", 1))))
                .contains("n=1");
    }
}
