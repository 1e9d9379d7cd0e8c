package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.FreePort;
import org.feathers4j.cote.Loopback;
import org.feathers4j.cote.RawPeer;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Links on the real network of this host. */
class CoteLinkTest {
    private final int udpPort = FreePort.udp();
    private final List<TestApp> apps = new ArrayList<>();

    private TestApp join(String key) {
        return join(key, options -> {});
    }

    private TestApp join(String key, Consumer<CoteOptions.Builder> change) {
        var app = TestApp.joined(key, udpPort, change);
        apps.add(app);
        return app;
    }

    @AfterEach
    void everybody_leaves() {
        apps.forEach(TestApp::close);
    }

    @Test
    void two_applications_see_each_other_and_their_services() {
        TestApp worker = join("worker");
        worker.offers("todos");
        TestApp gateway = join("gateway");
        gateway.awaitHeard("service worker/todos");
        gateway.awaitLinked(worker);
        worker.awaitLinked(gateway);
        assertThat(gateway.heard).first().isEqualTo("joined worker");
    }

    @Test
    void a_request_is_answered() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        Reply reply = gateway.ask(worker, TestApp.find("todos"));
        assertThat(TestApp.result(reply)).isEqualTo(TestApp.find("todos").toJson());
    }

    @Test
    void an_error_arrives_as_it_was_thrown() {
        TestApp worker = join("worker");
        worker.answering(request -> {
            throw FeathersException.notFound("No todo").withData(Map.of("id", 7));
        });
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        Reply reply = gateway.ask(worker, TestApp.find("todos"));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Failure.class,
                        failure -> assertThat(failure.error().get())
                                .isEqualTo(FeathersException.notFound("No todo")
                                        .withData(Map.of("id", 7))
                                        .toJson()));
    }

    @Test
    void a_result_that_is_not_JSON_becomes_an_error() {
        TestApp worker = join("worker");
        worker.answering(request -> new Object());
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        assertThat(gateway.ask(worker, TestApp.find("todos"))).isInstanceOf(Reply.Failure.class);
    }

    @Test
    void many_requests_at_once_get_their_own_answers() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 2000; i++) replies.add(gateway.send(worker, TestApp.find("todos" + i)));
        for (int i = 0; i < 2000; i++) {
            Map<?, ?> result = (Map<?, ?>) Objects.requireNonNull(TestApp.result(
                    replies.get(i).orTimeout(20, TimeUnit.SECONDS).join()));
            assertThat(result.get("path")).isEqualTo("todos" + i);
        }
    }

    @Test
    void events_reach_everybody_who_listens() {
        TestApp worker = join("worker");
        TestApp first = join("gateway");
        TestApp second = join("gateway");
        var message = Map.of("path", "todos", "key", "worker", "id", 1);
        first.awaitLinked(worker);
        second.awaitLinked(worker);
        Eventually.await(TestApp.DEADLINE, "events at both", () -> {
            worker.link.publish(new MeshEvent("created", message));
            return !first.events.isEmpty() && !second.events.isEmpty();
        });
        assertThat(first.events).contains(new MeshEvent("created", message));
        assertThat(worker.events).as("own events do not come back").isEmpty();
    }

    @Test
    void an_event_without_a_message_does_no_harm() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        Eventually.await(TestApp.DEADLINE, "an event", () -> {
            worker.link.publish(new MeshEvent("created", null));
            return !gateway.events.isEmpty();
        });
        assertThat(gateway.events).allMatch(event -> Map.of().equals(event.message()));
    }

    @Test
    void an_event_that_has_no_JSON_form_is_refused_and_the_next_one_arrives() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        assertThatThrownBy(() -> worker.link.publish(new MeshEvent("created", new Object())))
                .isInstanceOf(FeathersException.class)
                .hasMessageContaining("java.lang.Object has no JSON form");
        var message = Map.of("path", "todos", "key", "worker", "id", 1);
        Eventually.await(TestApp.DEADLINE, "an event", () -> {
            worker.link.publish(new MeshEvent("created", message));
            return !gateway.events.isEmpty();
        });
        assertThat(gateway.events).containsOnly(new MeshEvent("created", message));
    }

    @Test
    void a_withdrawn_service_is_removed_and_not_offered_to_newcomers() {
        TestApp worker = join("worker");
        ServiceDescriptor todos = worker.offers("todos");
        worker.offers("notes");
        TestApp gateway = join("gateway");
        gateway.awaitHeard("service worker/todos");
        worker.link.withdraw(todos, true);
        gateway.awaitHeard("removed worker/todos");
        TestApp late = join("late");
        late.awaitHeard("service worker/notes");
        assertThat(late.count("service worker/todos")).isZero();
    }

    @Test
    void a_service_that_a_replica_goes_on_with_is_withdrawn_in_a_way_that_node_peers_do_not_hear() throws Exception {
        TestApp worker = join("worker");
        ServiceDescriptor todos = worker.offers("todos");
        TestApp gateway = join("gateway");
        gateway.awaitHeard("service worker/todos");
        try (var raw = new RawPeer(udpPort)) {
            RawPeer.Stream nodePeer = raw.connect(raw.portOf(worker.self.uuid(), "feathers services publisher"));
            assertThat(topic(nodePeer)).isEqualTo("message::services::service");
            worker.link.withdraw(todos, false);
            gateway.awaitHeard("removed worker/todos");
            assertThat(topic(nodePeer)).isEqualTo("message::services::service-withdrawn");
        }
    }

    private static String topic(RawPeer.Stream stream) throws Exception {
        return String.valueOf(Objects.requireNonNull(stream.next()).argument(0));
    }

    @Test
    void a_drained_application_answers_what_is_under_way_and_then_closes_the_connection() throws Exception {
        TestApp worker = join("worker");
        var asked = new CountDownLatch(1);
        var timeout = new CountDownLatch(1);
        worker.answering(request -> {
            asked.countDown();
            await(timeout);
            return request.path();
        });
        try (var raw = new RawPeer(udpPort)) {
            int port = raw.portOf(worker.self.uuid(), "feathers services responder");
            RawPeer.Stream idle = raw.connect(port);
            RawPeer.Stream busy = raw.connect(port);
            busy.frame(Map.of("type", "find", "path", "slow"), "1");
            asked.await();
            worker.link.drain();
            assertThat(idle.next()).isNull();
            timeout.countDown();
            assertThat(Objects.requireNonNull(busy.next()).isSuccess()).isTrue();
            assertThat(busy.next()).isNull();
        }
    }

    /** So a provider that leaves knows that no request of this peer is on its way. */
    @Test
    void a_consumer_closes_its_connection_when_the_last_service_is_withdrawn_and_opens_another_one() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        ServiceDescriptor todos = worker.offers("todos");
        ServiceDescriptor notes = worker.offers("notes");
        gateway.awaitLinked(worker);
        gateway.awaitHeard("service worker/todos");
        gateway.awaitHeard("service worker/notes");
        worker.link.withdraw(todos, true);
        gateway.awaitHeard("removed worker/todos");
        assertThat(gateway.heard).doesNotContain("unlinked worker");
        worker.link.withdraw(notes, true);
        gateway.awaitHeard("unlinked worker");
        worker.offers("todos");
        gateway.awaitLinked(worker);
        assertThat(gateway.ask(worker, TestApp.find("todos"))).isInstanceOf(Reply.Success.class);
    }

    @Test
    void whoever_leaves_is_unlinked_at_once_and_gone_after_a_while() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        worker.close();
        gateway.awaitUnlinked(worker);
        gateway.awaitHeard("left worker");
        TestApp again = join("worker");
        gateway.awaitLinked(again);
    }

    @Test
    void requests_without_an_answer_are_lost_with_the_connection() throws Exception {
        TestApp worker = join("worker");
        var asked = new CountDownLatch(1);
        var timeout = new CountDownLatch(1);
        worker.answering(request -> {
            asked.countDown();
            await(timeout);
            return true;
        });
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        CompletableFuture<Reply> reply = gateway.send(worker, TestApp.find("todos"));
        asked.await();
        worker.close();
        assertThat(reply.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.sent()).isTrue());
        timeout.countDown();
        assertThat(gateway.ask(worker, TestApp.find("todos")))
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.sent()).isFalse());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void all_started_at_once_find_each_other() {
        var started = new ArrayList<CompletableFuture<TestApp>>();
        long begin = System.nanoTime();
        for (String key : List.of("a", "b", "c", "d"))
            started.add(CompletableFuture.supplyAsync(() -> TestApp.joined(key, udpPort, options -> {})));
        started.forEach(each -> apps.add(each.join()));
        for (TestApp one : apps) for (TestApp other : apps) if (one != other) one.awaitLinked(other);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Patience.ofSeconds(10));
    }

    /** Node publishes its services once, and not again for a peer that only missed its hellos. */
    @Test
    void a_silent_application_that_is_heard_again_need_not_repeat_its_offers() throws Exception {
        TestApp gateway = join("gateway");
        try (var raw = new RawPeer(udpPort)) {
            RawPeer.Listening listening = raw.listen();
            raw.join();
            raw.hello(raw.advertisement("feathers services publisher", "services", "pub-emitter", listening.port()));
            RawPeer.Stream stream = listening.next();
            stream.frame("message::services::service", Map.of("uuid", raw.uuid, "key", "raw", "path", "todos"));
            gateway.awaitHeard("service raw/todos");
            gateway.awaitHeard("left raw");
            raw.join();
            Eventually.await(TestApp.DEADLINE, "the offer again", () -> gateway.count("service raw/todos") == 2);
        }
    }

    @Test
    void environments_do_not_see_each_other() {
        join("worker", options -> options.environment("other"));
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        gateway.offers("todos");
        worker.awaitHeard("service gateway/todos");
        assertThat(gateway.count("joined worker")).isEqualTo(1);
    }

    @Test
    void those_who_share_a_pass_phrase_understand_each_other() {
        TestApp worker = join("worker", options -> options.key("secret"));
        TestApp gateway = join("gateway", options -> options.key("secret"));
        TestApp stranger = join("stranger");
        gateway.awaitLinked(worker);
        assertThat(stranger.heard).isEmpty();
    }

    @Test
    void a_multicast_group_works_too() {
        Consumer<CoteOptions.Builder> group = options ->
                options.address("127.0.0.1").multicast("239.255.77.7").multicastTTL(0);
        TestApp worker = join("worker", group);
        TestApp gateway = join("gateway", group);
        TestApp stranger = join("stranger");
        gateway.awaitLinked(worker);
        worker.awaitHeard("joined stranger"); // one-sided, as in Node
        assertThat(stranger.heard).isEmpty();
    }

    @Test
    void a_list_of_hosts_works_too() {
        TestApp gateway = join("gateway", options -> options.unicast(List.of("127.0.0.1")));
        TestApp worker =
                join("worker"); // of one host only the process that came last hears what is sent to its address
        worker.awaitHeard("joined gateway");
        gateway.awaitHeard("joined worker");
    }

    @Test
    void names_that_do_not_fit_into_a_datagram_are_refused() {
        var app = new TestApp("k".repeat(70_000), CoteLink.create(options -> Loopback.options(options, udpPort)));
        assertThatThrownBy(() -> app.link.open(app.local, app))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("datagram");
    }

    @Test
    void an_interrupted_thread_still_closes_everything() {
        TestApp app = join("worker");
        Thread.currentThread().interrupt();
        app.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_request_that_is_not_JSON_is_refused_at_once() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        var request = new MeshRequest("create", "k", "todos", Map.of("data", new Object()));
        assertThatThrownBy(() -> gateway.link.request(worker.self, request, reply -> {}))
                .isInstanceOf(FeathersException.class)
                .hasMessageContaining("create on 'todos'");
    }

    @Test
    void a_port_that_cannot_be_bound_is_named() {
        var app = new TestApp(
                "k", CoteLink.create(options -> options.address("203.0.113.1").port(udpPort)));
        assertThatThrownBy(() -> app.link.open(app.local, app))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(udpPort));
        app.close();
    }
}
