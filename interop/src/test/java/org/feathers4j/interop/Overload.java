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

import static org.assertj.core.api.Assertions.assertThat;

/** A service that gets as many calls as it can answer, and then three times as many. For {@code -Doverload.seconds} each. */
final class Overload {
    private static final Duration PHASE = Duration.ofSeconds(Long.getLong("overload.seconds", 3));
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration END = Patience.ofSeconds(30);

    /** Low, since the flood, the provider and other test JVMs share the processors; it was 4 when calls were taken that could not be answered in time. */
    private static final int BUSY_PERCENT = Integer.getInteger("overload.busy.percent", 20);

    /** How much a call of a busy provider works: about a millisecond. */
    private static final int HASHES = Integer.getInteger("overload.hashes", 60);

    private final ServiceHandle service;
    private final int work;
    private final int atOnce;
    private final Params query = Params.query(Map.of("text", "x".repeat(2_000)));

    /**
     * @param work the id that calls have
     * @param atOnce how many calls at a time the service can answer
     */
    Overload(ServiceHandle service, int work, int atOnce) {
        this.service = service;
        this.work = work;
        this.atOnce = atOnce;
    }

    /** Of a service that is {@link Busy}. */
    static Overload ofProcessor(ServiceHandle service) {
        return new Overload(service, HASHES, 4);
    }

    /**
     * What came of it.
     *
     * @param best answers a second when there are always as many calls as can be answered
     * @param good answers a second of three times as many calls
     * @param usualMillis the slowest of a hundred answers when there are as many calls as can be answered
     * @param slowestMillis the same of three times as many calls
     * @param failures how the other calls ended
     */
    record Result(double best, double good, long usualMillis, long slowestMillis, List<ErrorKind> failures) {
        double percent() {
            return 100 * good / best;
        }

        /** All that was not answered was refused, and enough was answered; none was refused where the best was measured too low. */
        void assertBearable() {
            assertThat(failures).allMatch(ErrorKind.UNAVAILABLE::equals);
            assertThat(percent()).as("%s", this).isGreaterThan(BUSY_PERCENT);
        }

        @Override
        public String toString() {
            return "%.0f answers a second at best, slowest of a hundred %d ms; of 3 times as many calls %.0f, %d ms"
                    .formatted(best, usualMillis, good, slowestMillis);
        }
    }

    Result tripled() {
        saturate(WARM_UP); // what runs for the first time is slow
        Times usual = saturate(PHASE);
        double best = usual.perSecond();
        var flood = new Flood(3 * best);
        return new Result(
                best,
                flood.answered.perSecond(),
                usual.slowestOfHundred(),
                flood.answered.slowestOfHundred(),
                flood.failures());
    }

    /** Returns when a call is answered again. */
    void awaitCalm(Duration timeout) {
        Eventually.await(timeout, "an answer after the flood", () -> failureOf(1) == null);
    }

    /** The answers when there are always just as many calls as the service takes. */
    private Times saturate(Duration phase) {
        var over = new AtomicBoolean();
        var answered = new Times(phase);
        var callers = new ArrayList<CompletableFuture<@Nullable Void>>();
        for (int i = 0; i < atOnce; i++) {
            callers.add(Background.start(() -> {
                while (!over.get()) {
                    long begin = System.nanoTime();
                    if (failureOf(work) == null) answered.add(begin);
                }
                return null;
            }));
        }
        long end = System.nanoTime() + phase.toNanos();
        while (end - System.nanoTime() > 0) LockSupport.parkNanos(end - System.nanoTime());
        over.set(true);
        callers.forEach(CompletableFuture::join);
        return answered;
    }

    /** How a call fails; null when it is answered. A caller may be faster than the end of the call before its own. */
    private @Nullable ErrorKind failureOf(int id) {
        try {
            service.get(Id.of(id), query);
            return null;
        } catch (FeathersException e) {
            return e.kind();
        }
    }

    /** How long answers took. */
    private static final class Times {
        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final Duration phase;
        private final long end;
        private final AtomicInteger inTime = new AtomicInteger();

        /** @param phase beginning now; later answers do not count for the rate */
        Times(Duration phase) {
            this.phase = phase;
            this.end = System.nanoTime() + phase.toNanos();
        }

        void add(long begin) {
            long now = System.nanoTime();
            nanos.add(now - begin);
            if (now - end <= 0) inTime.incrementAndGet();
        }

        double perSecond() {
            return inTime.get() * 1000.0 / phase.toMillis();
        }

        long slowestOfHundred() {
            List<Long> sorted = nanos.stream().sorted().toList();
            return sorted.isEmpty() ? -1 : sorted.get(sorted.size() * 99 / 100) / 1_000_000;
        }
    }

    /** Calls at a steady rate, regardless of their outcome. */
    private final class Flood {
        private final AtomicInteger underWay = new AtomicInteger();
        private final Queue<ErrorKind> failures = new ConcurrentLinkedQueue<>();
        private final Times answered = new Times(PHASE);

        Flood(double perSecond) {
            long begin = System.nanoTime();
            long end = begin + PHASE.toNanos();
            double pause = 1e9 / perSecond;
            for (long i = 1; System.nanoTime() < end; i++) {
                underWay.incrementAndGet();
                Thread.ofVirtual().start(this::call);
                long next = begin + (long) (i * pause);
                if (next > System.nanoTime()) LockSupport.parkNanos(next - System.nanoTime());
            }
            Eventually.await(END, "the end of all calls", () -> underWay.get() == 0);
        }

        private void call() {
            try {
                long begin = System.nanoTime();
                ErrorKind failure = failureOf(work);
                if (failure == null) answered.add(begin);
                else failures.add(failure);
            } finally {
                underWay.decrementAndGet();
            }
        }

        List<ErrorKind> failures() {
            return List.copyOf(failures);
        }
    }
}
