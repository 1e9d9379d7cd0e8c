package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Events of an application that was started several times. */
class ReplicaEventsTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private static final class Notes implements Service.Creates, Service.Patches {
        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return data;
        }

        @Override
        public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return data;
        }
    }

    private ServiceHandle replica(String key, boolean replicaEvents) {
        Application app = Application.create().use("notes", new Notes());
        app.configure(Distribution.create(o -> o.key(key).link(mesh.link()).replicaEvents(replicaEvents)));
        running.add(app.setup());
        return app.service("notes");
    }

    private static void awaitPeers(ServiceHandle service, int count) {
        Distribution distribution = service.app().plugin(Distribution.class).orElseThrow();
        Eventually.await(SOON, count + " peers", () -> distribution.peers().size() == count);
    }

    private void note(String who, @Nullable Object item, @Nullable HookContext context) {
        boolean isFromReplica = context != null && context.isFromReplica();
        heard.add(who
                + (isFromReplica ? " from a replica " : " own ")
                + ((Map<?, ?>) Objects.requireNonNull(item)).get("n"));
    }

    private ServiceHandle listening(String who, ServiceHandle service) {
        service.onAnyReplica("created", (item, context) -> note(who, item, context));
        return service;
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    @Test
    void each_replica_hears_each_event_once_and_in_order() {
        ServiceHandle one = listening("one", replica("notes", true));
        ServiceHandle two = listening("two", replica("notes", true));
        ServiceHandle three = listening("three", replica("notes", true));
        for (ServiceHandle each : List.of(one, two, three)) awaitPeers(each, 2);
        for (int n = 0; n < 20; n++) one.create(Map.of("n", n));
        Eventually.await(SOON, "60 events", () -> heard.size() >= 60);
        two.create(Map.of("n", "the last"));
        Eventually.await(SOON, "the last one at all three", () -> heard.size() >= 63);
        for (String who : List.of("one", "two", "three")) {
            var expected = new ArrayList<String>();
            for (int n = 0; n < 20; n++) expected.add(who + (who.equals("one") ? " own " : " from a replica ") + n);
            expected.add(who + (who.equals("two") ? " own " : " from a replica ") + "the last");
            assertThat(heard.stream().filter(each -> each.startsWith(who))).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void other_listeners_hear_what_was_done_here_only() {
        ServiceHandle one = replica("notes", true);
        ServiceHandle two = listening("two", replica("notes", true));
        one.on("created", (item, context) -> note("plain", item, context));
        listening("one", one);
        awaitPeers(one, 1);
        awaitPeers(two, 1);
        two.create(Map.of("n", 1));
        Eventually.await(SOON, "the event at the replica", () -> heard.contains("one from a replica 1"));
        one.create(Map.of("n", 2));
        Eventually.await(SOON, "the second event", () -> heard.contains("two from a replica 2"));
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "two own 1", "one from a replica 1", "plain own 2", "one own 2", "two from a replica 2");
    }

    @Test
    void applications_with_another_key_are_no_replicas_and_the_option_ends_it() {
        ServiceHandle one = listening("one", replica("notes", true));
        ServiceHandle stranger = listening("stranger", replica("other notes", true));
        ServiceHandle without = listening("without", replica("notes", false));
        for (ServiceHandle each : List.of(one, stranger, without)) awaitPeers(each, 2);
        one.create(Map.of("n", 1));
        stranger.create(Map.of("n", 2));
        without.create(Map.of("n", 3));
        Eventually.await(SOON, "the event of the replica", () -> heard.contains("one from a replica 3"));
        assertThat(heard)
                .containsExactlyInAnyOrder("one own 1", "stranger own 2", "without own 3", "one from a replica 3");
    }

    @Test
    void a_listener_that_was_removed_hears_nothing_more_of_either() {
        ServiceHandle one = listening("one", replica("notes", true));
        ServiceHandle two = replica("notes", true);
        awaitPeers(one, 1);
        awaitPeers(two, 1);
        two.onAnyReplica("created", (item, context) -> note("removed", item, context))
                .remove();
        listening("two", two);
        one.create(Map.of("n", 1));
        two.create(Map.of("n", 2));
        Eventually.await(SOON, "four events", () -> heard.size() >= 4);
        assertThat(heard)
                .containsExactlyInAnyOrder("one own 1", "two from a replica 1", "two own 2", "one from a replica 2");
    }

    /** What a hook hides from clients, it hides from those of replicas. */
    @Test
    void the_dispatch_of_an_event_is_that_of_its_call() {
        ServiceHandle one = replica("notes", true);
        ServiceHandle two = replica("notes", true);
        awaitPeers(one, 1);
        awaitPeers(two, 1);
        two.hooks(h -> h.after("create", context -> context.dispatch(Map.of("n", "shown"))));
        var shown = new ConcurrentLinkedQueue<Object>();
        one.onAnyReplica(
                "created",
                (item, context) ->
                        shown.add(String.valueOf(Objects.requireNonNull(context).dispatch())));
        two.create(Map.of("n", "hidden"));
        Eventually.await(SOON, "the event", () -> !shown.isEmpty());
        assertThat(shown).containsExactly("{n=shown}");
    }
}
