package org.feathers4j.channels;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PublishingTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final Stage stage = new Stage();
    private final Channels channels = stage.channels;
    private final ServiceHandle things = stage.use("things", new Things(), o -> o.events("status"));

    private static List<@Nullable Object> payloads(List<Publication> publications) {
        var payloads = new ArrayList<@Nullable Object>();
        publications.forEach(publication -> payloads.add(publication.payload()));
        return payloads;
    }

    @Test
    void each_distinct_payload_is_handed_over_once() {
        Object news = Map.of("news", true);
        channels.publish((item, context) -> List.of(
                channels.channel("c1").send(news),
                channels.channel("c2"),
                channels.channel("c3").send(news)));
        things.emit("status", "on");
        List<Publication> publications = stage.publications();
        assertThat(publications)
                .extracting(Publication::name, Publication::payload, Publication::connections)
                .containsExactly(
                        tuple("things status", news, List.of(stage.c1, stage.c3)),
                        tuple("things status", "on", List.of(stage.c2)));
        assertThat(publications)
                .extracting(Publication::identity)
                .as("one event, told to two groups")
                .containsOnly(Objects.requireNonNull(publications.getFirst().identity()));
    }

    @Test
    void events_of_a_service_are_published_in_order_however_long_a_publisher_takes() {
        channels.publish((item, context) -> {
            if (item instanceof Integer number && number % 7 == 0) LockSupport.parkNanos(1_000);
            return stage.all();
        });
        List<Integer> numbers = IntStream.range(0, 500).boxed().toList();
        numbers.forEach(number -> things.emit("status", number));
        assertThat(payloads(stage.publications())).isEqualTo(numbers);
    }

    @Test
    void a_slow_publisher_delays_only_its_own_service_and_never_the_call() throws InterruptedException {
        ServiceHandle quick = stage.use("quick", new Things(), o -> {});
        var timeout = new CountDownLatch(1);
        var delivered = new LinkedBlockingQueue<String>();
        channels.onPublication(publication -> delivered.add(publication.name()));
        channels.publish((item, context) -> stage.all());
        channels.service("things").publish((item, context) -> {
            timeout.await();
            return stage.all();
        });
        things.create(Map.of("a", 1));
        quick.create(Map.of("a", 1));
        assertThat(delivered.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("quick created");
        timeout.countDown();
        assertThat(delivered.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("things created");
    }

    @Test
    void events_that_no_publisher_gets_round_to_are_dropped_and_counted() throws InterruptedException {
        var app = Application.create();
        Channels small = app.configure(Channels.create(o -> o.queueLimit(2).timeout(Duration.ofMillis(100))));
        app.use("things", new Things());
        var busy = new CountDownLatch(1);
        var timeout = new CountDownLatch(1);
        var seen = new CopyOnWriteArrayList<Object>();
        small.publish((item, context) -> {
            busy.countDown();
            timeout.await();
            seen.add(String.valueOf(item));
            return null;
        });
        app.service("things").emit("created", 1);
        busy.await();
        for (int i = 2; i <= 5; i++) app.service("things").emit("created", i);
        assertThat(small.refused()).isEqualTo(2);
        timeout.countDown();
        Eventually.await(SOON, "the others", () -> seen.equals(List.of("1", "2", "3")));
    }

    @Test
    void a_publisher_that_fails_or_returns_something_odd_harms_no_other_event() {
        channels.publish((item, context) -> switch (String.valueOf(item)) {
            case "exception" -> throw new Exception("on purpose");
            case "interruption" -> throw new InterruptedException("on purpose");
            case "error" -> throw new StackOverflowError("on purpose");
            case "odd" -> List.of(stage.all(), "no channel");
            default -> stage.all();
        });
        for (String item : List.of("exception", "interruption", "error", "odd", "good")) things.emit("status", item);
        assertThat(payloads(stage.publications())).containsExactly("good");
    }

    @Test
    void a_transport_that_fails_does_not_keep_a_message_from_the_others() {
        var delivered = new CopyOnWriteArrayList<String>();
        var failing = channels.onPublication(publication -> {
            throw new IllegalStateException("on purpose");
        });
        var working = channels.onPublication(publication -> delivered.add(publication.name()));
        channels.publish((item, context) -> stage.all());
        things.emit("status", "on");
        assertThat(stage.publications()).hasSize(1);
        assertThat(delivered).containsExactly("things status");
        failing.remove();
        working.remove();
        things.emit("status", "off");
        assertThat(stage.publications()).hasSize(1);
        assertThat(delivered).hasSize(1);
    }

    @Test
    void clients_get_the_record_as_it_was_whatever_its_owner_does_to_it_afterwards() throws InterruptedException {
        var timeout = new CountDownLatch(1);
        var results = new CopyOnWriteArrayList<Object>();
        channels.publish((item, context) -> {
            timeout.await();
            results.add(String.valueOf(
                    context.call() == null ? null : context.call().result()));
            return stage.all();
        });
        Map<String, @Nullable Object> one = Resources.object(things.create(Map.of("a", 1)));
        one.put("secret", "x");
        for (Object each : Resources.list(things.create(List.of(Map.of("a", 2), Map.of("a", 3)))))
            Resources.object(each).put("secret", "x");
        timeout.countDown();
        assertThat(payloads(stage.publications()))
                .containsExactly(Map.of("a", 1, "id", 1), Map.of("a", 2, "id", 2), Map.of("a", 3, "id", 3));
        assertThat(results)
                .hasSize(3)
                .noneMatch(result -> String.valueOf(result).contains("secret"));
    }

    @Test
    void a_publisher_sees_the_call_with_what_hooks_have_added_and_cannot_change_it() {
        things.hooks(h -> h.before("create", ctx -> ctx.set("tenant", "acme")));
        var seen = new CopyOnWriteArrayList<String>();
        channels.publish((item, context) -> {
            HookContext call = context.call();
            if (call == null) return null;
            seen.add("%s of %s by %s"
                    .formatted(call.data(), call.get("tenant"), call.params().provider()));
            call.result("changed").dispatch("changed");
            return stage.all();
        });
        HookContext call =
                things.context("create", null, Map.of("a", 1), Params.empty().with("provider", "rest"));
        things.run(call);
        assertThat(payloads(stage.publications())).containsExactly(Map.of("a", 1, "id", 1));
        assertThat(seen).containsExactly("{a=1} of acme by rest");
        assertThat(call.result()).isEqualTo(Map.of("a", 1, "id", 1));
        assertThat(call.hasDispatch()).isFalse();
    }

    @Test
    void the_same_record_twice_in_a_result_has_two_items_in_its_dispatch() {
        channels.publish((item, context) -> stage.all());
        Object same = Map.of("id", 1);
        things.hooks(h ->
                h.after("create", ctx -> ctx.result(List.of(same, same)).dispatch(List.of("first", "second"))));
        things.create(Map.of());
        assertThat(payloads(stage.publications())).containsExactly("first", "second");
    }

    @Test
    void calls_from_inside_a_listener_do_not_mix_up_the_items() {
        channels.publish((item, context) -> stage.all());
        things.hooks(h -> h.after("create", ctx -> {
            if (ctx.result() instanceof List<?> list)
                ctx.dispatch(list.stream().map(item -> "safe " + item).toList());
        }));
        var once = new ArrayList<>(List.of("once"));
        things.on("created", (item, context) -> {
            if (!once.isEmpty() && once.removeFirst() != null) things.create(List.of(Map.of("b", 1), Map.of("b", 2)));
        });
        things.create(List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3)));
        assertThat(payloads(stage.publications()).stream().map(String::valueOf).map(text -> text.substring(5, 9)))
                .containsExactlyInAnyOrder("{a=1", "{b=1", "{b=2", "{a=2", "{a=3");
    }

    @Test
    void a_safe_list_that_is_too_short_reveals_nothing() {
        channels.publish((item, context) -> stage.all());
        things.hooks(h -> h.after("create", ctx -> ctx.dispatch(List.of("safe"))));
        things.create(List.of(Map.of("secret", 1), Map.of("secret", 2)));
        assertThat(payloads(stage.publications())).containsExactly("safe", null);
    }

    @Test
    void items_that_came_with_a_context_of_their_own_find_their_place_in_it() {
        // as from a peer: every event brings the whole result again
        channels.publish((item, context) -> stage.all());
        for (int i = 1; i <= 2; i++) {
            HookContext context = things.context("create", null, null, Params.empty())
                    .result(List.of(Map.of("id", 1), Map.of("id", 2)))
                    .dispatch(List.of("first", "second"));
            things.emit("created", new LinkedHashMap<>(Map.of("id", i)), context);
        }
        things.emit(
                "created",
                Map.of("id", 3),
                things.context("create", null, null, Params.empty()).result(List.of()));
        assertThat(payloads(stage.publications())).containsExactly("first", "second", Map.of("id", 3));
    }

    @Test
    void views_are_passed_on_as_they_are() {
        channels.publish((item, context) -> stage.all());
        var view = new AbstractMap<String, Object>() {
            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                throw new AssertionError("nobody has to look inside");
            }
        };
        things.emit("status", view);
        assertThat(stage.publications().getFirst().payload()).isSameAs(view);
    }

    @Test
    void a_service_that_goes_and_returns_keeps_its_publishers() {
        channels.service("late").publish("sighted", (item, context) -> stage.all());
        ServiceHandle late = stage.use("late", new Things(), o -> o.events("sighted"));
        late.emit("sighted", 1);
        stage.app.unuse("late");
        late.emit("sighted", 2);
        stage.use("late", new Things(), o -> o.events("sighted")).emit("sighted", 3);
        assertThat(payloads(stage.publications()))
                .as("calls under way may emit later than their service goes")
                .containsExactly(1, 2, 3);
    }

    @Test
    void the_event_of_a_call_that_outlives_its_service_is_published() {
        channels.publish((item, context) -> stage.all());
        ServiceHandle late = stage.use(
                "late",
                (Service.Creates) (data, params) -> {
                    stage.app.unuse("late");
                    return data;
                },
                o -> {});
        late.create(Map.of("id", 1));
        assertThat(payloads(stage.publications())).containsExactly(Map.of("id", 1));
    }

    @Test
    void a_service_of_another_application_is_not_published_any_more_where_it_was_removed() {
        var other = Application.create();
        other.use("deep", new Things());
        stage.app.use("api", other);
        channels.publish((item, context) -> stage.all());
        other.service("deep").create(Map.of("a", 1));
        stage.app.unuse("api/deep");
        other.service("deep").create(Map.of("a", 2));
        assertThat(payloads(stage.publications())).containsExactly(Map.of("a", 1, "id", 1));
    }

    @Test
    void events_that_a_service_gets_later_are_published_and_those_that_it_loses_are_not() {
        channels.publish((item, context) -> stage.all());
        ServiceHandle changing = stage.use("changing", new Things(), o -> o.serviceEvents("created", "sighted"));
        var mounted = Application.create();
        mounted.use("api", stage.app);
        changing.redefine(changing.definition(), ServiceOptions.of(o -> o.serviceEvents("created", "archived")));
        changing.emit("archived", 1);
        changing.emit("sighted", 2);
        changing.emit("created", 3);
        assertThat(payloads(stage.publications())).containsExactly(1, 3);
        assertThat(mounted.service("api/changing").options().publishedEvents()).containsExactly("created", "archived");
    }

    @Test
    void a_service_of_another_application_is_published_under_the_path_that_it_has_here() {
        var other = Application.create();
        other.use("deep", new Things());
        stage.app.use("api", other);
        channels.publish((item, context) -> context.app() == stage.app ? stage.all() : null);
        other.service("deep").create(Map.of("a", 1));
        assertThat(stage.received()).containsEntry("c1", List.of(List.of("api/deep created", Map.of("a", 1, "id", 1))));
    }

    @Test
    void a_later_publisher_replaces_the_former_and_hears_only_of_later_events() {
        channels.publish((item, context) -> stage.all().send("former"));
        things.emit("status", 1);
        channels.publish((item, context) -> stage.all().send("later"));
        things.emit("status", 2);
        assertThat(payloads(stage.publications())).containsExactly("former", "later");
    }

    @Test
    void the_application_has_publishers_for_events_that_services_emit_themselves() {
        channels.publishEvent("status", (item, context) -> stage.all());
        things.emit("status", 1);
        things.create(Map.of());
        assertThat(payloads(stage.publications())).containsExactly(1);
    }

    @Test
    void nobody_misses_an_event_while_others_join_and_leave() throws InterruptedException {
        channels.publish((item, context) -> stage.all());
        List<Thread> passers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(this::passThrough))
                .toList();
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> emitMany(i)))
                .toList();
        for (Thread thread : callers) thread.join();
        for (Thread thread : passers) thread.join();
        List<Publication> publications = stage.publications();
        assertThat(publications).hasSize(800).allMatch(one -> one.connections().contains(stage.c1));
        for (int i = 0; i < 8; i++) {
            String caller = i + ":";
            assertThat(payloads(publications).stream().map(String::valueOf).filter(text -> text.startsWith(caller)))
                    .hasSize(100)
                    .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(2));
    }

    private void emitMany(int caller) {
        for (int n = 0; n < 100; n++) things.emit("status", caller + ":" + n);
    }

    private void passThrough() {
        for (int n = 0; n < 100; n++) {
            var passer = new Connection("socketio", Collections.emptyMap());
            stage.all().join(passer);
            LockSupport.parkNanos(1_000);
            stage.app.emit("disconnect", passer);
        }
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("nothings")
    void where_nothing_may_be_shown_an_event_shows_nothing(@Nullable Object nothing) {
        channels.publish((item, context) -> stage.all());
        things.hooks(h -> h.after("create", ctx -> ctx.dispatch(nothing)));
        things.create(Map.of("secret", 1));
        things.create(List.of(Map.of("secret", 1), Map.of("secret", 2)));
        assertThat(payloads(stage.publications())).containsExactly(nothing, nothing, nothing);
    }

    static List<Object> nothings() {
        return List.of(false, 0, "");
    }
}
