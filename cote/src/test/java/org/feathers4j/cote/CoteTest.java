package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The library without Feathers, on the real network of this host. */
class CoteTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final int udpPort = FreePort.udp();
    private final List<Cote> cotes = new ArrayList<>();

    private Cote cote() {
        return cote(o -> {});
    }

    private Cote cote(Consumer<CoteOptions.Builder> more) {
        Cote cote = Cote.create(options ->
                more.accept(Loopback.options(options, udpPort).log(false).statusInterval(Duration.ofMillis(100))));
        cotes.add(cote);
        return cote;
    }

    @AfterEach
    void close() {
        cotes.forEach(Cote::close);
    }

    private static Map<String, Object> request(String type) {
        return Map.of("type", type);
    }

    private static void awaitResponders(Requester requester, int count) {
        Eventually.await(SOON, count + " responders", () -> requester.responders() == count);
    }

    private static void awaitSubscribers(Publisher publisher, int count) {
        Eventually.await(SOON, count + " subscribers", () -> publisher.subscribers() == count);
    }

    private static RequestException failure(Requester requester, Map<String, Object> request) {
        return catchThrowableOfType(RequestException.class, () -> requester.send(request));
    }

    private Responder named(String name, String subset) {
        return cote().responder(name, o -> {
                    if (!subset.isEmpty()) o.subset(subset);
                })
                .on("who", request -> name);
    }

    @Test
    void a_request_is_answered_by_a_component_of_the_same_process_or_another() {
        Cote one = cote();
        one.responder("calculator")
                .on("sum", request -> request.get("a") instanceof Number a ? a.longValue() + 1 : null);
        Map<String, Object> sum = Map.of("type", "sum", "a", 41);
        assertThat(one.requester("r").send(sum)).isEqualTo(42);
        assertThat(cote().requester("r").send(sum)).isEqualTo(42);
    }

    @Test
    void a_request_waits_for_a_responder_and_no_longer_than_its_time() {
        Requester requester = cote().requester("r", o -> o.timeout(Duration.ofMillis(200)));
        RequestException late = failure(requester, request("who"));
        assertThat(late.kind()).isEqualTo(RequestException.Kind.TIMED_OUT);
        assertThat(late).hasMessage("Request timed out.");
        var answer = CompletableFuture.supplyAsync(
                () -> requester.send(Map.of("type", "who", "__timeout", SOON.toMillis())));
        named("one", "");
        assertThat(answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo("one");
    }

    @Test
    void a_responder_that_takes_too_long_is_not_waited_for() {
        Cote cote = cote();
        var release = new CountDownLatch(1);
        cote.responder("slow").on("wait", request -> release.await(SOON.toSeconds(), TimeUnit.SECONDS));
        Requester requester = cote.requester("r");
        awaitResponders(requester, 1);
        assertThat(failure(requester, Map.of("type", "wait", "__timeout", 50)).kind())
                .isEqualTo(RequestException.Kind.TIMED_OUT);
        release.countDown();
    }

    @Test
    void errors_arrive_as_they_were_thrown() {
        Cote cote = cote();
        cote.responder("errs")
                .on("text", request -> {
                    throw RequestException.answered("just text");
                })
                .on("plain", request -> {
                    throw new IllegalStateException("broken");
                })
                .on("members", request -> {
                    throw RequestException.answered(Map.of("message", "no such thing", "code", 404));
                });
        Requester requester = cote.requester("r");
        assertThat(failure(requester, request("text")).error()).isEqualTo("just text");
        assertThat(failure(requester, request("plain")).error())
                .isEqualTo(Map.of("name", "IllegalStateException", "message", "broken"));
        RequestException notFound = failure(requester, request("members"));
        assertThat(notFound).hasMessage("no such thing");
        assertThat(notFound.error()).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("code", 404);
        assertThat(failure(requester, request("unknown"))).hasMessage("No listeners found for event: unknown");
    }

    @Test
    void a_handler_of_all_types_answers_what_nobody_else_does() {
        Cote cote = cote();
        cote.responder("r").on("a", request -> "a").on("*", request -> "any " + request.get("type"));
        Requester requester = cote.requester("r");
        assertThat(requester.send(request("a"))).isEqualTo("a");
        assertThat(requester.send(request("b"))).isEqualTo("any b");
    }

    @Test
    void what_would_harm_a_Node_responder_is_not_sent() {
        Requester requester = cote().requester("r");
        for (Map<String, Object> odd :
                List.of(Map.<String, Object>of(), Map.<String, Object>of("type", 7), request(""), request("error")))
            assertThatThrownBy(() -> requester.send(odd))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("type");
    }

    @Test
    void responders_are_asked_in_turn_and_those_of_a_subset_when_it_is_asked_for() {
        named("one", "x");
        named("two", "x");
        named("three", "y");
        Requester requester = cote().requester("r");
        awaitResponders(requester, 3);
        var answers = new HashMap<Object, Integer>();
        for (int i = 0; i < 9; i++) answers.merge(String.valueOf(requester.send(request("who"))), 1, Integer::sum);
        assertThat(answers).isEqualTo(Map.of("one", 3, "two", 3, "three", 3));
        for (int i = 0; i < 3; i++)
            assertThat(requester.send(Map.of("type", "who", "__subset", "y"))).isEqualTo("three");
        assertThat(failure(requester, Map.of("type", "who", "__subset", "z", "__timeout", 50))
                        .kind())
                .isEqualTo(RequestException.Kind.TIMED_OUT);
    }

    @Test
    void the_responder_with_the_fewest_pending_requests_is_asked() {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        cote().responder("busy").on("who", request -> {
            asked.countDown();
            return release.await(SOON.toSeconds(), TimeUnit.SECONDS) ? "busy" : "late";
        });
        Requester requester = cote().pendingBalancedRequester("r", o -> {});
        awaitResponders(requester, 1);
        var stuck = CompletableFuture.supplyAsync(() -> requester.send(request("who")));
        Eventually.await(SOON, "the request", () -> asked.getCount() == 0);
        named("free", "");
        awaitResponders(requester, 2);
        for (int i = 0; i < 5; i++) assertThat(requester.send(request("who"))).isEqualTo("free");
        release.countDown();
        assertThat(stuck.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo("busy");
    }

    @Test
    void the_responder_that_answers_soonest_is_asked_most() {
        cote().responder("slow").on("who", request -> {
            // the time it takes is what the requester measures; nothing here waits by it
            Thread.sleep(100);
            return "slow";
        });
        named("quick", "");
        Requester requester = cote().timeBalancedRequester("r", o -> {});
        awaitResponders(requester, 2);
        var first = new ArrayList<@Nullable Object>();
        for (int i = 0; i < 2; i++) first.add(requester.send(request("who")));
        assertThat(first).containsExactlyInAnyOrder("slow", "quick");
        // a quick one that is late by chance is taken for a slow one for ten seconds
        Eventually.await(SOON, "16 quick answers of 20", () -> quickAnswers(requester) >= 16);
    }

    private static long quickAnswers(Requester requester) {
        return IntStream.range(0, 20)
                .filter(i -> "quick".equals(requester.send(request("who"))))
                .count();
    }

    @Test
    void a_connection_that_is_lost_fails_what_was_sent_on_it_at_once() {
        Cote victim = cote();
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        victim.responder("victim").on("wait", request -> {
            asked.countDown();
            return release.await(SOON.toSeconds(), TimeUnit.SECONDS);
        });
        Requester requester = cote().requester("r");
        var answer = CompletableFuture.supplyAsync(() -> failure(requester, request("wait")));
        Eventually.await(SOON, "the request", () -> asked.getCount() == 0);
        victim.close(Duration.ZERO);
        assertThat(answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().kind())
                .isEqualTo(RequestException.Kind.LOST);
        release.countDown();
    }

    @Test
    void what_waits_for_a_responder_ends_when_the_requester_does() {
        Requester requester = cote().requester("r", o -> o.maxWaiting(1));
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return requester.send(request("who"));
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        Eventually.await(SOON, "a request that waits", () -> requester.waiting() == 1);
        assertThat(failure(requester, request("who")).kind()).isEqualTo(RequestException.Kind.REFUSED);
        requester.close();
        assertThat(answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo("This requester is closed");
    }

    @Test
    void a_responder_refuses_more_calls_than_it_may_run() {
        Cote cote = cote();
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        cote.responder("one at a time", o -> o.maxWaiting(1)).on("wait", request -> {
            asked.countDown();
            return release.await(SOON.toSeconds(), TimeUnit.SECONDS);
        });
        Requester requester = cote.requester("r");
        var first = CompletableFuture.supplyAsync(() -> requester.send(request("wait")));
        Eventually.await(SOON, "the first", () -> asked.getCount() == 0);
        assertThat(failure(requester, request("wait"))).hasMessageContaining("too many");
        release.countDown();
        assertThat(first.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(true);
    }

    @Test
    void events_go_to_those_who_subscribed_to_them() {
        Publisher publisher = cote().publisher("p", o -> o.broadcasts("a.b", "c"));
        Cote hearing = cote();
        Queue<String> all = new ConcurrentLinkedQueue<>();
        Queue<String> wild = new ConcurrentLinkedQueue<>();
        hearing.subscriber("all").on("*", (event, data) -> all.add(event + " " + data));
        hearing.subscriber("wild", o -> o.subscribesTo("a.*")).on("b", (event, data) -> wild.add(event + " " + data));
        awaitSubscribers(publisher, 2);
        publisher.publish("a.b", Map.of("n", 1));
        publisher.publish("c", null);
        Eventually.await(SOON, "three events", () -> all.size() + wild.size() == 3);
        assertThat(all).containsExactly("a.b {n=1}", "c {}");
        assertThat(wild).containsExactly("b {n=1}");
    }

    @Test
    void components_of_another_key_name_space_or_environment_do_not_meet() {
        Cote cote = cote();
        Publisher publisher = cote.publisher("p", o -> o.key("k").namespace("n"));
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        cote.subscriber("other key", o -> o.namespace("n")).on("*", (event, data) -> heard.add("key"));
        cote.subscriber("other name space", o -> o.key("k")).on("*", (event, data) -> heard.add("name space"));
        cote(o -> o.environment("prod"))
                .subscriber("other environment", o -> o.key("k").namespace("n"))
                .on("*", (event, data) -> heard.add("environment"));
        cote(o -> o.ignoreProcess(true))
                .subscriber("blind to its process", o -> o.key("k").namespace("n"))
                .on("*", (event, data) -> heard.add("process"));
        cote.subscriber("the same", o -> o.key("k").namespace("n")).on("e", (event, data) -> heard.add("same"));
        awaitSubscribers(publisher, 1);
        publisher.publish("e", Map.of());
        Eventually.await(SOON, "the event", () -> heard.contains("same"));
        assertThat(heard).containsExactly("same");
        assertThat(publisher.subscribers()).isEqualTo(1);
    }

    @Test
    void a_component_that_is_closed_is_left_while_the_others_go_on() {
        Cote cote = cote();
        Responder first = cote.responder("first").on("who", request -> "first");
        cote.responder("second").on("who", request -> "second");
        Requester requester = cote().requester("r");
        awaitResponders(requester, 2);
        first.close();
        awaitResponders(requester, 1);
        assertThat(requester.send(request("who"))).isEqualTo("second");
        first.close();
    }

    @Test
    void one_that_only_listens_finds_others_and_is_not_found() {
        named("one", "");
        Requester silent = cote(o -> o.announce(false)).requester("silent");
        assertThat(silent.send(request("who"))).isEqualTo("one");
        cote(o -> o.announce(false)).responder("silent too").on("who", request -> "silent");
        Requester deaf = cote(o -> o.listen(false)).requester("deaf");
        Requester requester = cote().requester("r");
        awaitResponders(requester, 1);
        assertThat(deaf.responders()).isZero();
    }

    @Test
    void a_monitor_sees_everybody_and_whom_they_are_connected_to() {
        Cote serving = cote();
        serving.responder("calculator").on("sum", request -> 1);
        Requester requester = cote().requester("asker");
        Monitor monitor = cote().monitor("monitor");
        requester.send(request("sum"));
        Eventually.await(
                SOON,
                "a full picture",
                () -> monitor.nodes().stream()
                        .filter(each -> each.traffic()
                                .filter(traffic -> traffic.in() == 1 && traffic.out() == 1)
                                .isPresent())
                        .map(MonitoredNode::name)
                        .toList()
                        .containsAll(List.of("asker", "calculator")));
        MonitoredNode asker = byName(monitor, "asker");
        assertThat(asker.connectedTo())
                .containsExactly(byName(monitor, "calculator").id());
        assertThat(asker.axonType()).isEqualTo("req");
        assertThat(asker.silence()).isLessThan(SOON);
        assertThat(byName(monitor, "monitor").port()).isPositive();
        assertThat(monitor.table().lines().filter(line -> line.startsWith("asker")))
                .singleElement()
                .asString()
                .matches("asker +req +\\$\\$ +127.0.0.1 .* 1 +1 +0 +calculator");
    }

    private static MonitoredNode byName(Monitor monitor, String name) {
        return monitor.nodes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hellos_leave_through_the_chosen_interface_and_others_connect_to_the_advertised_address() {
        cote(o -> o.networkInterface("127.0.0.1"))
                .responder("here", o -> o.key("here"))
                .on("who", request -> "here");
        assertThat(cote().requester("r", o -> o.key("here")).send(request("who")))
                .isEqualTo("here");
        cote(o -> o.advertisedAddress("127.0.0.3"))
                .responder("elsewhere", o -> o.key("elsewhere"))
                .on("who", request -> "elsewhere");
        Requester requester = cote().requester("r", o -> o.key("elsewhere"));
        assertThat(requester.send(request("who"))).isEqualTo("elsewhere");
        assertThat(requester.addresses()).containsExactly("127.0.0.3");
    }

    @Test
    void a_load_balancer_of_a_programs_own_chooses_and_hears_of_every_request() {
        var begun = new ConcurrentLinkedQueue<String>();
        var left = new ConcurrentLinkedQueue<String>();
        var balancer = new LoadBalancer() {
            @Override
            public Endpoint choose(Map<String, @Nullable Object> request, List<Endpoint> endpoints, long now) {
                return endpoints.stream()
                        .filter(each -> each.advertisement().name().equals(request.get("of")))
                        .findFirst()
                        .orElseThrow();
            }

            @Override
            public void onBegin(Endpoint endpoint, long now) {
                begun.add(endpoint.advertisement().name());
                throw new IllegalStateException("does not fail the request");
            }

            @Override
            public void onEnd(Endpoint endpoint, long begunAt, long now) {
                assertThat(now).isGreaterThanOrEqualTo(begunAt);
                begun.remove(endpoint.advertisement().name());
            }

            @Override
            public void onLeft(Endpoint endpoint) {
                left.add(endpoint.advertisement().name());
            }
        };
        named("one", "");
        Responder two = named("two", "");
        Requester requester = cote().requester("r", o -> o.loadBalancer(balancer));
        awaitResponders(requester, 2);
        for (String each : List.of("two", "two", "one"))
            assertThat(requester.send(Map.of("type", "who", "of", each))).isEqualTo(each);
        assertThatThrownBy(() -> requester.send(Map.of("type", "who", "of", "three")))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(begun).isEmpty();
        two.close();
        Eventually.await(SOON, "the end of two", () -> left.contains("two"));
        assertThat(left).containsExactly("two");
    }

    @Test
    void hellos_of_a_group_and_of_a_list_of_hosts_are_heard() {
        Consumer<CoteOptions.Builder> group = o -> o.multicast("239.7.7.7").networkInterface("lo");
        cote(group).responder("group", o -> o.key("group")).on("who", request -> "group");
        assertThat(cote(group).requester("r", o -> o.key("group")).send(request("who")))
                .isEqualTo("group");
        // two on one host would share the port, and only one of them would get what is sent to the host
        Consumer<CoteOptions.Builder> list = o -> o.unicast(List.of("127.0.0.1"));
        Cote both = cote(list);
        both.responder("list", o -> o.key("list")).on("who", request -> "list");
        assertThat(both.requester("r", o -> o.key("list")).send(request("who"))).isEqualTo("list");
    }

    @Test
    void where_the_network_cannot_be_used_the_message_says_what_to_set() {
        assertThatThrownBy(() -> cote(o -> o.networkInterface("nowhere0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere0")
                .hasMessageContaining("networkInterface")
                .hasMessageMatching("(?s).*there are: \\[.*\\blo\\b.*");
    }
}
