package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Registration;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimerQueueTest {
    private final List<String> rung = new ArrayList<>();
    private long now;
    private int planned;
    private final TimerQueue alarms = new TimerQueue(() -> now, () -> planned++);

    private void tickAt(long time) {
        now = time;
        planned--;
        alarms.tick();
    }

    @Test
    void one_that_is_due_rings_once_and_not_before() {
        alarms.set(100, () -> rung.add("late"));
        alarms.set(50, () -> rung.add("early"));
        tickAt(10);
        assertThat(rung).isEmpty();
        tickAt(60);
        assertThat(rung).containsExactly("early");
        tickAt(200);
        tickAt(300);
        assertThat(rung).containsExactly("early", "late");
    }

    @Test
    void one_that_was_removed_never_rings() {
        Registration fresh = alarms.set(5, () -> rung.add("fresh"));
        Registration kept = alarms.set(50, () -> rung.add("kept"));
        fresh.remove();
        tickAt(10);
        kept.remove();
        tickAt(100);
        assertThat(rung).isEmpty();
    }

    @Test
    void ticks_are_planned_one_at_a_time_and_stop_when_it_is_quiet() {
        assertThat(planned).isZero();
        for (int i = 0; i < 10; i++) alarms.set(1, () -> {}).remove();
        assertThat(planned).isOne();
        int ticks = 0;
        while (planned > 0 && ticks < 1000) {
            tickAt(++ticks);
            assertThat(planned).isLessThanOrEqualTo(1);
        }
        assertThat(ticks).isBetween(50, 500);
        alarms.set(1, () -> rung.add("again"));
        assertThat(planned).isOne();
        tickAt(2000);
        assertThat(rung).containsExactly("again");
    }

    @Test
    void a_task_that_fails_does_not_stop_the_ticks() {
        alarms.set(1, () -> {
            throw new IllegalStateException("on purpose");
        });
        try {
            tickAt(10);
        } catch (IllegalStateException expected) {
            rung.add(expected.getMessage());
        }
        assertThat(rung).containsExactly("on purpose");
        assertThat(planned).isOne();
    }

    @Test
    void whoever_sets_and_removes_from_many_threads_loses_none() throws InterruptedException {
        try (MeshLoop loop = MeshLoop.start("loop of alarms")) {
            var count = new AtomicInteger();
            var all = new CountDownLatch(4 * 1000);
            for (int t = 0; t < 4; t++)
                Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 1000; i++) {
                        loop.alarm(Duration.ofMillis(i % 20), all::countDown);
                        loop.alarm(Duration.ofMinutes(5), count::incrementAndGet)
                                .remove();
                    }
                });
            assertThat(all.await(Patience.ofSeconds(10).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(count).hasValue(0);
        }
    }
}
