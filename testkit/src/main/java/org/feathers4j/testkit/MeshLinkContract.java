package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.testkit.RecordingListener.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link MeshLink} owes. Extend it, say how a new link of one mesh is made, and the tests run:
 *
 * <pre>{@code
 * class MyLinkTest extends MeshLinkContract {
 *     protected MeshLink newLink() { return new MyLink(...); }
 * }
 * }</pre>
 */
public abstract class MeshLinkContract {
    /** How long anything may take. */
    protected static final Duration SOON = Duration.ofSeconds(20);

    private final List<Member> members = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    /** A link that is not open yet; all links of one test belong to the same mesh. */
    protected abstract MeshLink newLink();

    /** A member of the mesh under test. */
    private record Member(Peer self, MeshLink link, RecordingListener heard) {
        void await(String what, Report wanted) {
            heard.await(what, SOON, wanted::equals);
        }

        void awaitLinked(Member other) {
            await("connection to " + other.self, new Report.Linked(other.self));
        }

        CompletableFuture<Reply> ask(Member other, MeshRequest request) {
            var reply = new CompletableFuture<Reply>();
            link.request(other.self, request, reply::complete);
            return reply;
        }

        ServiceDescriptor offers(String path) {
            return new ServiceDescriptor(
                    self.uuid(), self.key(), path, List.of("created"), List.of("find", "get"), Map.of());
        }
    }

    @AfterEach
    void closeAll() {
        never.countDown();
        members.forEach(member -> member.link.close(Duration.ofSeconds(1)));
    }

    @Test
    void members_see_each_other_whoever_comes_first() {
        Member one = join("one");
        Member two = join("two");
        one.await("two to join", new Report.Joined(two.self));
        two.await("one to join", new Report.Joined(one.self));
    }

    @Test
    void a_service_reaches_those_who_are_there_and_those_who_come_later() {
        Member provider = join("provider");
        Member early = join("early");
        early.await("provider", new Report.Joined(provider.self));
        ServiceDescriptor todos = provider.offers("todos");
        provider.link.announce(todos);
        early.await("todos", new Report.Offered(todos));
        Member late = join("late");
        late.await("todos", new Report.Offered(todos));
    }

    @Test
    void a_withdrawn_service_is_told_to_those_who_count_owners_whether_or_not_it_was_the_last_one() {
        Member provider = join("provider");
        ServiceDescriptor last = provider.offers("last");
        ServiceDescriptor replica = provider.offers("replica");
        provider.link.announce(last);
        provider.link.announce(replica);
        Member other = join("other");
        other.await("replica", new Report.Offered(replica));
        provider.link.withdraw(replica, false);
        awaitRemoved(other, "replica");
        provider.link.withdraw(last, true);
        awaitRemoved(other, "last");
        Member late = join("late");
        late.await("provider", new Report.Joined(provider.self));
        assertThat(late.heard.unread()).noneMatch(Report.Offered.class::isInstance);
    }

    private static void awaitRemoved(Member member, String path) {
        Report.Removed removed =
                (Report.Removed) member.heard.await("a removal", SOON, Report.Removed.class::isInstance);
        assertThat(removed.service().path()).isEqualTo(path);
    }

    @Test
    void a_request_is_answered_with_a_result() throws Exception {
        Member provider =
                join("provider", request -> request.reply(request.read().toJson()));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        MeshRequest request = request("get", 7);
        Reply.Success answer = (Reply.Success) caller.ask(provider, request).get(20, TimeUnit.SECONDS);
        assertThat(answer.result().get()).isEqualTo(request.toJson());
    }

    @Test
    void a_request_is_answered_with_an_error() throws Exception {
        FeathersException error = FeathersException.badRequest("Invalid")
                .withData(Map.of("field", "x"))
                .withErrors(List.of(1));
        Member provider = join("provider", request -> request.fail(error));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        Reply.Failure answer =
                (Reply.Failure) caller.ask(provider, request("get", 7)).get(20, TimeUnit.SECONDS);
        assertThat(FeathersException.fromJson(answer.error().get()).toJson()).isEqualTo(error.toJson());
    }

    @Test
    void null_empty_text_numbers_and_lists_are_results_like_any_other() throws Exception {
        Member provider =
                join("provider", request -> request.reply(request.read().data()));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        List<@Nullable Object> values = new ArrayList<>(List.of("", "text", 0, 1.5, true, List.of(), Map.of()));
        values.add(null);
        for (Object value : values) {
            var arguments = new LinkedHashMap<String, @Nullable Object>();
            arguments.put("data", value);
            var request = new MeshRequest("echo", "provider", "todos", arguments);
            Reply.Success answer = (Reply.Success) caller.ask(provider, request).get(20, TimeUnit.SECONDS);
            assertThat(answer.result().get()).isEqualTo(value);
        }
    }

    @Test
    void many_requests_at_once_get_each_their_own_answer() throws Exception {
        Member provider =
                join("provider", request -> request.reply(request.read().id()));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 1000; i++) replies.add(caller.ask(provider, request("get", i)));
        for (int i = 0; i < 1000; i++)
            assertThat(((Reply.Success) replies.get(i).get(20, TimeUnit.SECONDS))
                            .result()
                            .get())
                    .isEqualTo(i);
    }

    @Test
    void a_request_to_a_member_that_leaves_is_lost_at_once() throws Exception {
        var entered = new CountDownLatch(1);
        Member provider = join("provider", request -> {
            entered.countDown();
            park();
        });
        Member caller = join("caller");
        caller.awaitLinked(provider);
        CompletableFuture<Reply> reply = caller.ask(provider, request("get", 1));
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        provider.link.close(Duration.ZERO);
        assertThat(reply.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.sent()).isTrue());
        caller.await("the provider to be unlinked", new Report.Unlinked(provider.self));
    }

    @Test
    void a_request_to_a_stranger_is_lost_and_was_not_sent() throws Exception {
        Member caller = join("caller");
        var stranger = new Peer(UUID.randomUUID().toString(), "stranger");
        var reply = new CompletableFuture<Reply>();
        caller.link.request(stranger, request("get", 1), reply::complete);
        assertThat(reply.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.sent()).isFalse());
    }

    @Test
    void a_provider_knows_of_a_request_that_it_has_read_whether_its_caller_still_waits() throws Exception {
        Member provider = join("provider", request -> {
            int id = (Integer) Objects.requireNonNull(request.read().id());
            if (id == 1) awaitEnd(request);
            request.reply(request.isOver());
        });
        Member caller = join("caller");
        caller.awaitLinked(provider);
        assertThat(isOver(caller, provider, 1, Duration.ofMillis(1))).isEqualTo(true);
        assertThat(isOver(caller, provider, 2, Duration.ofDays(1))).isEqualTo(false);
        assertThat(isOver(caller, provider, 3, Duration.ofDays(100_000))).isEqualTo(false);
    }

    /** Returns when the caller waits no longer, or after some time in which it should have stopped waiting. */
    private static void awaitEnd(IncomingRequest request) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!request.isOver() && System.nanoTime() - end < 0) LockSupport.parkNanos(1_000_000);
    }

    private static @Nullable Object isOver(Member caller, Member provider, int id, Duration left) throws Exception {
        var reply = new CompletableFuture<Reply>();
        caller.link.request(provider.self, request("get", id), left, reply::complete);
        return ((Reply.Success) reply.get(20, TimeUnit.SECONDS)).result().get();
    }

    @Test
    void nobody_hears_the_answer_to_a_request_that_was_cancelled() throws Exception {
        var answers = new CompletableFuture<IncomingRequest>();
        Member provider = join("provider", request -> {
            if (Integer.valueOf(1).equals(request.read().id())) answers.complete(request);
            else request.reply("second");
        });
        Member caller = join("caller");
        caller.awaitLinked(provider);
        var cancelled = new CompletableFuture<Reply>();
        MeshLink.Call call = caller.link.request(provider.self, request("get", 1), cancelled::complete);
        IncomingRequest late = answers.get(20, TimeUnit.SECONDS);
        call.cancel();
        late.reply("too late");
        caller.ask(provider, request("get", 2)).get(20, TimeUnit.SECONDS);
        assertThat(cancelled).isNotDone();
    }

    @Test
    void events_reach_everybody_in_order() {
        Member provider = join("provider");
        List<Member> hearers = List.of(join("one"), join("two"));
        for (Member hearer : hearers) awaitEvents(provider, hearer);
        for (int i = 0; i < 100; i++) provider.link.publish(event(i));
        for (Member hearer : hearers)
            for (int i = 0; i < 100; i++) {
                MeshEvent wanted = event(i);
                Report next = hearer.heard.await(
                        "event " + i, SOON, report -> report instanceof Report.Event e && !e.equals(PROBE));
                assertThat(next).isEqualTo(new Report.Event(wanted));
            }
        // or an application would take its own events for those of a replica
        assertThat(provider.heard.unread()).noneMatch(Report.Event.class::isInstance);
    }

    private static final Report PROBE =
            new Report.Event(new MeshEvent("created", Map.of("path", "probe", "key", "provider")));

    /** A publication reaches connected peers, and the publisher does not know which those are: so it probes. */
    private static void awaitEvents(Member provider, Member hearer) {
        for (int i = 0; i < 200; i++) {
            provider.link.publish(((Report.Event) PROBE).event());
            try {
                hearer.heard.await("a probe", Duration.ofMillis(100), PROBE::equals);
                return;
            } catch (AssertionError notYet) {
                if (i == 199) throw notYet;
            }
        }
    }

    private static MeshEvent event(int n) {
        return new MeshEvent("created", Map.of("path", "todos", "key", "provider", "n", n));
    }

    @Test
    void arguments_that_can_not_be_written_fail_the_call_and_send_nothing() throws Exception {
        Member provider = join("provider", request -> request.reply("sent"));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        var circle = new LinkedHashMap<String, @Nullable Object>();
        circle.put("self", circle);
        var reply = new CompletableFuture<Reply>();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> caller.link.request(
                        provider.self, new MeshRequest("create", "provider", "todos", circle), reply::complete));
        caller.ask(provider, request("get", 2)).get(20, TimeUnit.SECONDS);
        assertThat(reply).isNotDone();
    }

    @Test
    void a_result_that_can_not_be_written_becomes_an_error() throws Exception {
        var circle = new LinkedHashMap<String, @Nullable Object>();
        circle.put("self", circle);
        Member provider = join("provider", request -> request.reply(circle));
        Member caller = join("caller");
        caller.awaitLinked(provider);
        assertThat(caller.ask(provider, request("get", 1)).get(20, TimeUnit.SECONDS))
                .isInstanceOf(Reply.Failure.class);
    }

    @Test
    void who_closes_is_seen_to_be_gone_and_may_come_back_as_somebody_new() {
        Member one = join("one");
        Member two = join("two");
        one.awaitLinked(two);
        two.link.close(Duration.ofSeconds(1));
        one.await("two to be unlinked", new Report.Unlinked(two.self));
        Member again = join("two");
        one.awaitLinked(again);
    }

    private Member join(String key) {
        return join(key, request -> request.fail(FeathersException.notFound("Nothing here")));
    }

    private Member join(String key, java.util.function.Consumer<IncomingRequest> answer) {
        var self = new Peer(UUID.randomUUID().toString(), key);
        var heard = new RecordingListener(answer);
        var member = new Member(self, newLink(), heard);
        members.add(member);
        member.link.open(new LocalApp(self, List.of("created"), List.of("find", "get"), true, SOON), heard);
        return member;
    }

    private static MeshRequest request(String type, int id) {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        arguments.put("id", id);
        arguments.put("params", Map.of());
        return new MeshRequest(type, "provider", "todos", arguments);
    }

    private void park() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
