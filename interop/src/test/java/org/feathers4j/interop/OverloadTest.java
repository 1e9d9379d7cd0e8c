package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider with a heap of 256 MB that gets three times as many calls as it can answer. At length and to the letter by hand: {@code -Doverload.seconds=60
 * -Doverload.percent=90}; with {@code -Doverload.work=0} the processors are the limit and not the time that a call takes.
 */
@EachMeshKind
class OverloadTest {

    private static final Duration SOON = Patience.ofSeconds(30);
    private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("overload.seconds", 3));
    private static final int WORK = Integer.getInteger("overload.work", 50);
    private static final int PERCENT = Integer.getInteger("overload.percent", 60);

    /** Low, since the flood, the provider and other test JVMs share the processors; it was 4 when calls were taken that could not be answered in time. */
    private static final int BUSY_PERCENT = Integer.getInteger("overload.busy.percent", 20);

    /** How much a call of a busy provider works: about a millisecond. */
    private static final int HASHES = Integer.getInteger("overload.hashes", 60);

    /** How many calls the provider runs at the same time; it refuses all further ones. */
    private static final int AT_ONCE = 50;

    private final LoopbackMesh mesh;

    private final Params query = Params.query(Map.of("text", "x".repeat(2_000)));

    OverloadTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void three_times_the_calls_that_a_small_provider_can_answer_leave_it_alive_and_at_work() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var provider = mesh.process(
                mesh.quickJava("provider").withService("slow", "slow"),
                "-Xmx256m",
                "-Dpeer.maxCallsInFlight=" + AT_ONCE);
        gateway.awaitOwners("slow", 1, SOON);
        var slow = gateway.service("slow");
        answersOf(slow, WORK, AT_ONCE, Duration.ofSeconds(1)); // what runs for the first time is slow

        double peak = answersOf(slow, WORK, AT_ONCE, PHASE) / seconds(PHASE);
        var flood = new Flood(slow, WORK, 3 * peak);
        double goodput = flood.answers() / seconds(PHASE);

        assertThat(flood.kinds()).containsOnly(ErrorKind.UNAVAILABLE);
        assertThat(provider.alive()).isTrue();
        assertThat(100 * goodput / peak)
                .as("percent of %.0f answers a second that come in a flood of three times as many calls", peak)
                .isGreaterThan(PERCENT);
        assertThat(slow.get(0)).isNotNull();
    }

    @Test
    void when_the_processor_is_the_limit_what_a_busy_provider_takes_it_answers_soon() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var provider = mesh.process(
                mesh.quickJava("provider").withService("busy", "busy"),
                "-Xmx256m",
                "-XX:ActiveProcessorCount=1",
                "-Dpeer.maxStartDelay=20");
        gateway.awaitOwners("busy", 1, SOON);
        var busy = gateway.service("busy");
        answersOf(busy, HASHES, 4, Duration.ofSeconds(2)); // what runs for the first time is slow

        double peak = answersOf(busy, HASHES, 4, PHASE) / seconds(PHASE);
        var flood = new Flood(busy, HASHES, 3 * peak);
        double goodput = flood.answers() / seconds(PHASE);

        System.out.printf(
                "overload: %.0f answers a second at best, %.0f of 3 times as many calls, slowest of a hundred %d ms%n",
                peak, goodput, flood.slowestOfHundred());
        // none where this test got less of the processors while it looked for the best
        assertThat(flood.kinds()).allMatch(ErrorKind.UNAVAILABLE::equals);
        assertThat(provider.alive()).isTrue();
        assertThat(100 * goodput / peak)
                .as("percent of %.0f answers a second that come in a flood of three times as many calls", peak)
                .isGreaterThan(BUSY_PERCENT);
        Eventually.await(SOON, "an answer after the flood", () -> failureOf(busy, 1) == null);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** How many calls are answered when there are always just as many as the provider takes. */
    private int answersOf(ServiceHandle slow, int work, int atOnce, Duration phase) {
        var over = new AtomicBoolean();
        var answers = new AtomicInteger();
        var callers = new ArrayList<CompletableFuture<@Nullable Void>>();
        for (int i = 0; i < atOnce; i++) {
            callers.add(Background.start(() -> {
                while (!over.get()) {
                    if (failureOf(slow, work) == null) answers.incrementAndGet();
                }
                return null;
            }));
        }
        pass(phase);
        int counted = answers.get();
        over.set(true);
        callers.forEach(CompletableFuture::join);
        return counted;
    }

    /** How a call fails; null when it is answered. A caller may be faster than the end of the call before its own. */
    private @Nullable ErrorKind failureOf(ServiceHandle slow, int work) {
        try {
            slow.get(Id.of(work), query);
            return null;
        } catch (FeathersException e) {
            return e.kind();
        }
    }

    /** The time that something is counted in. */
    private static void pass(Duration phase) {
        long end = System.nanoTime() + phase.toNanos();
        while (end - System.nanoTime() > 0) LockSupport.parkNanos(end - System.nanoTime());
    }

    /** Calls at a steady rate, regardless of their outcome. */
    private final class Flood {
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();
        private final List<ErrorKind> kinds = java.util.Collections.synchronizedList(new ArrayList<>());
        private final Queue<Long> times = new ConcurrentLinkedQueue<>();
        private final int counted;

        Flood(ServiceHandle slow, int work, double perSecond) {
            long begin = System.nanoTime();
            long end = begin + PHASE.toNanos();
            double pause = 1e9 / perSecond;
            for (long i = 1; System.nanoTime() < end; i++) {
                underWay.incrementAndGet();
                Thread.ofVirtual().start(() -> call(slow, work));
                long next = begin + (long) (i * pause);
                if (next > System.nanoTime()) LockSupport.parkNanos(next - System.nanoTime());
            }
            counted = answered.get();
            Eventually.await(SOON, "the end of all calls", () -> underWay.get() == 0);
        }

        private void call(ServiceHandle slow, int work) {
            try {
                long begin = System.nanoTime();
                ErrorKind failure = failureOf(slow, work);
                if (failure == null) {
                    answered.incrementAndGet();
                    times.add(System.nanoTime() - begin);
                } else kinds.add(failure);
            } finally {
                underWay.decrementAndGet();
            }
        }

        int answers() {
            return counted;
        }

        /** Of the answers, in milliseconds. */
        long slowestOfHundred() {
            List<Long> sorted = times.stream().sorted().toList();
            return sorted.isEmpty() ? -1 : sorted.get(sorted.size() * 99 / 100) / 1_000_000;
        }

        List<ErrorKind> kinds() {
            return List.copyOf(kinds);
        }
    }
}
