package org.feathers4j.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code build/reliability} does at length, in short. */
class ScenarioTest {

    private static final String REDIS = "org.feathers4j.testrules.RedisServer#isInstalled";
    private static final String DISKS = "org.feathers4j.interop.FullDisk#isAllowed";
    private static final String CLOCKS = "org.feathers4j.interop.Ground$Clocks#canJump";
    private static final Duration LONGER_THAN_HELLOS_MAY_BE_MISSED = NodePeerOptions.QUICK_NODE_TIMEOUT.plusSeconds(2);

    @TempDir
    Path folder = Path.of("");

    @Test
    @EnabledIf(REDIS)
    void calls_go_on_while_redis_is_away_and_no_replica_is_forgotten() throws Exception {
        try (var redis = new Ground.Redis()) {
            nothingFails(redis, Fault.Kind.OUTAGE, LONGER_THAN_HELLOS_MAY_BE_MISSED);
        }
    }

    @Test
    @EnabledIf(CLOCKS)
    void calls_go_on_while_the_clock_of_a_replica_jumps_and_none_is_forgotten() throws Exception {
        try (var clocks = new Ground.Clocks(Files.createDirectory(folder.resolve("clocks")))) {
            nothingFails(clocks, Fault.Kind.JUMP, LONGER_THAN_HELLOS_MAY_BE_MISSED);
        }
    }

    private void nothingFails(Ground ground, Fault.Kind kind, Duration length) throws Exception {
        var lists = Files.createDirectory(folder.resolve("lists"));
        try (var mesh = new LoopbackMesh()) {
            var outcome = ListsCluster.JAVA
                    .start(mesh, lists, ground)
                    .run(1, Fault.repeated(kind, 1, ListsCluster.SIZE, length), Duration.ofMinutes(10));
            assertThat(outcome.violations()).as("%s", outcome).isEmpty();
            assertThat(outcome.failedReads()).as("%s", outcome).isZero();
            assertThat(outcome.fewest()).as("%s", outcome).isEqualTo(ListsCluster.SIZE);
        }
    }

    @Test
    void slow_clients_are_cut_off_while_ordinary_ones_are_served() {
        // an ordinary client that stands still for as long is slow, too
        var idle = Patience.ofSeconds(4).toSeconds();
        try (var clients = SlowClients.ofJava(Long.toString(idle))) {
            assertThat(clients.run(200, 50))
                    .containsEntry(SlowClients.CLOSED, 250)
                    .containsEntry(SlowClients.FAILED, 0);
        }
    }

    @Test
    @EnabledIf(DISKS)
    void what_was_acknowledged_before_and_after_a_disk_is_full_is_there_and_refusals_are_clear() throws Exception {
        var measures = FullDisk.run(2);
        assertThat(measures).containsEntry(FullDisk.GONE, 0);
        assertThat(measures.keySet().stream().filter(name -> name.startsWith(FullDisk.REFUSAL)))
                .isNotEmpty()
                .allMatch(name -> name.contains("503 Unavailable"));
    }

    @Test
    void a_stalled_subscriber_costs_no_more_than_its_queue() {
        assertThat(Stalled.run(Duration.ofSeconds(3), 2000)).containsEntry(Stalled.WRONG, 0);
    }
}
