package org.feathers4j.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.feathers4j.distributed.Bridge;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerStatus;
import org.feathers4j.distributed.RemoteService;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Two meshes that bridges join: the west in this process, the east over NATS. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class BridgeTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final NatsServer server = NatsServer.started();
    private final MemoryMesh memory = new MemoryMesh();
    private final Supplier<MeshLink> west = memory::link;
    private final Supplier<MeshLink> east = this::overNats;
    private final List<Application> apps = new ArrayList<>();

    private MeshLink overNats() {
        return NatsLink.create(n -> n.servers(server.url()));
    }

    @AfterEach
    void closeAll() {
        apps.reversed().forEach(Application::close);
        server.close();
    }

    private Application app(Supplier<MeshLink> mesh, String key) {
        Application app = Application.create();
        app.configure(Distribution.create(o -> o.key(key).link(mesh.get())));
        apps.add(app);
        return app;
    }

    private Application todos(Supplier<MeshLink> mesh) {
        Application app = app(mesh, "todos");
        app.use("todos", MemoryService.create());
        app.service("todos")
                .hooks(h -> h.before("patch", context -> {
                    throw FeathersException.conflict("No changes to %s", context.requireId())
                            .withData(Map.of("field", "text"));
                }));
        return app.setup();
    }

    private Bridge bridge(String key) {
        Application one = app(west, key);
        Application other = app(east, key);
        Bridge bridge = Bridge.between(one, other);
        one.setup();
        other.setup();
        return bridge;
    }

    private static ServiceHandle await(Application app, String path) {
        return app.plugin(Distribution.class).orElseThrow().await(path, SOON);
    }

    private static void awaitNone(Application app, String path) {
        Eventually.await(SOON, path + " to go", () -> app.find(path).isEmpty());
    }

    @Test
    void applications_of_both_meshes_call_services_of_the_other_one() {
        todos(west);
        Application east2 = app(east, "east");
        east2.use(
                "times",
                Service.get((id, params) ->
                        Map.of("id", id.value(), "zone", params.query().get("zone"))));
        east2.setup();
        bridge("bridge");
        Application west2 = app(west, "west").setup();

        ServiceHandle todos = await(east2, "todos");
        todos.create(Map.of("text", "Read"));
        todos.create(Map.of("text", "Write"));
        assertThat(todos.find(Params.query(Map.of("text", "Write"))))
                .isEqualTo(List.of(Map.of("text", "Write", "id", 1)));
        assertThat(await(west2, "times").get(Id.of("now"), Params.query(Map.of("zone", "UTC"))))
                .isEqualTo(Map.of("id", "now", "zone", "UTC"));
    }

    @Test
    void errors_arrive_as_they_are() {
        todos(west);
        bridge("bridge");
        ServiceHandle todos = await(app(east, "east").setup(), "todos");
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.patch(7, Map.of("done", true)))
                .satisfies(error -> {
                    assertThat(error.name()).isEqualTo("Conflict");
                    assertThat(error.message()).isEqualTo("No changes to 7");
                    assertThat(error.data()).isEqualTo(Map.of("field", "text"));
                });
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.get(99))
                .satisfies(error -> assertThat(error.name()).isEqualTo("NotFound"));
    }

    @Test
    void an_event_arrives_that_comes_as_soon_as_the_service_is_offered() {
        todos(west);
        Application one = app(west, "bridge");
        Application other = app(east, "bridge");
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        other.onServices(new ServiceRegistryListener() {
            @Override
            public void added(ServiceHandle offered) {
                if (!offered.path().equals("todos")) return;
                offered.on("created", (item, context) -> heard.add(Objects.requireNonNull(item)));
                one.service("todos").emit("created", Map.of("text", "At once"));
            }

            @Override
            public void removed(ServiceHandle service) {}
        });
        Bridge.between(one, other);
        one.setup();
        other.setup();
        Eventually.await(SOON, "the event", () -> heard.contains(Map.of("text", "At once")));
    }

    @Test
    void each_event_arrives_once_over_two_bridges_and_there_are_no_loops() {
        Application provider = todos(west);
        bridge("bridge-1");
        bridge("bridge-2");
        Application listener = app(east, "east").setup();
        Application neighbour = app(west, "west").setup();
        ServiceHandle there = await(listener, "todos");
        ServiceHandle here = await(neighbour, "todos");
        Eventually.await(
                SOON,
                "both bridges",
                () -> listener.plugin(Distribution.class).orElseThrow().status().peers().stream()
                                .filter(peer -> offers(peer, "todos"))
                                .count()
                        == 2);
        Queue<Object> heardThere = new ConcurrentLinkedQueue<>();
        Queue<Object> heardHere = new ConcurrentLinkedQueue<>();
        there.on("created", (todo, context) -> heardThere.add(text(todo)));
        here.on("created", (todo, context) -> heardHere.add(text(todo)));
        for (int i = 0; i < 20; i++) provider.service("todos").create(Map.of("text", "w" + i));
        for (int i = 0; i < 20; i++) there.create(Map.of("text", "e" + i));
        provider.service("todos").create(Map.of("text", "last"));
        for (Queue<Object> heard : List.of(heardThere, heardHere)) {
            Eventually.await(SOON, "the last event", () -> heard.contains("last"));
            assertThat(heard).hasSize(41).doesNotHaveDuplicates();
        }
        // the provider's mesh has one owner: the service did not come back
        assertThat(neighbour.plugin(Distribution.class).orElseThrow().status().peers().stream()
                        .filter(peer -> offers(peer, "todos")))
                .hasSize(1);
    }

    private static boolean offers(PeerStatus peer, String path) {
        return peer.services().stream().anyMatch(service -> service.path().equals(path));
    }

    private static Object text(@Nullable Object todo) {
        return todo instanceof Map<?, ?> members ? String.valueOf(members.get("text")) : "";
    }

    @Test
    void a_service_that_leaves_and_returns_does_so_on_the_other_mesh() {
        Application provider = todos(west);
        bridge("bridge");
        Application caller = app(east, "east").setup();
        await(caller, "todos");
        provider.close();
        awaitNone(caller, "todos");
        todos(west);
        assertThat(await(caller, "todos").create(Map.of("text", "again"))).isEqualTo(Map.of("text", "again", "id", 0));
    }

    @Test
    void the_second_bridge_takes_over_when_the_first_one_ends() {
        Application provider = todos(west);
        Bridge first = bridge("bridge-1");
        Application caller = app(east, "east").setup();
        await(caller, "todos");
        bridge("bridge-2");
        first.close();
        Eventually.await(SOON, "the second bridge", () -> {
            List<Peer> owners = caller.plugin(Distribution.class).orElseThrow().owners("todos");
            return owners.stream().map(Peer::key).toList().equals(List.of("bridge-2"));
        });
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        caller.service("todos").on("created", (todo, context) -> heard.add(text(todo)));
        provider.service("todos").create(Map.of("text", "over"));
        Eventually.await(SOON, "the event", () -> heard.contains("over"));
    }

    @Test
    void the_end_of_one_side_withdraws_the_services_on_the_other() {
        todos(west);
        Application one = app(west, "bridge");
        Application other = app(east, "bridge");
        Bridge.between(one, other);
        one.setup();
        other.setup();
        Application caller = app(east, "east").setup();
        await(caller, "todos");
        one.close();
        awaitNone(caller, "todos");
    }

    @Test
    void services_are_chosen_and_a_path_of_both_meshes_is_left_alone() {
        Application provider = todos(west);
        provider.use("secrets", MemoryService.create());
        todos(east);
        Application one = app(west, "bridge");
        Application other = app(east, "bridge");
        one.setup();
        other.setup();
        await(one, "todos");
        await(one, "secrets");
        await(other, "todos");
        Bridge.between(one, other, service -> !service.path().equals("secrets"));
        provider.use("more", MemoryService.create());
        await(app(east, "east").setup(), "more");
        assertThat(other.find("secrets")).isEmpty();
        assertThat(other.service("todos").implementation()).isInstanceOf(RemoteService.class);
        assertThat(one.service("todos").implementation()).isInstanceOf(RemoteService.class);
    }

    @Test
    void a_service_crosses_one_bridge_only() {
        todos(west);
        bridge("bridge");
        Application one = app(east, "second");
        var third = new MemoryMesh();
        Application other = app(third::link, "second");
        Bridge.between(one, other);
        one.setup();
        other.setup();
        await(one, "todos");
        Application caller = app(third::link, "caller").setup();
        Application later = app(east, "later");
        later.use("later", MemoryService.create());
        later.setup();
        await(caller, "later");
        assertThat(caller.find("todos")).isEmpty();
    }

    @Test
    void an_application_without_a_mesh_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bridge.between(Application.create(), app(east, "bridge")))
                .withMessageContaining("configure both with Distribution");
    }
}
