package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadBalancerTest {
    private static final Peer A = new Peer("a", "k");
    private static final Peer B = new Peer("b", "k");
    private static final Peer C = new Peer("c", "k");
    private static final List<Peer> ALL = List.of(A, B, C);
    private static final MeshRequest TODOS = new MeshRequest("find", "k", "todos", Map.of());
    private static final long MILLISECOND = 1_000_000;

    private static List<Peer> chosen(LoadBalancer balance, int count, long now) {
        var chosen = new ArrayList<Peer>();
        for (int i = 0; i < count; i++) chosen.add(balance.choose(TODOS, ALL, now));
        return chosen;
    }

    @Test
    void round_robin_asks_one_after_the_other_for_each_service_on_its_own() {
        var balance = LoadBalancer.inTurn();
        var users = new MeshRequest("find", "k", "users", Map.of());
        for (Peer each : List.of(A, B, C, A, B, C)) {
            assertThat(balance.choose(TODOS, ALL, 0)).isEqualTo(each);
            assertThat(balance.choose(users, ALL, 0)).isEqualTo(each);
        }
        assertThat(balance.choose(TODOS, List.of(B), 0)).isEqualTo(B);
    }

    @Test
    void the_rotation_of_a_service_is_forgotten_when_its_last_owner_has_left() {
        var balance = new RoundRobin();
        var users = new MeshRequest("find", "k", "users", Map.of());
        assertThat(chosen(balance, 3, 0)).containsExactly(A, B, C);
        assertThat(balance.choose(users, List.of(C), 0)).isEqualTo(C);
        balance.onLeft(A);
        balance.onLeft(B);
        assertThat(balance.size()).isEqualTo(2);
        balance.onLeft(C);
        balance.onLeft(C);
        assertThat(balance.size()).isZero();
        assertThat(chosen(balance, 1, 0)).containsExactly(A);
    }

    @Test
    void by_pending_calls_the_least_busy_is_asked_and_equals_in_turn() {
        var balance = new FewestPending();
        assertThat(chosen(balance, 3, 0)).containsExactly(A, B, C);
        balance.onBegin(A, 0);
        balance.onBegin(B, 0);
        assertThat(chosen(balance, 3, 0)).containsOnly(C);
        balance.onBegin(C, 0);
        balance.onBegin(C, 0);
        balance.onEnd(B, 0, 1);
        assertThat(chosen(balance, 3, 0)).containsOnly(B);
        assertThat(balance.choose(TODOS, List.of(A, C), 0)).isEqualTo(A);
    }

    @Test
    void a_peer_that_went_while_calls_were_under_way_starts_at_zero_when_it_returns() {
        var balance = new FewestPending();
        balance.onBegin(A, 0);
        balance.onLeft(A);
        balance.onEnd(A, 0, 1);
        balance.onBegin(B, 0);
        balance.onBegin(C, 0);
        assertThat(chosen(balance, 2, 0)).containsOnly(A);
    }

    @Test
    void by_time_everybody_is_tried_once_and_then_the_fastest_is_asked() {
        var balance = new FastestAnswers(new Random(1));
        long now = 0;
        for (Peer each : ALL) {
            assertThat(balance.choose(TODOS, ALL, now)).isEqualTo(each);
            balance.onBegin(each, now);
            balance.onEnd(each, now, now + (each.equals(B) ? 1 : 5) * MILLISECOND);
        }
        assertThat(chosen(balance, 6, now)).containsOnly(B);
        assertThat(balance.choose(TODOS, List.of(A, C), now)).isIn(A, C);
    }

    @Test
    void by_time_every_tenth_call_goes_to_any() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.onBegin(each, 0);
            balance.onEnd(each, 0, each.equals(B) ? 1 : 1000);
        }
        List<Peer> chosen = chosen(balance, 1000, 0);
        assertThat(chosen.stream().filter(peer -> !peer.equals(B))).hasSizeBetween(40, 100);
    }

    @Test
    void by_time_only_the_last_ten_seconds_count() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.onBegin(each, 0);
            balance.onEnd(each, 0, each.equals(B) ? MILLISECOND : 9 * MILLISECOND);
        }
        long later = Duration.ofSeconds(11).toNanos();
        for (Peer each : ALL) {
            balance.onBegin(each, later);
            balance.onEnd(each, later, later + (each.equals(C) ? 1 : 5) * MILLISECOND);
        }
        assertThat(chosen(balance, 5, later)).containsOnly(C);
    }

    @Test
    void by_time_a_call_that_hangs_counts_with_its_age() {
        var balance = new FastestAnswers(new Random(1));
        for (Peer each : ALL) {
            balance.onBegin(each, 0);
            balance.onEnd(each, 0, each.equals(B) ? MILLISECOND : 9 * MILLISECOND);
        }
        balance.onBegin(B, 0);
        assertThat(chosen(balance, 3, MILLISECOND)).containsOnly(B);
        assertThat(chosen(balance, 3, 100 * MILLISECOND)).doesNotContain(B);
    }
}
