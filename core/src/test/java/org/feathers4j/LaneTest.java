package org.feathers4j;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaneTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What the lane wants to run; a test runs it when it likes. */
    private final ArrayDeque<Runnable> started = new ArrayDeque<>();

    private final List<String> ran = new ArrayList<>();

    @Test
    void tasks_run_in_the_order_in_which_they_came_and_one_at_a_time() {
        var lane = new Lane("test", 100_000);
        var running = new AtomicInteger();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            lane.add(() -> {
                assertThat(running.incrementAndGet()).isEqualTo(1);
                order.add(number);
                running.decrementAndGet();
            });
        }
        Eventually.await(LONG, "all tasks", () -> order.size() == 10_000);
        assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void each_of_many_threads_keeps_its_own_order() throws InterruptedException {
        var lane = new Lane("test", 100_000);
        List<int[]> order = Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < 8; thread++) {
            int name = thread;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    int number = i;
                    lane.add(() -> order.add(new int[] {name, number}));
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        Eventually.await(LONG, "all tasks", () -> order.size() == 8000);
        for (int thread = 0; thread < 8; thread++) {
            int name = thread;
            assertThat(order.stream().filter(entry -> entry[0] == name).map(entry -> entry[1]))
                    .isSorted();
        }
    }

    @Test
    void a_full_lane_refuses_and_counts_until_there_is_room() {
        var lane = new Lane("test", 2, started::add);
        assertThat(lane.add(() -> ran.add("one"))).isTrue();
        assertThat(lane.add(() -> ran.add("two"))).isTrue();
        assertThat(lane.add(() -> ran.add("three"))).isFalse();
        assertThat(lane.refused()).isEqualTo(1);
        started.remove().run();
        assertThat(lane.add(() -> ran.add("four"))).isTrue();
        started.remove().run();
        assertThat(ran).containsExactly("one", "two", "four");
        assertThat(lane.refused()).isEqualTo(1);
    }

    @Test
    void a_failing_task_does_not_hold_up_the_next_whatever_it_throws() {
        var lane = new Lane("test", 10, started::add);
        lane.add(() -> {
            throw new IllegalStateException("expected by the test");
        });
        lane.add(() -> {
            throw new AssertionError("expected by the test");
        });
        lane.add(() -> ran.add("three"));
        started.remove().run();
        assertThat(ran).containsExactly("three");
    }

    @Test
    void a_task_may_add_to_its_own_lane() {
        var lane = new Lane("test", 10, started::add);
        lane.add(() -> lane.add(() -> ran.add("inner")));
        started.remove().run();
        assertThat(ran).containsExactly("inner");
        assertThat(started).isEmpty();
    }

    @Test
    void a_lane_that_could_not_start_starts_with_the_next_task() {
        var full = new AtomicBoolean(true);
        var lane = new Lane("test", 10, task -> {
            if (full.get()) throw new RejectedExecutionException("expected by the test");
            started.add(task);
        });
        assertThatThrownBy(() -> lane.add(() -> ran.add("one"))).isInstanceOf(RejectedExecutionException.class);
        full.set(false);
        lane.add(() -> ran.add("two"));
        started.remove().run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void who_can_wait_finds_room_in_a_full_lane_as_soon_as_a_task_has_ended() {
        var lane = new Lane("test", 3);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 1000; i++) {
            int number = i;
            assertThat(lane.put(() -> order.add(number))).isTrue();
        }
        Eventually.await(LONG, "all tasks", () -> order.size() == 1000);
        assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void nobody_waits_for_a_lane_that_is_stuck_until_it_gets_on() {
        var lane = new Lane("test", 2, Duration.ofMillis(100));
        var free = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        lane.put(() -> {
            begun.countDown();
            awaitQuietly(free);
        });
        awaitQuietly(begun);
        assertThat(lane.put(() -> {})).isTrue();
        assertThat(lane.put(() -> {})).isTrue();
        assertThat(lane.put(() -> {})).isFalse();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) assertThat(lane.put(() -> {})).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(lane.backlog()).isNull();
        free.countDown();
        Eventually.await(LONG, "room", () -> lane.add(() -> {}));
        assertThat(lane.refused()).isGreaterThanOrEqualTo(101);
    }

    @Test
    void a_task_finds_room_in_its_own_lane_when_that_is_full() {
        var lane = new Lane("test", 2, started::add);
        lane.add(() -> IntStream.range(0, 5).forEach(i -> lane.put(() -> ran.add("inner " + i))));
        lane.add(() -> ran.add("outer"));
        started.remove().run();
        assertThat(ran).containsExactly("outer", "inner 0", "inner 1", "inner 2");
        assertThat(lane.refused()).isEqualTo(2);
    }

    @Test
    void who_can_not_wait_is_told_when_half_of_a_lane_is_taken_and_when_a_quarter_is_left() {
        var lane = new Lane("test", 8, started::add);
        for (int i = 0; i < 3; i++) lane.add(() -> ran.add("one"));
        assertThat(lane.backlog()).isNull();
        lane.add(() -> ran.add("four"));
        var backlog = lane.backlog();
        assertThat(backlog).isNotNull().isNotDone();
        started.remove().run();
        Eventually.await(LONG, "room", () -> backlog != null && backlog.isDone());
        assertThat(lane.backlog()).isNull();
    }

    @Test
    void threads_of_event_loops_do_not_wait() throws InterruptedException {
        assertThat(Lane.mayWait()).isTrue();
        var answer = new AtomicBoolean(true);
        var loop = new Thread() {
            @Override
            public void run() {
                answer.set(Lane.mayWait());
            }
        };
        loop.start();
        loop.join();
        assertThat(answer).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
