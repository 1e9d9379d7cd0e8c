package org.feathers4j;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import org.feathers4j.Admission.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Time passes when the test says so; calls begin in the order in which they came. */
class AdmissionTest {
    private long now = 1_000_000_000L;
    private final Admission admission = new Admission(1000, Duration.ofMillis(20), () -> now);
    private final Queue<Long> waiting = new ArrayDeque<>();
    private int refused;

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    private void come() {
        if (admission.admit(now) == null) waiting.add(now);
        else refused++;
    }

    private void begin() {
        admission.started(waiting.remove());
        admission.ended();
    }

    @Test
    void calls_beyond_the_number_in_flight_are_refused_until_one_ends() {
        var two = new Admission(2, Duration.ZERO);
        assertThat(two.admit(0)).isNull();
        assertThat(two.admit(0)).isNull();
        assertThat(two.admit(0)).isEqualTo(Refusal.TOO_MANY);
        two.started(0);
        two.ended();
        assertThat(two.admit(0)).isNull();
        assertThat(two.inFlight()).isEqualTo(2);
    }

    @Test
    void a_call_that_begins_at_once_counts_as_one_in_flight_and_as_none_that_waits() {
        var one = new Admission(1, Duration.ofMillis(20), () -> now);
        assertThat(one.admitAtOnce(now)).isNull();
        assertThat(one.admitAtOnce(now)).isEqualTo(Refusal.TOO_MANY);
        one.ended();
        for (int i = 0; i < 1000; i++) {
            pass(50);
            assertThat(one.admitAtOnce(now)).isNull();
            one.ended();
        }
    }

    @Test
    void a_call_that_was_to_begin_at_once_and_waits_all_the_same_is_late_as_any_other() {
        for (int i = 0; i < 10; i++) {
            assertThat(admission.admitAtOnce(now)).isNull();
            admission.waits(now);
        }
        pass(50);
        assertThat(admission.admitAtOnce(now)).as("a burst").isNull();
        admission.ended();
        pass(200);
        assertThat(admission.admitAtOnce(now)).isEqualTo(Refusal.TOO_LATE);
        assertThat(admission.inFlight()).isEqualTo(10);
    }

    @Test
    void a_burst_is_taken_whole() {
        for (int i = 0; i < 500; i++) come();
        for (int i = 0; i < 500; i++) {
            pass(1);
            begin();
        }
        come();
        assertThat(refused).isZero();
    }

    @Test
    void a_pause_costs_no_call() {
        for (int i = 0; i < 5; i++) {
            come();
            pass(90);
            for (int j = 0; j < 5; j++) come();
            while (!waiting.isEmpty()) begin();
            pass(10);
        }
        assertThat(refused).isZero();
    }

    @Test
    void three_times_what_can_be_done_lets_the_calls_wait_for_little_more_than_the_delay_and_leaves_no_time_unused() {
        int begun = 0;
        long longest = 0;
        for (int milli = 0; milli < 5000; milli++) {
            for (int i = 0; i < 3; i++) come();
            pass(1);
            if (waiting.isEmpty()) continue;
            if (milli > 1000) longest = Math.max(longest, now - waiting.element());
            begin();
            begun++;
        }
        assertThat(begun).isEqualTo(5000);
        assertThat(longest).isLessThan(Duration.ofMillis(25).toNanos());
        assertThat(refused).isGreaterThan(9000);
    }

    @Test
    void after_the_load_everything_is_taken_again() {
        for (int milli = 0; milli < 2000; milli++) {
            for (int i = 0; i < 3; i++) come();
            pass(1);
            begin();
        }
        while (!waiting.isEmpty()) begin();
        refused = 0;
        for (int milli = 0; milli < 2000; milli++) {
            come();
            pass(1);
            begin();
        }
        assertThat(refused).isZero();
    }

    @Test
    void calls_that_wait_for_something_else_do_not_count() {
        for (int i = 0; i < 900; i++) {
            assertThat(admission.admit(now)).isNull();
            pass(1);
            admission.started(now - 1_000_000);
        }
        pass(10_000);
        assertThat(admission.admit(now)).isNull();
        assertThat(admission.inFlight()).isEqualTo(901);
    }

    @Test
    void without_a_delay_only_the_number_counts() {
        var patient = new Admission(1000, Duration.ZERO);
        for (int i = 0; i < 1000; i++) {
            assertThat(patient.admit(now)).isNull();
            pass(10);
        }
        assertThat(patient.admit(now)).isEqualTo(Refusal.TOO_MANY);
    }

    @Test
    void a_refusal_is_explained() {
        assertThat(admission.explanation(Refusal.TOO_MANY))
                .isEqualTo("1000 calls are in flight already: try again later");
        assertThat(admission.explanation(Refusal.TOO_LATE))
                .isEqualTo("Calls wait for more than 20 ms before they begin: try again later");
    }

    @Test
    void limits_that_admit_nothing_are_mistakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Admission(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Admission(1, Duration.ofMillis(-1)));
    }
}
