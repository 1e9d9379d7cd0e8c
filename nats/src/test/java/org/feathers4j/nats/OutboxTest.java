package org.feathers4j.nats;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final Outbox outbox = new Outbox(100);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);

    /** As one whose turn does not come in a busy application. */
    @BeforeEach
    void stall() {
        outbox.add(() -> {
            try {
                stalled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void go() {
        stalled.countDown();
    }

    @Test
    void a_caller_waits_for_room_for_the_bytes_of_its_message() {
        assertThat(outbox.put(60, () -> sent.add("first"))).isTrue();
        var second = new CompletableFuture<Boolean>();
        Thread caller = Thread.ofVirtual().start(() -> second.complete(outbox.put(60, () -> sent.add("second"))));
        Eventually.await(SOON, "a caller that waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        assertThat(second).isNotDone();
        stalled.countDown();
        assertThat(second.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
        Eventually.await(SOON, "both", () -> sent.equals(List.of("first", "second")));
        assertThat(outbox.refused()).isZero();
    }

    @Test
    void a_thread_that_must_not_wait_is_refused_and_the_message_is_counted() throws InterruptedException {
        assertThat(outbox.put(60, () -> sent.add("first"))).isTrue();
        var second = new CompletableFuture<Boolean>();
        // event loops are threads of other classes than the JDK's
        var loop = new Thread() {
            @Override
            public void run() {
                second.complete(outbox.put(60, () -> sent.add("second")));
            }
        };
        loop.start();
        loop.join();
        assertThat(second.join()).isFalse();
        assertThat(outbox.refused()).isEqualTo(1);
    }

    @Test
    void a_message_larger_than_the_limit_is_taken_when_nothing_waits_and_everything_is_sent_in_order() {
        assertThat(outbox.put(1000, () -> sent.add("large"))).isTrue();
        stalled.countDown();
        assertThat(outbox.put(1, () -> sent.add("small"))).isTrue();
        Eventually.await(SOON, "both", () -> sent.equals(List.of("large", "small")));
    }

    @Test
    void a_message_that_fails_gives_its_room_back() {
        stalled.countDown();
        for (int i = 0; i < 5; i++)
            assertThat(outbox.put(100, () -> {
                        throw new IllegalStateException("not sent");
                    }))
                    .isTrue();
    }
}
