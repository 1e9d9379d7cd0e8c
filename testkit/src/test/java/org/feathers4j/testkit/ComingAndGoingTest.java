package org.feathers4j.testkit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.feathers4j.Service;
import org.feathers4j.testkit.InProcessMesh.Node;
import org.feathers4j.testrules.Heap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many applications at once, and applications and services that come and go without end. More by hand: {@code -Dcrowd.sizes=10,50,200} (with {@code -Dtest.heap=4g}), {@code -Dcrowd.seeds=20}, {@code -Dchurn.apps=10000},
 * {@code -Dchurn.services=100000}.
 */
class ComingAndGoingTest {
    private static final int APPS = Integer.getInteger("churn.apps", 100);
    private static final int SERVICES = Integer.getInteger("churn.services", 2_000);
    private static final Service.Gets ANY = (id, params) -> id.value();

    static Stream<Arguments> crowds() {
        return Pattern.compile(",")
                .splitAsStream(System.getProperty("crowd.sizes", "50"))
                .flatMap(size -> LongStream.range(0, Long.getLong("crowd.seeds", 1))
                        .mapToObj(seed -> Arguments.of(Integer.parseInt(size), seed)));
    }

    @ParameterizedTest
    @MethodSource("crowds")
    @SuppressWarnings("SystemOut") // figures for docs/performance.md
    void a_crowd_with_five_services_each_sees_everything_three_seconds_after_the_last_start(int size, long seed) {
        long heap = Heap.inUse();
        long cpu = ownCpu();
        try (var mesh = new InProcessMesh(seed)) {
            var nodes = new ArrayList<Node>();
            var offered = new TreeSet<String>();
            for (int i = 0; i < size; i++) {
                int number = i;
                for (int s = 0; s < 5; s++) offered.add("service-%d-%d".formatted(number, s));
                nodes.add(mesh.node("10.0.0." + i, "default", app -> {
                    for (int s = 0; s < 5; s++) app.use("service-%d-%d".formatted(number, s), ANY);
                }));
            }
            mesh.advance(Duration.ofSeconds(3));
            for (int i = 0; i < size; i++) {
                String own = "service-%d-".formatted(i);
                var others = new TreeSet<>(offered);
                others.removeIf(path -> path.startsWith(own));
                Node node = nodes.get(i);
                assertThat(new TreeSet<>(node.distribution().remoteServices())).isEqualTo(others);
                assertThat(others).allMatch(path -> node.owners(path).size() == 1);
            }
            System.out.printf(
                    "crowd of %d: each %d ms of processor time, %d datagrams, %d connections, %d KB%n",
                    size,
                    (ownCpu() - cpu) / size / 1_000_000,
                    mesh.network().datagrams() / size,
                    mesh.network().openWires() / size,
                    (Heap.inUse() - heap) / size / 1024);
        }
    }

    private static long ownCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void applications_that_join_and_leave_leave_nothing_behind() {
        try (var mesh = new InProcessMesh(1)) {
            Node gateway = mesh.node("10.0.0.9", "gateway", app -> {});
            joinAndLeave(mesh, gateway, 20);
            int wires = mesh.network().openWires();
            long heap = Heap.inUse();
            joinAndLeave(mesh, gateway, APPS);
            assertThat(mesh.network().openWires()).isEqualTo(wires);
            assertThat(gateway.distribution().remoteServices()).isEmpty();
            mesh.advance(Duration.ofSeconds(40));
            assertThat(gateway.distribution().peers()).isEmpty();
            // hellos that were heard lately: cote remembers 4,096
            long remembered = Math.min(4 * APPS, 4_096) * 2_500L;
            assertThat(Heap.inUse() - heap).as("bytes more").isLessThan(remembered + (6 << 20));
        }
    }

    private static void joinAndLeave(InProcessMesh mesh, Node gateway, int times) {
        for (int i = 0; i < times; i++) {
            Node todos = mesh.node("10.0.0.1", "todos", app -> app.use("todos", ANY));
            mesh.advance(Duration.ofMillis(500));
            assertThat(gateway.owners("todos"))
                    .containsExactly(todos.distribution().self());
            mesh.leave(todos);
            mesh.advance(Duration.ofMillis(500));
            assertThat(gateway.sees("todos")).isFalse();
        }
    }

    @Test
    void services_that_come_and_go_leave_nothing_behind() {
        try (var mesh = new InProcessMesh(1)) {
            Node provider = mesh.node("10.0.0.1", "todos", app -> {});
            Node gateway = mesh.node("10.0.0.9", "gateway", app -> {});
            mesh.advance(Duration.ofSeconds(2));
            useAndUnuse(mesh, provider, gateway, 100);
            long heap = Heap.inUse();
            useAndUnuse(mesh, provider, gateway, SERVICES);
            assertThat(Heap.inUse() - heap).as("bytes more").isLessThan(8 << 20);
        }
    }

    private static void useAndUnuse(InProcessMesh mesh, Node provider, Node gateway, int times) {
        List<String> paths = List.of("todos", "users", "notes");
        for (int i = 0; i < times; i++) {
            String path = paths.get(i % paths.size());
            provider.app().use(path, ANY);
            mesh.advance(Duration.ofMillis(10));
            assertThat(gateway.owners(path)).hasSize(1);
            provider.app().unuse(path);
            mesh.advance(Duration.ofMillis(10));
            assertThat(gateway.sees(path)).isFalse();
        }
    }
}
