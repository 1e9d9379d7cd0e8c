package org.feathers4j.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.feathers4j.cote.DatagramListener;
import org.feathers4j.cote.DatagramPort;
import org.feathers4j.cote.DatagramSettings;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.PortRange;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Afternoons of cote meshes, played with fake time. Times are the plugin's: a hello every 10 s, gone after 30 s. */
class CoteSimulationTest {
    private static final String HERE = "10.0.0.1";
    private static final String THERE = "10.0.0.2";

    private final SimulatedNetwork net = new SimulatedNetwork(42);
    private final List<SimulatedApp> apps = new ArrayList<>();

    private SimulatedApp app(String address, String key) {
        var app = new SimulatedApp(net, address, key);
        apps.add(app);
        return app;
    }

    @AfterEach
    void nobody_was_told_nonsense_and_nothing_stays_open() {
        for (SimulatedApp each : apps)
            assertThat(each.heard)
                    .doesNotContain(
                            "joined twice",
                            "left twice",
                            "left while linked",
                            "linked before it joined",
                            "linked twice",
                            "unlinked twice");
        apps.forEach(each -> each.close(Duration.ofSeconds(1)));
        passes(2);
        assertThat(net.openWires()).isZero();
    }

    private void passes(int seconds) {
        net.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void two_applications_know_each_other_within_a_second_of_the_last_start() {
        SimulatedApp worker = app(HERE, "worker");
        worker.offers("todos");
        passes(100);
        SimulatedApp gateway = app(THERE, "gateway");
        passes(1);
        assertThat(gateway.linked).contains(worker.self);
        assertThat(gateway.heard).contains("service worker/todos");
        assertThat(worker.linked).contains(gateway.self);
    }

    @Test
    void a_request_is_answered() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(1);
        List<Reply> replies = gateway.ask(worker);
        passes(1);
        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(resultOf(reply)).isEqualTo("worker answers find"));
    }

    private static Object resultOf(Reply reply) {
        return reply instanceof Reply.Success success
                ? String.valueOf(success.result().get())
                : reply;
    }

    @Test
    void whoever_comes_to_the_place_of_one_that_is_gone_is_connected_at_once() {
        SimulatedApp gateway = app(THERE, "gateway");
        SimulatedApp worker = appAt(new PortRange(30_000, 30_002));
        passes(5);
        worker.kill(net);
        passes(20);
        SimulatedApp successor = appAt(new PortRange(30_000, 30_002));
        passes(1);
        assertThat(gateway.linked).containsExactly(successor.self);
    }

    private SimulatedApp appAt(PortRange ports) {
        var app = new SimulatedApp(net, HERE, "worker", o -> o.ports(ports.lowest(), ports.highest()));
        apps.add(app);
        return app;
    }

    @Test
    void a_killed_process_is_out_of_reach_at_once_and_gone_after_thirty_seconds() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(25);
        worker.kill(net);
        passes(1);
        assertThat(gateway.linked).isEmpty();
        assertThat(gateway.joined).contains(worker.self);
        passes(31);
        assertThat(gateway.joined).isEmpty();
    }

    @Test
    void a_host_that_vanishes_takes_its_connections_along_when_its_hellos_are_missed() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        net.cut(HERE, THERE);
        List<Reply> replies = gateway.ask(worker);
        passes(19);
        assertThat(gateway.linked).as("the loss is not known yet").contains(worker.self);
        assertThat(replies).isEmpty();
        passes(13);
        assertThat(gateway.heard).endsWith("unlinked worker", "left worker");
    }

    @Test
    void after_a_partition_both_sides_have_everything_again() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        worker.offers("todos");
        gateway.offers("notes");
        passes(5);
        net.cut(HERE, THERE);
        passes(60);
        assertThat(gateway.joined).isEmpty();
        assertThat(worker.joined).isEmpty();
        net.heal(HERE, THERE);
        passes(12);
        assertThat(gateway.linked).contains(worker.self);
        assertThat(worker.linked).contains(gateway.self);
        assertThat(lastOf(gateway, "left worker", "service worker/todos")).isEqualTo("service worker/todos");
        assertThat(lastOf(worker, "left gateway", "service gateway/notes")).isEqualTo("service gateway/notes");
        List<Reply> replies = gateway.ask(worker);
        passes(1);
        assertThat(replies).singleElement().isInstanceOf(Reply.Success.class);
    }

    /** Which of the two was heard last. */
    private static String lastOf(SimulatedApp app, String one, String other) {
        return app.heard.lastIndexOf(one) > app.heard.lastIndexOf(other) ? one : other;
    }

    @Test
    void what_a_one_sided_loss_of_hellos_took_away_comes_back_with_them() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        worker.offers("todos");
        passes(5);
        net.cutOneWay(HERE, THERE);
        passes(60);
        assertThat(gateway.joined).isEmpty();
        assertThat(worker.joined).as("it still hears the gateway").contains(gateway.self);
        net.heal(HERE, THERE);
        passes(12);
        assertThat(lastOf(gateway, "left worker", "service worker/todos")).isEqualTo("service worker/todos");
        assertThat(gateway.linked).contains(worker.self);
    }

    @Test
    void whose_hellos_alone_are_missed_is_asked_and_stays() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        worker.offers("todos");
        passes(5);
        net.loseDatagrams(HERE, THERE);
        passes(600);
        assertThat(gateway.count("unlinked worker") + gateway.count("left worker"))
                .isZero();
        assertThat(worker.count("healthcheck")).isBetween(15L, 25L);
        worker.publish(1);
        List<Reply> replies = gateway.ask(worker);
        passes(1);
        assertThat(replies).singleElement().isInstanceOf(Reply.Success.class);
        assertThat(gateway.events).hasSize(1);
    }

    @Test
    void whose_hellos_are_missed_and_who_does_not_answer_either_is_gone_three_seconds_later() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        worker.deaf = true;
        net.loseDatagrams(HERE, THERE);
        passes(36);
        assertThat(gateway.heard).endsWith("unlinked worker", "left worker");
        assertThat(worker.count("healthcheck")).isEqualTo(3);
    }

    @Test
    void whose_hellos_are_missed_is_gone_thirty_seconds_after_its_last_sign_of_life() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        net.loseDatagrams(HERE, THERE);
        passes(60);
        worker.kill(net);
        passes(1);
        assertThat(gateway.linked).isEmpty();
        assertThat(gateway.joined).contains(worker.self);
        passes(31);
        assertThat(gateway.joined).isEmpty();
    }

    @Test
    void a_broken_connection_is_opened_again_and_what_was_asked_is_lost() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        List<Reply> replies = gateway.ask(worker);
        net.advance(Duration.ofNanos(100_000));
        net.breakConnections(HERE, THERE);
        net.advance(Duration.ofMillis(10));
        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.sent()).isTrue());
        assertThat(gateway.linked).isEmpty();
        passes(1);
        assertThat(gateway.linked).contains(worker.self);
        assertThat(gateway.joined).as("it never left").contains(worker.self);
        assertThat(gateway.count("left worker")).isZero();
    }

    @Test
    void a_host_that_refuses_connections_is_tried_until_it_accepts() {
        net.refuse(HERE, true);
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(60);
        assertThat(gateway.joined).contains(worker.self);
        assertThat(gateway.linked).isEmpty();
        assertThat(worker.linked).contains(gateway.self);
        net.refuse(HERE, false);
        passes(8);
        assertThat(gateway.linked).contains(worker.self);
    }

    @Test
    void a_restarted_application_is_somebody_new_at_once() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        worker.kill(net);
        SimulatedApp again = app(HERE, "worker");
        passes(2);
        List<Reply> replies = gateway.ask(again);
        passes(1);
        assertThat(replies).singleElement().isInstanceOf(Reply.Success.class);
        gateway.heard.clear();
        passes(60);
        assertThat(gateway.heard).containsExactly("left worker");
        assertThat(gateway.linked).containsExactly(again.self);
    }

    @Test
    void several_processes_of_one_host_all_hear_each_other() {
        for (String key : List.of("a", "b", "c")) app(HERE, key);
        app(THERE, "d");
        passes(2);
        for (SimulatedApp each : apps) assertThat(each.linked).hasSize(3);
    }

    @Test
    void without_a_network_the_applications_of_one_host_still_find_each_other() {
        net.takeOffline(HERE);
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(HERE, "gateway");
        passes(2);
        assertThat(gateway.linked).contains(worker.self);
    }

    @Test
    void a_drained_application_still_answers_and_is_there_for_others() {
        SimulatedApp worker = app(HERE, "worker");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        worker.link.drain();
        passes(20);
        List<Reply> replies = gateway.ask(worker);
        passes(1);
        assertThat(replies).singleElement().isInstanceOf(Reply.Success.class);
        passes(40);
        assertThat(gateway.linked).isEmpty();
        assertThat(gateway.joined).contains(worker.self);
    }

    @Test
    void a_newcomer_is_answered_at_once_but_not_more_often_than_five_times_a_second() throws Exception {
        app(HERE, "worker");
        passes(15);
        Network newcomer = net.process(THERE);
        var heard = new ArrayList<Long>();
        DatagramPort udp = newcomer.await(
                newcomer.bindDatagrams(new DatagramSettings("0.0.0.0", 12_345, null, 1), (datagram, from) -> {
                    if (from.equals(HERE)) heard.add(newcomer.nanos());
                }),
                Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            String hello = "{\"event\":\"hello\",\"iid\":\"i" + i + "\",\"data\":{\"advertisement\":{}}}";
            udp.send(hello.getBytes(StandardCharsets.UTF_8), "255.255.255.255", 12_345, failure -> {});
            net.advance(Duration.ofMillis(10));
        }
        int ofEachRound = 4;
        assertThat(heard).hasSizeBetween(4 * ofEachRound, 6 * ofEachRound);
    }

    /** Node does not connect again by itself, but to a responder it does not know. */
    @Test
    void whoever_should_be_connected_but_is_not_hears_of_the_responder_anew() throws Exception {
        app(HERE, "worker");
        Network node = net.process(THERE);
        var iids = new LinkedHashSet<String>();
        var ports = new LinkedHashSet<String>();
        DatagramListener listener = (datagram, from) -> {
            String hello = new String(datagram, StandardCharsets.UTF_8);
            if (!hello.contains("feathers services responder")) return;
            iids.add(hello.replaceAll(".*\"iid\":\"([^\"]*).*", "$1"));
            ports.add(hello.replaceAll(".*\"port\":([0-9]*).*", "$1"));
        };
        DatagramPort udp = node.await(
                node.bindDatagrams(new DatagramSettings("0.0.0.0", 12_345, null, 1), listener), Duration.ofSeconds(1));
        String hello = """
                {"event":"hello","pid":"p","iid":"r","hostName":"node","data":{"advertisement":
                {"type":"service","name":"requester","namespace":"worker","key":"$$worker","axon_type":"req"}}}""";
        for (int i = 0; i < 7; i++) {
            udp.send(hello.getBytes(StandardCharsets.UTF_8), "255.255.255.255", 12_345, failure -> {});
            passes(2);
        }
        assertThat(iids).hasSize(2);
        assertThat(ports).hasSize(1);
    }

    @Test
    void a_silent_mesh_stays_as_it_is() {
        SimulatedApp worker = app(HERE, "worker");
        worker.offers("todos");
        SimulatedApp gateway = app(THERE, "gateway");
        passes(5);
        var before = List.copyOf(gateway.heard);
        passes(3600);
        assertThat(gateway.heard).isEqualTo(before);
    }

    @RepeatedTest(20)
    void in_a_storm_of_losses_duplicates_and_disorder_nothing_is_wrong_for_long(RepetitionInfo info) {
        var stormy = new SimulatedNetwork(info.getCurrentRepetition());
        stormy.weather(new NetworkConditions(0.2, 0.2, Duration.ofMillis(1), Duration.ofMillis(300), 50));
        var worker = new SimulatedApp(stormy, HERE, "worker");
        worker.offers("todos");
        var gateway = new SimulatedApp(stormy, THERE, "gateway");
        apps.addAll(List.of(worker, gateway));
        stormy.advance(Duration.ofSeconds(40));
        assertThat(gateway.linked).contains(worker.self);
        assertThat(gateway.heard).contains("service worker/todos");
        var expected = new ArrayList<MeshEvent>();
        for (int i = 0; i < 50; i++) {
            worker.publish(i);
            expected.add(new MeshEvent("created", Map.of("path", "todos", "key", "worker", "n", i)));
        }
        List<Reply> replies = gateway.ask(worker);
        stormy.advance(Duration.ofSeconds(60));
        assertThat(gateway.events).isEqualTo(expected);
        assertThat(replies).singleElement().isInstanceOf(Reply.Success.class);
        apps.forEach(each -> each.close(Duration.ofSeconds(20)));
        stormy.advance(Duration.ofSeconds(2));
        assertThat(stormy.openWires()).isZero();
    }
}
