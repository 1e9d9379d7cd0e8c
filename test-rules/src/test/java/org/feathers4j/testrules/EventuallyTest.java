package org.feathers4j.testrules;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventuallyTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(60);

    @Test
    void what_holds_already_is_not_waited_for() {
        Eventually.await(Duration.ZERO, "nothing", () -> true);
    }

    @Test
    void a_condition_is_asked_until_it_holds() {
        var asked = new AtomicInteger();
        Eventually.await(LONG, "three questions", () -> asked.incrementAndGet() == 3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void the_failure_says_what_was_awaited_for_how_long() {
        assertThatThrownBy(() -> Eventually.await(SHORT, "the second replica", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("still waiting for the second replica after PT0.06S");
    }

    @Test
    void the_first_good_value_comes_back() {
        var next = new AtomicInteger();
        assertThat(Eventually.get(LONG, "a number over 4", next::incrementAndGet, number -> number > 4))
                .isEqualTo(5);
    }

    @Test
    void the_failure_shows_the_last_value() {
        assertThatThrownBy(() -> Eventually.get(SHORT, "a longer word", () -> "cat", word -> word.length() > 3))
                .hasMessageContaining("still waiting for a longer word")
                .hasMessageContaining("last value: cat");
    }

    @Test
    void null_is_no_value_yet() {
        assertThatThrownBy(() -> Eventually.get(SHORT, "any value", () -> null, value -> true))
                .hasMessageContaining("last value: null");
    }

    @Test
    void an_exception_is_no_value_yet_and_becomes_the_cause() {
        var refused = new IllegalStateException("connection refused");
        assertThatThrownBy(() -> Eventually.await(SHORT, "the server", () -> {
                    throw refused;
                }))
                .hasMessageContaining("still waiting for the server")
                .hasCause(refused);
    }

    @Test
    void an_exception_of_the_past_is_forgotten() {
        var asked = new AtomicInteger();
        Eventually.await(LONG, "the server", () -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("connection refused");
            }
            return true;
        });
        assertThat(asked).hasValue(3);
    }

    @Test
    void an_interrupted_thread_stops_waiting_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Eventually.await(LONG, "nothing that comes", () -> false))
                .isInstanceOf(AssertionError.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
