package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshLoop;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Applications over a link that has a bad day. */
class FlakyLinkTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();
    private final FlakyLink flaky = new FlakyLink(mesh.link(), MeshLoop.start("flaky"), 1);

    @AfterEach
    void close() {
        flaky.weather(NetworkConditions.FAIR);
        flaky.heal();
        running.forEach(Application::close);
    }

    private Distribution start(String key, MeshLink link, Duration timeout, Consumer<Application> use) {
        Application app = Application.create();
        Distribution distribution =
                app.configure(Distribution.create(o -> o.key(key).link(link).timeout(timeout)));
        use.accept(app);
        app.setup();
        running.add(app);
        return distribution;
    }

    private ServiceHandle gateway(Duration timeout) {
        return start("gateway", flaky, timeout, app -> {}).await("todos", SOON);
    }

    @Test
    void requests_and_answers_that_get_lost_are_timeouts_and_no_write_is_executed_twice() {
        var executed = new ConcurrentHashMap<Object, Integer>();
        for (int i = 0; i < 2; i++)
            start(
                    "todos",
                    mesh.link(),
                    SOON,
                    app -> app.use("todos", Service.create((data, params) -> {
                        executed.merge(Objects.requireNonNull(data), 1, Integer::sum);
                        return data;
                    })));
        ServiceHandle todos = gateway(Duration.ofMillis(500));
        flaky.weather(new NetworkConditions(0.2, 0.2, Duration.ZERO, Duration.ofMillis(20), 1));
        var outcomes = new ArrayList<CompletableFuture<@Nullable Object>>();
        for (int i = 0; i < 200; i++) {
            Map<String, Object> data = Map.of("n", i);
            var outcome = new CompletableFuture<@Nullable Object>();
            outcomes.add(outcome);
            Thread.ofVirtual().start(() -> outcome.complete(outcome(() -> todos.create(data))));
        }
        var seen = new ArrayList<@Nullable Object>();
        for (CompletableFuture<@Nullable Object> each : outcomes) seen.add(each.join());
        assertThat(seen).containsOnly("answered", ErrorKind.TIMEOUT).contains("answered", ErrorKind.TIMEOUT);
        assertThat(executed.values()).containsOnly(1);
        assertThat(executed).hasSizeGreaterThanOrEqualTo((int)
                seen.stream().filter("answered"::equals).count());
    }

    private static Object outcome(Runnable call) {
        try {
            call.run();
            return "answered";
        } catch (FeathersException e) {
            return e.kind();
        }
    }

    @Test
    void a_service_that_is_announced_twice_is_one_and_goes_when_it_is_withdrawn_twice() {
        Distribution provider = start("todos", mesh.link(), SOON, app -> {});
        Application providing = running.getFirst();
        flaky.weather(new NetworkConditions(0, 1, Duration.ZERO, Duration.ofMillis(5), 1));
        Distribution gateway = start("gateway", flaky, SOON, app -> {});
        providing.use("todos", Service.get((id, params) -> id.value()));
        gateway.await("todos", SOON);
        assertThat(gateway.owners("todos")).containsExactly(provider.self());
        providing.unuse("todos");
        Eventually.await(
                SOON, "the end of the service", () -> gateway.remoteServices().isEmpty());
    }

    @Test
    void what_is_sent_while_the_cable_is_cut_arrives_when_it_is_whole_again() {
        start("todos", mesh.link(), SOON, app -> app.use("todos", Service.create((data, params) -> data)));
        ServiceHandle todos = gateway(SOON);
        var heard = new ConcurrentLinkedQueue<Object>();
        todos.on("created", (item, context) -> heard.add(Objects.requireNonNull(item)));
        flaky.cut();
        var answer = new CompletableFuture<@Nullable Object>();
        Thread.ofVirtual().start(() -> answer.complete(todos.create(Map.of("n", 1))));
        running.getFirst().service("todos").create(Map.of("n", 2));
        assertThat(answer).isNotDone();
        assertThat(heard).isEmpty();
        flaky.heal();
        assertThat(answer.join()).isEqualTo(Map.of("n", 1));
        Eventually.await(SOON, "both events", () -> heard.size() == 2);
    }
}
