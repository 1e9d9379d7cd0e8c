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
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SerialExecutorTest {
    private static final Duration LONG = Patience.ofSeconds(20);

    /** What the queue wants to run; a test runs it when it likes. */
    private final ArrayDeque<Runnable> started = new ArrayDeque<>();

    private final List<String> ran = new ArrayList<>();

    @Test
    void tasks_run_in_the_order_in_which_they_came_and_one_at_a_time() {
        var queue = new SerialExecutor("test", 100_000);
        var running = new AtomicInteger();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            queue.add(() -> {
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
        var queue = new SerialExecutor("test", 100_000);
        List<int[]> order = Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < 8; thread++) {
            int name = thread;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    int number = i;
                    queue.add(() -> order.add(new int[] {name, number}));
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
        var queue = new SerialExecutor("test", 2, started::add);
        assertThat(queue.add(() -> ran.add("one"))).isTrue();
        assertThat(queue.add(() -> ran.add("two"))).isTrue();
        assertThat(queue.add(() -> ran.add("three"))).isFalse();
        assertThat(queue.refused()).isEqualTo(1);
        started.remove().run();
        assertThat(queue.add(() -> ran.add("four"))).isTrue();
        started.remove().run();
        assertThat(ran).containsExactly("one", "two", "four");
        assertThat(queue.refused()).isEqualTo(1);
    }

    @Test
    void a_failing_task_does_not_hold_up_the_next_whatever_it_throws() {
        var queue = new SerialExecutor("test", 10, started::add);
        queue.add(() -> {
            throw new IllegalStateException("expected by the test");
        });
        queue.add(() -> {
            throw new AssertionError("expected by the test");
        });
        queue.add(() -> ran.add("three"));
        started.remove().run();
        assertThat(ran).containsExactly("three");
    }

    @Test
    void a_task_may_add_to_its_own_lane() {
        var queue = new SerialExecutor("test", 10, started::add);
        queue.add(() -> queue.add(() -> ran.add("inner")));
        started.remove().run();
        assertThat(ran).containsExactly("inner");
        assertThat(started).isEmpty();
    }

    @Test
    void a_lane_that_could_not_start_starts_with_the_next_task() {
        var full = new AtomicBoolean(true);
        var queue = new SerialExecutor("test", 10, task -> {
            if (full.get()) throw new RejectedExecutionException("expected by the test");
            started.add(task);
        });
        assertThatThrownBy(() -> queue.add(() -> ran.add("one"))).isInstanceOf(RejectedExecutionException.class);
        full.set(false);
        queue.add(() -> ran.add("two"));
        started.remove().run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void who_can_wait_finds_room_in_a_full_lane_as_soon_as_a_task_has_ended() {
        var queue = new SerialExecutor("test", 3);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 1000; i++) {
            int number = i;
            assertThat(queue.put(() -> order.add(number))).isTrue();
        }
        Eventually.await(LONG, "all tasks", () -> order.size() == 1000);
        assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void nobody_waits_for_a_lane_that_is_stuck_until_it_gets_on() {
        var queue = new SerialExecutor("test", 2, Duration.ofMillis(100));
        var free = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        queue.put(() -> {
            begun.countDown();
            awaitQuietly(free);
        });
        awaitQuietly(begun);
        assertThat(queue.put(() -> {})).isTrue();
        assertThat(queue.put(() -> {})).isTrue();
        assertThat(queue.put(() -> {})).isFalse();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) assertThat(queue.put(() -> {})).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(queue.backlog()).isNull();
        free.countDown();
        Eventually.await(LONG, "room", () -> queue.add(() -> {}));
        assertThat(queue.refused()).isGreaterThanOrEqualTo(101);
    }

    @Test
    void a_task_finds_room_in_its_own_lane_when_that_is_full() {
        var queue = new SerialExecutor("test", 2, started::add);
        queue.add(() -> IntStream.range(0, 5).forEach(i -> queue.put(() -> ran.add("inner " + i))));
        queue.add(() -> ran.add("outer"));
        started.remove().run();
        assertThat(ran).containsExactly("outer", "inner 0", "inner 1", "inner 2");
        assertThat(queue.refused()).isEqualTo(2);
    }

    @Test
    void who_can_not_wait_is_told_when_half_of_a_lane_is_taken_and_when_a_quarter_is_left() {
        var queue = new SerialExecutor("test", 8, started::add);
        for (int i = 0; i < 3; i++) queue.add(() -> ran.add("one"));
        assertThat(queue.backlog()).isNull();
        queue.add(() -> ran.add("four"));
        var backlog = queue.backlog();
        assertThat(backlog).isNotNull().isNotDone();
        started.remove().run();
        Eventually.await(LONG, "room", () -> backlog != null && backlog.isDone());
        assertThat(queue.backlog()).isNull();
    }

    @Test
    void a_queue_knows_the_thread_that_runs_its_tasks() {
        var queue = new SerialExecutor("test", 2, started::add);
        var other = new SerialExecutor("other", 2, started::add);
        queue.add(() -> ran.add(queue.isRunningHere() + ", " + other.isRunningHere()));
        assertThat(queue.isRunningHere()).isFalse();
        started.remove().run();
        assertThat(ran).containsExactly("true, false");
        assertThat(queue.isRunningHere()).isFalse();
    }

    @Test
    void threads_of_event_loops_do_not_wait() throws InterruptedException {
        assertThat(SerialExecutor.mayWait()).isTrue();
        var answer = new AtomicBoolean(true);
        var loop = new Thread() {
            @Override
            public void run() {
                answer.set(SerialExecutor.mayWait());
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
