package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FakeTimeTest {
    private final FakeTime time = new FakeTime();
    private final List<String> happened = new ArrayList<>();

    @Test
    void nothing_happens_before_its_time_and_everything_in_order() {
        time.schedule(Duration.ofSeconds(2), () -> happened.add("second"));
        time.schedule(Duration.ofSeconds(1), () -> happened.add("first"));
        time.schedule(Duration.ofSeconds(2), () -> happened.add("third"));
        assertThat(happened).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(happened).containsExactly("first");
        time.advance(Duration.ofSeconds(5));
        assertThat(happened).containsExactly("first", "second", "third");
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void what_is_planned_meanwhile_happens_too_at_its_own_time() {
        time.schedule(
                Duration.ofSeconds(1),
                () -> time.schedule(Duration.ofSeconds(1), () -> happened.add("at " + time.nanos())));
        time.advance(Duration.ofSeconds(3));
        assertThat(happened).containsExactly("at 2000000000");
    }

    @Test
    void what_is_cancelled_does_not_happen() {
        time.schedule(Duration.ofSeconds(1), () -> happened.add("no")).cancel();
        time.advance(Duration.ofSeconds(3));
        assertThat(happened).isEmpty();
    }
}
