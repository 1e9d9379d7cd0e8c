package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureDetectorTest {
    private static final Peer A = new Peer("a-1", "todos");
    private static final Detection THREE = Detection.DEFAULT;

    private final FailureDetector trust = new FailureDetector(THREE, peer -> "todos");

    private static Effect.Probe probeIn(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Probe.class::isInstance)
                .map(Effect.Probe.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_call_that_waits_long_asks_for_one_sign_of_life_and_changes_nothing_else() {
        assertThat(trust.waiting(A, 0)).containsExactly(new Effect.Probe(A, "todos", 1, Duration.ZERO));
        assertThat(trust.waiting(A, 1)).isEmpty();
        assertThat(trust.distrusts(A)).isFalse();
        assertThat(trust.suspected()).containsExactly(A);
    }

    @Test
    void a_slow_peer_that_answers_is_not_asked_again_for_a_while() {
        trust.waiting(A, 0);
        assertThat(trust.answered(A, Duration.ofSeconds(1).toNanos())).isEmpty();
        assertThat(trust.waiting(A, Duration.ofSeconds(2).toNanos())).isEmpty();
        assertThat(trust.waiting(A, Duration.ofSeconds(3).toNanos())).hasSize(1);
    }

    @Test
    void three_signs_of_life_that_fail_to_come_end_the_trust_and_one_brings_it_back() {
        Effect.Probe first = probeIn(trust.waiting(A, 0));
        Effect.Probe second = probeIn(trust.unproven(A, first.round()));
        Effect.Probe third = probeIn(trust.unproven(A, second.round()));
        assertThat(trust.distrusts(A)).isFalse();
        assertThat(trust.unproven(A, third.round())).contains(new Effect.Distrusted(A));
        assertThat(trust.excluded()).containsExactly(A);
        assertThat(trust.answered(A, 9)).containsExactly(new Effect.Trusted(A));
        assertThat(trust.distrusts(A)).isFalse();
        assertThat(trust.suspected()).isEmpty();
    }

    @Test
    void calls_that_time_out_in_a_row_end_the_trust_too() {
        trust.unanswered(A);
        trust.unanswered(A);
        assertThat(trust.distrusts(A)).isFalse();
        assertThat(trust.unanswered(A)).containsExactly(new Effect.Distrusted(A));
        assertThat(trust.distrusts(A)).isTrue();
    }

    @Test
    void an_answer_in_between_starts_the_count_afresh() {
        trust.unanswered(A);
        trust.unanswered(A);
        trust.answered(A, 0);
        trust.unanswered(A);
        assertThat(trust.distrusts(A)).isFalse();
    }

    @Test
    void whoever_is_distrusted_is_asked_again_with_growing_pauses_that_end_at_five_seconds() {
        Effect.Probe probe = probeIn(trust.waiting(A, 0));
        var pauses = new java.util.ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            probe = probeIn(trust.unproven(A, probe.round()));
            pauses.add(probe.after().toMillis());
        }
        assertThat(pauses).containsExactly(0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L);
    }

    @Test
    void the_outcome_of_an_older_probe_does_not_count() {
        Effect.Probe old = probeIn(trust.waiting(A, 0));
        trust.answered(A, 0);
        trust.unanswered(A);
        assertThat(trust.unproven(A, old.round())).isEmpty();
    }

    @Test
    void a_new_connection_starts_afresh() {
        for (int i = 0; i < 3; i++) trust.unanswered(A);
        trust.forget(A);
        assertThat(trust.distrusts(A)).isFalse();
        assertThat(trust.suspected()).isEmpty();
    }
}
