package org.feathers4j.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
    void a_clock_shows_it() {
        Clock clock = time.clock(Instant.parse("2026-01-01T00:00:00Z"));
        time.advance(Duration.ofHours(36));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-02T12:00:00Z"));
        assertThat(LocalDate.now(clock)).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(clock.withZone(ZoneId.of("+13:00")).instant()).isEqualTo(clock.instant());
    }

    @Test
    void what_is_cancelled_does_not_happen() {
        time.schedule(Duration.ofSeconds(1), () -> happened.add("no")).cancel();
        time.advance(Duration.ofSeconds(3));
        assertThat(happened).isEmpty();
    }
}
