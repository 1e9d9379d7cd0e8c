package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadBalancerTest {
    private static final Peer A = new Peer("a", "k");
    private static final Peer B = new Peer("b", "k");
    private static final Peer C = new Peer("c", "k");
    private static final List<Peer> ALL = List.of(A, B, C);
    private static final long MILLISECOND = 1_000_000;

    private static List<Peer> chosen(LoadBalancer balance, int count, long now) {
        var chosen = new ArrayList<Peer>();
        for (int i = 0; i < count; i++) chosen.add(balance.next(ALL, Set.of(), now));
        return chosen;
    }

    @Test
    void round_robin_asks_one_after_the_other_and_passes_over_who_was_asked_before() {
        var balance = new RoundRobin();
        assertThat(chosen(balance, 6, 0)).containsExactly(A, B, C, A, B, C);
        assertThat(balance.next(ALL, Set.of(A), 0)).isEqualTo(B);
        assertThat(balance.next(ALL, Set.of(A, B, C), 0)).isNull();
        assertThat(balance.next(List.of(), Set.of(), 0)).isNull();
    }

    @Test
    void by_pending_calls_the_least_busy_is_asked_and_equals_in_turn() {
        var balance = new FewestPending();
        assertThat(chosen(balance, 3, 0)).containsExactly(A, B, C);
        balance.begun(A, 0);
        balance.begun(B, 0);
        assertThat(chosen(balance, 3, 0)).containsOnly(C);
        balance.begun(C, 0);
        balance.begun(C, 0);
        balance.ended(B, 0, 1);
        assertThat(chosen(balance, 3, 0)).containsOnly(B);
        assertThat(balance.next(ALL, Set.of(B), 0)).isEqualTo(A);
        assertThat(balance.next(List.of(), Set.of(), 0)).isNull();
    }

    @Test
    void a_peer_that_went_while_calls_were_under_way_starts_at_zero_when_it_returns() {
        var balance = new FewestPending();
        balance.begun(A, 0);
        balance.forget(A);
        balance.ended(A, 0, 1);
        balance.begun(B, 0);
        balance.begun(C, 0);
        assertThat(chosen(balance, 2, 0)).containsOnly(A);
    }

    @Test
    void by_time_everybody_is_tried_once_and_then_the_fastest_is_asked() {
        var balance = new FastestAnswers(new Random(1));
        long now = 0;
        for (Peer each : ALL) {
            assertThat(balance.next(ALL, Set.of(), now)).isEqualTo(each);
            balance.begun(each, now);
            balance.ended(each, now, now + (each.equals(B) ? 1 : 5) * MILLISECOND);
        }
        assertThat(chosen(balance, 6, now)).containsOnly(B);
        assertThat(balance.next(ALL, Set.of(B), now)).isIn(A, C);
    }

    @Test
    void by_time_every_tenth_call_goes_to_any() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.begun(each, 0);
            balance.ended(each, 0, each.equals(B) ? 1 : 1000);
        }
        List<Peer> chosen = chosen(balance, 1000, 0);
        assertThat(chosen.stream().filter(peer -> !peer.equals(B))).hasSizeBetween(40, 100);
    }

    @Test
    void by_time_only_the_last_ten_seconds_count() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.begun(each, 0);
            balance.ended(each, 0, each.equals(B) ? MILLISECOND : 9 * MILLISECOND);
        }
        long later = Duration.ofSeconds(11).toNanos();
        for (Peer each : ALL) {
            balance.begun(each, later);
            balance.ended(each, later, later + (each.equals(C) ? 1 : 5) * MILLISECOND);
        }
        assertThat(chosen(balance, 5, later)).containsOnly(C);
    }

    @Test
    void by_time_a_call_that_hangs_counts_with_its_age() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.begun(each, 0);
            balance.ended(each, 0, each.equals(B) ? MILLISECOND : 9 * MILLISECOND);
        }
        balance.begun(B, 0);
        assertThat(chosen(balance, 3, MILLISECOND)).containsOnly(B);
        assertThat(chosen(balance, 3, 100 * MILLISECOND)).doesNotContain(B);
    }
}
