package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Java peers on hosts with addresses of their own: what only cables do. */
class HostsApartTest {

    private static final Duration SOON = Patience.ofSeconds(40);

    private final List<JavaProcess> processes = new ArrayList<>();
    private @Nullable Hosts hosts;
    private Hosts.@Nullable Host here;
    private Hosts.@Nullable Host there;

    @BeforeAll
    static void needs_root() {
        Hosts.require();
    }

    @BeforeEach
    void build() {
        hosts = new Hosts();
        here = hosts.add();
        there = hosts.add();
    }

    @AfterEach
    void tearDown() {
        processes.forEach(JavaProcess::close);
        if (hosts != null) {
            hosts.close();
        }
    }

    private Hosts.Host here() {
        return Objects.requireNonNull(here);
    }

    private Hosts.Host there() {
        return Objects.requireNonNull(there);
    }

    private JavaProcess start(Hosts.Host host, String name, UnaryOperator<JavaPeerOptions> change) {
        var options = JavaPeerOptions.quick(name, 12_345).withCote("broadcast", "255.255.255.255");
        var process = JavaProcess.start(change.apply(options), host.command());
        processes.add(process);
        return process;
    }

    private JavaProcess provider(String name) {
        return start(there(), name, o -> o.withKey("echoes").withService("echo", "echo"));
    }

    private JavaProcess gateway() {
        return start(here(), "gateway", o -> o.onlyConsuming().withTimeout(Duration.ofSeconds(20)));
    }

    private static void awaitAnswer(JavaProcess gateway, String from) {
        Eventually.await(SOON, "an answer of " + from, () -> from.equals(answer(gateway)));
    }

    private static @Nullable Object answer(JavaProcess gateway) {
        return gateway.tryFind("echo") instanceof Map<?, ?> answer ? answer.get("from") : null;
    }

    @Test
    @SideBySide
    void hosts_find_each_other_by_broadcast() {
        provider("one");
        awaitAnswer(gateway(), "one");
    }

    @Test
    @SideBySide
    void hosts_find_each_other_by_multicast() {
        UnaryOperator<JavaPeerOptions> multicast = o -> o.withCote("multicast", "239.1.2.3");
        start(there(), "one", o -> multicast.apply(o.withKey("echoes").withService("echo", "echo")));
        awaitAnswer(start(here(), "gateway", o -> multicast.apply(o.onlyConsuming())), "one");
    }

    @Test
    @SideBySide
    void a_pulled_cable_takes_the_services_along_and_a_plugged_one_brings_them_back() {
        provider("one");
        var gateway = gateway();
        awaitAnswer(gateway, "one");
        there().pullCable();
        Eventually.await(SOON, "the end of the service", () -> !gateway.has("echo"));
        there().plugIn();
        awaitAnswer(gateway, "one");
    }

    @Test
    @SideBySide
    void a_cable_that_is_pulled_for_a_moment_costs_no_call() {
        provider("one");
        var gateway = gateway();
        awaitAnswer(gateway, "one");
        there().pullCable();
        var call = Background.start(() -> gateway.find("echo"));
        there().plugIn();
        assertThat(call).succeedsWithin(SOON);
        assertThat(answer(gateway)).isEqualTo("one");
    }

    @Test
    @SideBySide
    void a_host_whose_answers_get_lost_while_its_hellos_come_is_left_out_until_they_arrive() {
        provider("one");
        start(here(), "two", o -> o.withKey("echoes").withService("echo", "echo"));
        var gateway = gateway();
        awaitAnswer(gateway, "one");
        awaitAnswer(gateway, "two");
        there().loseWhatGoesTo(here());
        // reads go to the other one, those under way included
        var calls = new ArrayList<CompletableFuture<@Nullable Object>>();
        for (int i = 0; i < 6; i++) {
            calls.add(Background.start(() -> answer(gateway)));
        }
        assertThat(calls)
                .allSatisfy(call -> assertThat(call).succeedsWithin(SOON).isEqualTo("two"));
        Eventually.await(SOON, "one owner", () -> gateway.owners("echo").size() == 1);
        there().findAgain(here());
        awaitAnswer(gateway, "one");
    }

    @Test
    @SideBySide
    void a_host_that_vanishes_without_closing_its_connections_is_replaced_by_its_successor_at_the_same_address() {
        var vanishing = provider("one");
        var gateway = gateway();
        awaitAnswer(gateway, "one");
        there().pullCable();
        vanishing.kill();
        there().plugIn();
        provider("two");
        awaitAnswer(gateway, "two");
        Eventually.await(
                SOON, "the end of the first one", () -> gateway.owners("echo").size() == 1);
    }
}
