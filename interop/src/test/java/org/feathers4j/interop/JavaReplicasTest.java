package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Java peers in processes of their own that come, go and tell of events, without any Node peer. */
@EachMeshKind
class JavaReplicasTest {

    private static final Duration SOON = Patience.ofSeconds(60);

    /** Well before the calls time out, and longer than the node timeout, by which a dead peer is noticed at the latest. */
    private static final Duration BEFORE_TIMEOUT = Duration.ofSeconds(40);

    private static final int PROBE = -1;

    private final LoopbackMesh mesh;

    JavaReplicasTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void a_provider_that_leaves_takes_its_service_along_and_is_welcome_again() {
        // it would be missed by its silence only long after the test
        var gateway = mesh.java(
                "gateway",
                o -> o.onlyConsuming()
                        .withCote("nodeTimeout", SOON.multipliedBy(2).toMillis())
                        .withCote("masterTimeout", SOON.multipliedBy(2).toMillis()));
        var first = mesh.process("first", mesh.shared("echo", "echo"));
        gateway.awaitOwners("echo", 1, SOON);
        first.leave();
        gateway.awaitNoService("echo", SOON);
        mesh.process("second", mesh.shared("echo", "echo"));
        gateway.awaitOwners("echo", 1, SOON);
        assertThat(Values.object(gateway.service("echo").get(1))).containsEntry("from", "second");
    }

    @Test
    void a_killed_replica_leaves_its_reads_to_another_one_and_its_writes_fail() {
        var gateway = mesh.java("gateway", o -> o.onlyConsuming().withTimeout(SOON.multipliedBy(2)));
        var killed = mesh.process("killed", mesh.shared("slow", "slow"));
        mesh.java("other", mesh.shared("slow", "prompt"));
        gateway.awaitOwners("slow", 2, SOON);
        var slow = gateway.service("slow");
        var get = UnderWay.at(() -> killed.find("slow"), () -> slow.get(300_000));
        var write = UnderWay.at(() -> killed.find("slow"), () -> slow.create(Map.of("ms", 300_000)));
        killed.kill();
        assertThat(get).succeedsWithin(BEFORE_TIMEOUT).isEqualTo(Map.of("id", 300_000, "from", "other"));
        UnderWay.assertUnavailable(write, BEFORE_TIMEOUT);
    }

    @Test
    void events_are_heard_once_and_in_order_by_each_subscriber() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var subscriber = mesh.java("subscriber", JavaPeerOptions::onlyConsuming);
        mesh.process("provider", mesh.shared("todos", "todos"));
        gateway.await("todos", SOON);
        subscriber.await("todos", SOON);
        List<JavaEvents> hearers = List.of(gateway.listen("todos", "created"), subscriber.listen("todos", "created"));
        // events come over a connection of their own, which may be there later than the service
        for (JavaEvents events : hearers)
            Eventually.await(SOON, "a first event", () -> {
                gateway.service("todos").create(Map.of("n", PROBE));
                return !events.named("created").isEmpty();
            });
        int count = 300;
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        for (int n : numbers) gateway.service("todos").create(Map.of("n", n));
        for (JavaEvents events : hearers) {
            Eventually.await(SOON, "all events", () -> numbersOf(events).size() >= count);
            // a second copy of one would come with or before this one
            assertThat(numbersOf(events)).isEqualTo(numbers);
        }
        gateway.service("todos").create(Map.of("n", count));
        for (JavaEvents events : hearers) {
            events.await("created", record -> Integer.valueOf(count).equals(record.get("n")), SOON);
            assertThat(numbersOf(events)).hasSize(count + 1);
        }
    }

    private static List<Integer> numbersOf(JavaEvents events) {
        return events.named("created").stream()
                .map(heard -> Integer.valueOf(String.valueOf(heard.record().get("n"))))
                .filter(n -> n != PROBE)
                .toList();
    }
}
