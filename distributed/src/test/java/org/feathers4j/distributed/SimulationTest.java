package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

import org.feathers4j.distributed.SimulatedWorld.Sabotage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meshes in which processes are killed, frozen, restarted and leave, cables are cut one way or both, connections break, hellos get lost and services come and go,
 * all while calls are made. More of it by hand: {@code -Dsimulation.seeds=1000000}; one story again: {@code -Dsimulation.seed=4711}.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 1000);
    /** So many seeds tell long stories; those beyond tell short ones, so that a million takes about an hour. */
    private static final long LONG_STORIES = 100_000;

    private static final Duration STORM = Duration.ofSeconds(60);
    static final Duration SHORT_STORM = Duration.ofSeconds(15);
    /** Longer than any silence is forgiven and any call lasts. */
    private static final Duration CALM = Duration.ofSeconds(75);

    @Test
    void whatever_happens_every_call_ends_once_no_write_runs_twice_and_in_the_end_all_see_the_same() {
        Long single = Long.getLong("simulation.seed");
        LongStream seeds = single == null ? LongStream.range(0, SEEDS) : LongStream.of(single);
        // each seed has a world of its own
        seeds.parallel()
                .forEach(seed -> assertThat(violations(seed, Sabotage.NONE))
                        .as("seed %d; to see it again: -Dtest=SimulationTest -Dsimulation.seed=%d", seed, seed)
                        .isEmpty());
    }

    @Test
    void the_same_seed_tells_the_same_story() {
        assertThat(story(7)).isEqualTo(story(7)).isNotEqualTo(story(8));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_fault_in_the_code_is_found(Sabotage sabotage) {
        assertThat(LongStream.range(0, 200))
                .anyMatch(seed -> !violations(seed, sabotage).isEmpty());
    }

    private static List<String> violations(long seed, Sabotage sabotage) {
        return violations(new Random(seed), stormOf(seed), sabotage);
    }

    /** What goes wrong in the story that these choices tell. */
    static List<String> violations(RandomGenerator choices, Duration storm, Sabotage sabotage) {
        return play(choices, storm, sabotage).violations();
    }

    private static Duration stormOf(long seed) {
        return seed < LONG_STORIES ? STORM : SHORT_STORM;
    }

    private static String story(long seed) {
        SimulatedWorld world = play(new Random(seed), STORM, Sabotage.NONE);
        return "%s %s %s".formatted(world.members, world.executions, world.calls.size());
    }

    private static SimulatedWorld play(RandomGenerator choices, Duration storm, Sabotage sabotage) {
        var world = new SimulatedWorld(choices, sabotage);
        for (int i = 0; i < 4; i++) world.birth();
        world.advance(Duration.ofSeconds(3));
        long end = world.now() + storm.toNanos();
        while (world.now() < end) {
            makeCalls(world);
            if (world.random.nextInt(8) == 0) strike(world);
            world.advance(Duration.ofMillis(world.random.nextInt(500)));
        }
        world.calm();
        world.advance(CALM);
        askEverybody(world);
        world.advance(SimulatedCall.TIMEOUT);
        world.expectAllCallsEndedOnce();
        world.expectAgreement();
        return world;
    }

    private static void makeCalls(SimulatedWorld world) {
        SimulatedMember caller = any(world, world.alive());
        if (caller.isFrozen() || caller.isLeaving() || caller.routes().isEmpty()) return;
        Route route = any(world, List.copyOf(caller.routes().values()));
        new SimulatedCall(world, caller, route, world.random.nextBoolean()).begin();
    }

    /** The end of a service may have been lost with a connection: whoever is asked for it says so. */
    private static void askEverybody(SimulatedWorld world) {
        for (SimulatedMember each : world.alive())
            for (Route route : List.copyOf(each.routes().values()))
                for (int i = 0; i < each.owners(route.localPath()).size(); i++)
                    new SimulatedCall(world, each, route, true).begin();
    }

    private static void strike(SimulatedWorld world) {
        RandomGenerator random = world.random;
        SimulatedMember one = any(world, world.alive());
        SimulatedMember other = any(world, world.alive());
        switch (random.nextInt(9)) {
            case 0 -> replace(world, one::kill);
            case 1 -> replace(world, one::leave);
            case 2 -> world.birth();
            case 3 -> world.cut(one, other);
            case 4 -> {
                world.cut(one, other);
                world.cut(other, one);
            }
            case 5 -> world.heal();
            case 6 -> {
                one.freeze();
                world.later(Duration.ofMillis(random.nextInt(40_000)), one::thaw);
            }
            case 7 -> one.breakConnections();
            default -> toggle(one, SimulatedWorld.PATHS.get(random.nextInt(SimulatedWorld.PATHS.size())));
        }
    }

    /** Somebody takes its place, so that there is always somebody. */
    private static void replace(SimulatedWorld world, Runnable end) {
        if (world.alive().size() > 6 || world.alive().size() < 2) return;
        world.birth();
        end.run();
    }

    private static void toggle(SimulatedMember member, String path) {
        if (member.offers(path)) member.unuse(path);
        else member.use(path);
    }

    private static <T> T any(SimulatedWorld world, List<T> list) {
        return list.get(world.random.nextInt(list.size()));
    }
}
