package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipTest {
    private static final Peer SELF = new Peer("self-1", "gateway");
    private static final Peer A = new Peer("a-1", "todos");
    private static final Peer A2 = new Peer("a-2", "todos");
    private static final Peer B = new Peer("b-1", "users");
    private static final Route TODOS = new Route("todos", "todos", "todos");
    private static final Route USERS = new Route("users", "users", "users");

    private final Membership membership =
            new Membership(SELF, service -> true, ServiceDescriptor::path, Detection.DEFAULT);

    @Test
    void the_first_provider_of_a_path_brings_a_proxy_and_the_second_only_shares_it() {
        assertThat(apply(joined(A), linked(A), offered(A, "todos")))
                .containsExactly(joinedEffect(A), added(TODOS, A, "todos"));
        assertThat(apply(joined(A2), linked(A2), offered(A2, "todos"))).containsExactly(joinedEffect(A2));
        assertThat(owners(TODOS)).containsExactly(A, A2);
    }

    @Test
    void a_peer_without_a_connection_owns_but_can_not_be_asked() {
        apply(joined(A), offered(A, "todos"));
        assertThat(owners(TODOS)).isEmpty();
        apply(linked(A));
        assertThat(owners(TODOS)).containsExactly(A);
        apply(new Signal.Unlinked(A));
        assertThat(owners(TODOS)).isEmpty();
    }

    @Test
    void the_proxy_goes_with_its_last_owner_and_not_before() {
        apply(joined(A), joined(A2), offered(A, "todos"), offered(A2, "todos"));
        assertThat(apply(new Signal.Removed(descriptor(A, "todos")))).isEmpty();
        assertThat(apply(new Signal.Left(A2))).containsExactly(removed(TODOS, A2, "todos"), new Effect.PeerLeft(A2));
        assertThat(membership.view().owners(TODOS)).isNull();
    }

    @Test
    void the_last_replica_of_one_key_leaving_takes_nothing_of_another_key_along() {
        apply(joined(A), offered(A, "todos"), joined(B), offered(B, "users"));
        assertThat(apply(new Signal.Left(A))).containsExactly(removed(TODOS, A, "todos"), new Effect.PeerLeft(A));
        assertThat(membership.view().owners(USERS)).isNotNull();
    }

    @Test
    void a_stranger_can_not_remove_a_service() {
        apply(joined(A), linked(A), offered(A, "todos"), joined(B));
        assertThat(apply(new Signal.Removed(descriptor(B, "todos")))).isEmpty();
        assertThat(owners(TODOS)).containsExactly(A);
    }

    @Test
    void our_own_service_said_to_be_gone_is_announced_again() {
        apply(new Signal.Taken("mine"));
        assertThat(apply(new Signal.Removed(descriptor(B, "mine")))).containsExactly(new Effect.Reassure("mine"));
    }

    @Test
    void our_own_messages_that_come_back_change_nothing() {
        assertThat(apply(joined(SELF), offered(SELF, "todos"), new Signal.Removed(descriptor(SELF, "todos"))))
                .isEmpty();
    }

    @Test
    void the_same_offer_again_and_again_changes_nothing() {
        apply(joined(A), offered(A, "todos"));
        assertThat(apply(offered(A, "todos"), offered(A, "todos"), joined(A))).isEmpty();
    }

    @Test
    void a_removal_that_overtakes_the_offer_leaves_the_offer() {
        assertThat(apply(new Signal.Removed(descriptor(A, "todos")), joined(A), offered(A, "todos")))
                .containsExactly(joinedEffect(A), added(TODOS, A, "todos"));
    }

    @Test
    void a_local_service_keeps_its_path_and_the_remote_one_takes_over_once_it_is_gone() {
        apply(new Signal.Taken("todos"));
        assertThat(apply(joined(A), offered(A, "todos"))).containsExactly(joinedEffect(A));
        assertThat(apply(new Signal.Freed("todos"))).containsExactly(added(TODOS, A, "todos"));
    }

    @Test
    void when_the_provider_of_a_path_leaves_another_key_that_offers_it_takes_over() {
        apply(joined(A), offered(A, "todos"), joined(B), offered(B, "todos"));
        Route other = new Route("todos", "users", "todos");
        assertThat(apply(new Signal.Left(A)))
                .containsExactly(removed(TODOS, A, "todos"), added(other, B, "todos"), new Effect.PeerLeft(A));
    }

    @Test
    void services_that_the_application_does_not_want_bring_no_proxy() {
        var choosy = new Membership(
                SELF, service -> service.path().equals("users"), ServiceDescriptor::path, Detection.DEFAULT);
        assertThat(choosy.apply(offered(A, "todos"))).isEmpty();
        assertThat(choosy.apply(offered(B, "users"))).hasSize(1);
    }

    @Test
    void an_application_that_never_says_hello_is_forgotten() {
        assertThat(apply(offered(A, "todos"))).containsExactly(added(TODOS, A, "todos"));
        assertThat(apply(tick(), tick(), tick())).isEmpty();
        assertThat(apply(tick())).containsExactly(removed(TODOS, A, "todos"));
    }

    @Test
    void a_late_hello_proves_an_application() {
        apply(offered(A, "todos"), tick(), tick(), joined(A));
        assertThat(apply(tick(), tick(), tick(), tick())).isEmpty();
    }

    @Test
    void an_owner_that_does_not_answer_is_left_out_and_comes_back_with_its_first_answer() {
        apply(joined(A), linked(A), offered(A, "todos"), joined(A2), linked(A2), offered(A2, "todos"));
        for (int i = 0; i < 3; i++) apply(new Signal.Unanswered(A, 0));
        assertThat(owners(TODOS)).containsExactly(A2);
        assertThat(membership.view().excluded()).containsExactly(A);
        apply(new Signal.Answered(A, 1));
        assertThat(owners(TODOS)).containsExactly(A, A2);
    }

    @Test
    void an_owner_that_denies_a_service_is_none_any_more() {
        apply(joined(A), linked(A), offered(A, "todos"), joined(A2), linked(A2), offered(A2, "todos"));
        assertThat(apply(new Signal.Denied(TODOS, A, membership.view().version())))
                .isEmpty();
        assertThat(owners(TODOS)).containsExactly(A2);
        assertThat(apply(new Signal.Denied(TODOS, A2, membership.view().version())))
                .containsExactly(removed(TODOS, A2, "todos"));
    }

    @Test
    void a_denial_that_is_older_than_the_latest_offer_does_not_count() {
        apply(joined(A), linked(A), offered(A, "todos"));
        long asked = membership.view().version();
        apply(offered(A, "todos"));
        assertThat(apply(new Signal.Denied(TODOS, A, asked))).isEmpty();
        assertThat(owners(TODOS)).containsExactly(A);
    }

    @Test
    void a_proxy_offers_what_its_owners_offer_together_and_each_word_replaces_the_owner_s_former_one() {
        apply(joined(A), linked(A), joined(A2), linked(A2), offered(A, "todos"));
        Effect both = changed(A, "find", "archive");
        assertThat(apply(offering(A2, "find", "archive"))).containsExactly(both);
        assertThat(apply(offering(A2, "find", "archive"))).isEmpty();
        assertThat(membership.view().owners(TODOS, "find")).containsExactly(A, A2);
        assertThat(membership.view().owners(TODOS, "archive")).containsExactly(A2);
        assertThat(membership.view().owners(TODOS, "unheard-of")).containsExactly(A, A2);
        assertThat(apply(offering(A2, "find"))).containsExactly(changed(A, "find"));
        assertThat(membership.view().owners(TODOS, "archive")).containsExactly(A, A2);
    }

    @Test
    void what_only_one_owner_has_goes_with_it() {
        apply(joined(A), linked(A), joined(A2), linked(A2), offered(A, "todos"), offering(A2, "find", "archive"));
        assertThat(apply(new Signal.Unlinked(A2))).isEmpty();
        assertThat(membership.view().owners(TODOS, "archive")).isEmpty();
        assertThat(apply(new Signal.Left(A2))).containsExactly(changed(A, "find"), new Effect.PeerLeft(A2));
    }

    @Test
    void an_owner_that_offers_something_that_is_not_wanted_any_more_is_none() {
        var choosy = new Membership(
                SELF, service -> service.methods().contains("find"), ServiceDescriptor::path, Detection.DEFAULT);
        assertThat(choosy.apply(offering(A, "find"))).hasSize(1);
        assertThat(choosy.apply(offering(A, "get")))
                .hasOnlyElementsOfType(Effect.RemoveProxy.class)
                .hasSize(1);
        assertThat(choosy.view().owners(TODOS)).isNull();
    }

    @Test
    void an_owner_whose_service_gets_another_path_here_is_removed_at_the_former_one() {
        var moving = new Membership(
                SELF, service -> true, service -> service.methods().getFirst(), Detection.DEFAULT);
        moving.apply(offering(A, "find"));
        assertThat(moving.apply(offering(A, "get", "find"))).hasSize(2);
        assertThat(moving.view().owners(new Route("find", "todos", "todos"))).isNull();
        Route now = new Route("get", "todos", "todos");
        assertThat(moving.view().owners(now)).isNotNull();
        // the message of a removal has no methods
        assertThat(moving.apply(new Signal.Removed(descriptor(A, "todos")))).hasSize(1);
        assertThat(moving.view().owners(now)).isNull();
    }

    @Test
    void a_call_that_waits_for_a_peer_that_is_gone_need_not() {
        apply(joined(A), linked(A), offered(A, "todos"));
        assertThat(apply(new Signal.Waiting(A, 0))).hasOnlyElementsOfType(Effect.Probe.class);
        apply(new Signal.Left(A));
        assertThat(apply(new Signal.Waiting(A, 1))).containsExactly(new Effect.GiveUp(A));
    }

    @Test
    void a_proxy_gives_way_to_a_local_service() {
        apply(joined(A), offered(A, "todos"));
        assertThat(apply(new Signal.Taken("todos")))
                .containsExactly(new Effect.YieldProxy(TODOS, descriptor(A, "todos")));
        assertThat(apply(new Signal.Taken("todos"))).isEmpty();
    }

    /** A view is made from the one before and the routes that changed since; here, also from nothing. */
    @Test
    void a_view_after_each_signal_is_the_one_that_is_made_only_once() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var signals = new ArrayList<Signal>();
            var often = new Membership(SELF, service -> true, ServiceDescriptor::path, Detection.DEFAULT);
            for (int i = 0; i < 60; i++) {
                Signal next = anything(random, i);
                signals.add(next);
                often.apply(next);
                MeshView view = often.view();
                var once = new Membership(SELF, service -> true, ServiceDescriptor::path, Detection.DEFAULT);
                signals.forEach(once::apply);
                MeshView expected = once.view();
                assertThat(view.candidates()).as("seed %d, %s", seed, signals).isEqualTo(expected.candidates());
                assertThat(view.peers()).isEqualTo(expected.peers());
                assertThat(view.excluded()).isEqualTo(expected.excluded());
            }
        }
    }

    private static Signal anything(Random random, long at) {
        Peer peer = List.of(A, A2, B).get(random.nextInt(3));
        String path = List.of("todos", "users").get(random.nextInt(2));
        return switch (random.nextInt(10)) {
            case 0 -> joined(peer);
            case 1, 2 -> linked(peer);
            case 3, 4 -> offered(peer, path);
            case 5 -> new Signal.Removed(descriptor(peer, path));
            case 6 -> random.nextInt(3) == 0 ? new Signal.Left(peer) : new Signal.Unlinked(peer);
            case 7 -> random.nextBoolean() ? new Signal.Taken(path) : new Signal.Freed(path);
            case 8 -> new Signal.Unanswered(peer, at);
            default -> new Signal.Answered(peer, at);
        };
    }

    private static Signal offering(Peer peer, String method, String... more) {
        return new Signal.Offered(service(peer, method, more));
    }

    private static Effect changed(Peer first, String method, String... more) {
        return new Effect.ChangeProxy(TODOS, service(first, method, more));
    }

    private static ServiceDescriptor service(Peer peer, String method, String... more) {
        var methods = new ArrayList<String>(List.of(more));
        methods.addFirst(method);
        return new ServiceDescriptor(peer.uuid(), peer.key(), "todos", List.of(), methods, Map.of());
    }

    private List<Effect> apply(Signal... signals) {
        var effects = new ArrayList<Effect>();
        for (Signal signal : signals) effects.addAll(membership.apply(signal));
        return effects;
    }

    private List<Peer> owners(Route route) {
        List<Peer> owners = membership.view().owners(route);
        assertThat(owners).isNotNull();
        return owners == null ? List.of() : owners;
    }

    private static ServiceDescriptor descriptor(Peer peer, String path) {
        return new ServiceDescriptor(peer.uuid(), peer.key(), path, List.of(), List.of("find"), Map.of());
    }

    private static Signal joined(Peer peer) {
        return new Signal.Joined(peer);
    }

    private static Signal linked(Peer peer) {
        return new Signal.Linked(peer);
    }

    private static Signal offered(Peer peer, String path) {
        return new Signal.Offered(descriptor(peer, path));
    }

    private static Signal tick() {
        return new Signal.Tick();
    }

    private static Effect joinedEffect(Peer peer) {
        return new Effect.PeerJoined(peer);
    }

    private static Effect added(Route route, Peer peer, String path) {
        return new Effect.AddProxy(route, descriptor(peer, path));
    }

    private static Effect removed(Route route, Peer peer, String path) {
        return new Effect.RemoveProxy(route, descriptor(peer, path));
    }
}
