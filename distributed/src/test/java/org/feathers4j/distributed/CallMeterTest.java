package org.feathers4j.distributed;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CallMeterTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Clocks may begin below zero. */
    private long now = -3 * SECOND;

    private final CallMeter meter = new CallMeter(now);

    private void call(Duration length, boolean isFailure) {
        meter.begin();
        meter.end(now - length.toNanos(), now, isFailure);
    }

    @Test
    void without_calls_there_are_no_times() {
        assertThat(meter.stats(now)).isEqualTo(new CallStats(0, 0, 0, 0, 0, null, null));
    }

    @Test
    void calls_and_failures_are_counted_and_those_under_way_are_pending() {
        now += 10 * SECOND;
        for (int i = 0; i < 20; i++) call(ofMillis(1), i < 5);
        meter.begin();
        CallStats stats = meter.stats(now);
        assertThat(stats.calls()).isEqualTo(20);
        assertThat(stats.failures()).isEqualTo(5);
        assertThat(stats.pending()).isEqualTo(1);
        assertThat(stats.perSecond()).isEqualTo(2);
        assertThat(stats.failuresPerSecond()).isEqualTo(0.5);
    }

    @Test
    void quantiles_are_right_to_an_eighth() {
        for (int i = 1; i <= 1000; i++) call(ofMillis(i), false);
        CallStats stats = meter.stats(now);
        assertThat(stats.median()).isNotNull().isCloseTo(ofMillis(500), ofMillis(63));
        assertThat(stats.p99()).isNotNull().isCloseTo(ofMillis(990), ofMillis(124));
    }

    @Test
    void very_short_and_very_long_calls_are_counted_too() {
        call(Duration.ofNanos(-5), false);
        call(Duration.ZERO, false);
        call(Duration.ofDays(1), false);
        assertThat(meter.stats(now).median()).isNotNull().isLessThan(ofMillis(1));
        assertThat(meter.stats(now).p99()).isNotNull().isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void what_happened_more_than_ten_seconds_ago_counts_in_the_totals_only() {
        for (int i = 0; i < 100; i++) call(ofMillis(1), true);
        now += 5 * SECOND;
        assertThat(meter.stats(now).perSecond()).isCloseTo(20, within(0.1));
        now += 6 * SECOND;
        CallStats stats = meter.stats(now);
        assertThat(stats.calls()).isEqualTo(100);
        assertThat(stats.failures()).isEqualTo(100);
        assertThat(stats.perSecond()).isZero();
        assertThat(stats.failuresPerSecond()).isZero();
        assertThat(stats.median()).isNull();
    }

    @Test
    void a_slot_is_used_again_after_a_pause() {
        call(ofMillis(1), true);
        now += 11 * SECOND;
        call(ofMillis(1), false);
        assertThat(meter.stats(now).perSecond()).isCloseTo(0.1, within(0.01));
        assertThat(meter.stats(now).failuresPerSecond()).isZero();
    }
}
