package org.feathers4j.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.feathers4j.interop.Fault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random faults of real replicas, and what clients saw of them against what was stored. Longer by hand: {@code -Dledger.seconds=600}; the same ones again:
 * {@code -Dledger.seed=...}; the history for {@code elle-cli}: {@code -Dledger.history=FILE}.
 */
class FaultRunTest {

    private static final long SEED =
            Long.getLong("ledger.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("ledger.seconds", 8));

    @TempDir
    Path folder = Path.of("");

    @Test
    void no_write_is_lost_or_runs_twice_and_events_come_once_and_in_order() throws IOException {
        NodeModules.require();
        boolean apart = Hosts.canBeMade();
        var kinds = new ArrayList<>(List.of(Kind.KILL, Kind.PAUSE, Kind.RESTART));
        if (apart) kinds.add(Kind.CUT);
        try (var ground = apart ? new Ground.Apart() : new Ground();
                var mesh = new LoopbackMesh()) {
            var run = ListsCluster.MIXED.start(mesh, folder, ground);
            noneIsLost(run, Fault.random(new Random(SEED), kinds, ListsCluster.SIZE));
        }
    }

    private static void noneIsLost(FaultRun run, Stream<Fault> faults) throws IOException {
        var outcome = run.run(SEED, faults, LENGTH);
        var file = System.getProperty("ledger.history");
        if (file != null) FaultRun.export(outcome, Path.of(file));
        System.out.println("-Dledger.seed=%d: %s".formatted(SEED, outcome));
        assertThat(outcome.violations())
                .as("-Dledger.seed=%d: %s", SEED, outcome)
                .isEmpty();
        assertThat(outcome.faults()).isPositive();
    }
}
