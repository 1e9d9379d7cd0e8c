package org.feathers4j.channels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.feathers4j.Id;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.testrules.Deviations;
import org.feathers4j.transport.Dispatcher;
import org.feathers4j.transport.RestOptions;
import org.feathers4j.transport.RestRequest;
import org.feathers4j.transport.RestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What connected clients get, as it was recorded. */
class ChannelsDispatchTest {
    private static final String DIFFERING =
            "multi create with a dispatch array whose items differ from the result items";
    /** Clients get the item of the dispatch instead of null (number 7 of the decided deviations). */
    private static final Map<String, Object> DEVIATIONS =
            Map.of(DIFFERING, everybody(Map.of("id", 1), Map.of("id", 2)));

    private static final List<?> CREATE = List.of("create", "things", Map.of("a", 1));

    /** Plays what a case describes and compares it with what it has recorded. */
    @FunctionalInterface
    private interface Script {
        void play(Stage stage, Map<String, @Nullable Object> recorded);
    }

    private final Map<String, Script> scripts = new LinkedHashMap<>();

    private static Map<String, Object> everybody(Object... payloads) {
        List<List<Object>> messages = Arrays.stream(payloads)
                .map(payload -> List.of("things created", payload))
                .toList();
        return Map.of("c1", messages, "c2", messages, "c3", messages);
    }

    @TestFactory
    Stream<DynamicTest> clients_get_what_they_get_from_feathers() {
        assertThat(DEVIATIONS)
                .containsOnlyKeys(Deviations.of("channels-dispatch.json").keySet());
        describe();
        List<Map<String, @Nullable Object>> cases =
                Resources.list(Resources.object(Resources.json("vectors/channels-dispatch.json"))
                                .get("cases"))
                        .stream()
                        .map(Resources::object)
                        .toList();
        assertThat(cases).extracting(one -> one.get("name")).containsExactlyElementsOf(scripts.keySet());
        return cases.stream()
                .map(one -> dynamicTest(
                        String.valueOf(one.get("name")),
                        () -> Objects.requireNonNull(scripts.get(String.valueOf(one.get("name"))))
                                .play(new Stage(), one)));
    }

    private void describe() {
        scripts.put("no publisher: nobody receives anything", (stage, recorded) -> {
            stage.things();
            emit(stage, recorded, CREATE);
        });
        scripts.put("app publisher to a channel with everybody, caller included", (stage, recorded) -> {
            stage.channels.publish((item, context) -> stage.all());
            stage.things();
            steps(recorded).forEach(step -> emit(stage, step, Resources.list(step.get("emit"))));
        });
        scripts.put("publisher precedence", ChannelsDispatchTest::precedence);
        describePublishers();
        describeDispatch();
        describeMany();
        describeEvents();
        describePaths();
        scripts.put("leave and disconnect", ChannelsDispatchTest::leave);
        scripts.put("publisher sees data and context", ChannelsDispatchTest::see);
    }

    private void describePublishers() {
        create("publisher returns several channels: each connection once, first data wins", stage -> {
            Channel x = stage.channels.channel("x").join(stage.c1);
            Channel y = stage.channels.channel("y").join(stage.c1, stage.c2);
            Channel z = stage.channels.channel("z").join(stage.c1, stage.c2, stage.c3);
            return (item, context) -> List.of(x.send(Map.of("from", "x")), y.send(Map.of("from", "y")), z);
        });
        create(
                "nested arrays, null and undefined in the publisher result",
                stage -> (item, context) -> Arrays.asList(
                        Arrays.asList(stage.channels.channel("c1"), null),
                        null,
                        List.of(List.of(stage.channels.channel("c2")))));
        // a publisher that asks elsewhere blocks until it is answered
        create(
                "async publisher",
                stage -> (item, context) ->
                        CompletableFuture.supplyAsync(stage::all).join());
        scripts.put("throwing publisher is swallowed", (stage, recorded) -> {
            for (Object ack : Resources.list(recorded.get("acks"))) failing(recorded, ack);
        });
        create("channel.filter", stage -> (item, context) -> stage.all().filter(connection -> connection != stage.c1));
        create(
                "channel.send per channel data, falsy data falls back",
                stage -> (item, context) -> List.of(
                        stage.channels.channel("c1").send(Map.of("custom", 1)),
                        stage.channels.channel("c2").send(null),
                        stage.channels.channel("c3").send(0)));
    }

    private void create(String name, Function<Stage, Publisher> publisher) {
        scripts.put(name, (stage, recorded) -> {
            stage.channels.publish(publisher.apply(stage));
            stage.things().create(Map.of("a", 1));
            assertThat(stage.received()).isEqualTo(recorded.get("received"));
        });
    }

    private static void failing(Map<String, @Nullable Object> recorded, @Nullable Object ack) {
        var stage = new Stage();
        stage.things();
        stage.channels.publish((item, context) -> {
            throw new IllegalStateException("a publisher that fails on purpose");
        });
        Object a = Resources.object(Resources.list(ack).get(1)).get("a");
        var emit = Arrays.asList("create", "things", Map.of("a", Objects.requireNonNull(a)));
        assertThat(stage.call(stage.c1, emit)).isEqualTo(ack);
        assertThat(stage.received()).isEqualTo(recorded.get("received"));
    }

    private void describeDispatch() {
        everyoneHears(
                "context.dispatch is what clients receive",
                things -> things.hooks(h ->
                        h.after("create", ctx -> ctx.dispatch(Map.of("safe", true, "id", id(ctx.result()))))));
        everyoneHears(
                DIFFERING, things -> things.hooks(h -> h.after("create", ctx -> ctx.dispatch(ids(ctx.result())))));
        everyoneHears(
                "multi create, result replaced by the same array as dispatch",
                things -> things.hooks(h -> h.after("create", ctx -> {
                    List<?> stripped = ids(ctx.result());
                    ctx.result(stripped).dispatch(stripped);
                })));
    }

    private static Object id(@Nullable Object record) {
        return Objects.requireNonNull(Resources.object(record).get("id"));
    }

    private static List<?> ids(@Nullable Object records) {
        return Resources.list(records).stream()
                .map(one -> Map.of("id", id(one)))
                .toList();
    }

    private void describeMany() {
        scripts.put("multi create with channel.send of a fixed object", (stage, recorded) -> {
            stage.things();
            stage.channels.publish((item, context) -> stage.all().send(Map.of("n", 1)));
            emit(stage, recorded);
        });
        scripts.put("multi create, publisher sends data.map-like derived item", (stage, recorded) -> {
            stage.things();
            stage.channels.publish(
                    (item, context) -> stage.all().send(Map.of("wrapped", Objects.requireNonNull(item))));
            emit(stage, recorded);
        });
        everyoneHears(
                "multi create with two equal items",
                things -> things.hooks(h -> h.after(
                        "create",
                        ctx -> Resources.list(ctx.result())
                                .forEach(one -> Resources.object(one).remove("id")))));
        everyoneHears(
                "context.event = null: no push",
                things -> things.hooks(h -> h.before("create", ctx -> ctx.event(null))));
        everyoneHears("null result", things -> things.hooks(h -> h.after("create", ctx -> ctx.result(null))));
    }

    private void everyoneHears(String name, Consumer<ServiceHandle> set) {
        scripts.put(name, (stage, recorded) -> {
            set.accept(stage.things());
            stage.channels.publish((item, context) -> stage.all());
            emit(stage, recorded);
        });
    }

    private void describeEvents() {
        scripts.put("custom events", (stage, recorded) -> {
            ServiceHandle things = stage.use("things", new Things(), o -> o.events("status", "log"));
            stage.channels.publish((item, context) -> stage.all());
            steps(recorded).forEach(step -> emitByHand(stage, things, step));
        });
        scripts.put("serviceEvents option replaces the whole list", ChannelsDispatchTest::replaced);
        shout("custom method event", o -> o.events("shouted"));
        shout(
                "custom method event through serviceEvents",
                o -> o.serviceEvents("created", "updated", "patched", "removed", "shouted"));
    }

    private static void emitByHand(Stage stage, ServiceHandle things, Map<String, @Nullable Object> step) {
        switch (String.valueOf(step.get("serverCall"))) {
            case "emit('status', {p:1})" -> things.emit("status", Map.of("p", 1));
            case "emit('status', [1,2])" -> things.emit("status", List.of(1, 2));
            case "emit('status', null)", "emit('status')" -> things.emit("status", null);
            case "emit('status', 'text')" -> things.emit("status", "text");
            case "emit('status', 0)" -> things.emit("status", 0);
            case "emit('unlisted', {p:1})" -> things.emit("unlisted", Map.of("p", 1));
            case "emit('created', {p:1}) by hand" -> things.emit("created", Map.of("p", 1));
            case "emit('special')" -> things.emit("special", Map.of("x", 1));
            case "create" -> things.create(Map.of("a", 1));
            case "patch" -> things.patch(Id.of(1), Map.of("b", 1));
            default -> throw new AssertionError("what is " + step.get("serverCall") + "?");
        }
        assertThat(stage.received()).as("%s", step.get("serverCall")).isEqualTo(step.get("received"));
    }

    private static void replaced(Stage stage, Map<String, @Nullable Object> recorded) {
        ServiceHandle things = stage.use("things", new Things(), o -> o.serviceEvents("created", "special"));
        stage.channels.publish((item, context) -> stage.all());
        steps(recorded).forEach(step -> emitByHand(stage, things, step));
        assertThatThrownBy(() -> stage.channels.service("things").publish("patched", (item, context) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.valueOf(recorded.get("publishUnknownEventError")));
    }

    private void shout(String name, Consumer<ServiceOptions.Builder> events) {
        scripts.put(name, (stage, recorded) -> {
            ServiceHandle things = stage.use(
                    "things",
                    new Things(),
                    o -> events.accept(o.method("shout", (data, params) -> data).methods("create", "shout")));
            things.hooks(h -> h.after("shout", ctx -> ctx.event("shouted")));
            stage.channels.publish((item, context) -> stage.all());
            emit(stage, recorded);
        });
    }

    private void describePaths() {
        scripts.put("REST caller also publishes to sockets", (stage, recorded) -> {
            stage.things();
            stage.channels.publish((item, context) -> stage.all());
            var request = new RestRequest("POST", "/things", Map.of(), Map.of("a", 1), Map.of());
            RestResponse response =
                    Dispatcher.of(stage.app, RestOptions.DEFAULT).dispatch(request);
            assertThat(response.status()).isEqualTo(recorded.get("status"));
            assertThat(stage.received()).isEqualTo(recorded.get("received"));
        });
        path("nested service path in the event name", "users/:userId/posts");
        path("service registered with slashes", "/a/b/");
    }

    private void path(String name, String path) {
        scripts.put(name, (stage, recorded) -> {
            stage.use(path, new Things(), o -> {});
            stage.channels.publish((item, context) -> stage.all());
            assertThat(stage.call(stage.c1, Resources.list(recorded.get("emit"))))
                    .isEqualTo(recorded.get("ack"));
            assertThat(stage.received()).isEqualTo(recorded.get("received"));
        });
    }

    private static void precedence(Stage stage, Map<String, @Nullable Object> recorded) {
        Channels channels = stage.channels;
        for (String path : List.of("a", "b", "c", "d")) stage.use(path, new Things(), o -> {});
        channels.publish((item, context) -> channels.channel("c1"));
        channels.publishEvent("created", (item, context) -> channels.channel("c2"));
        channels.service("b").publish((item, context) -> channels.channel("c3"));
        channels.service("/c/").publish("created", (item, context) -> channels.channel("c1", "c2"));
        channels.service("d").publish("created", (item, context) -> null);
        for (Map<String, @Nullable Object> step : steps(recorded)) {
            ServiceHandle service = stage.app.service(String.valueOf(step.get("service")));
            if ("create".equals(step.get("serverCall"))) service.create(Map.of("x", 1));
            else service.patch(Id.of(1), Map.of("y", 1));
            assertThat(stage.received()).as("%s", step).isEqualTo(step.get("received"));
        }
    }

    private static void leave(Stage stage, Map<String, @Nullable Object> recorded) {
        ServiceHandle things = stage.things();
        stage.channels.channel("c1", "c2", "c3").leave(stage.c1, stage.c2, stage.c3);
        stage.channels.publish((item, context) -> stage.channels.channel("all"));
        List<Map<String, @Nullable Object>> steps = steps(recorded);
        compareChannels(stage, steps.get(0));
        stage.all().leave(stage.c2);
        things.create(Map.of("a", 1));
        compareChannels(stage, steps.get(1));
        stage.app.emit("disconnect", stage.c3);
        things.create(Map.of("a", 2));
        compareChannels(stage, steps.get(2));
        stage.app.emit("disconnect", stage.c1);
        compareChannels(stage, steps.get(3));
    }

    private static void compareChannels(Stage stage, Map<String, @Nullable Object> step) {
        if (step.containsKey("channels")) assertThat(stage.channels.names()).isEqualTo(step.get("channels"));
        if (step.containsKey("length")) assertThat(stage.all().length()).isEqualTo(step.get("length"));
        if (step.containsKey("received")) assertThat(stage.received()).isEqualTo(step.get("received"));
    }

    private static void see(Stage stage, Map<String, @Nullable Object> recorded) {
        var seen = new CopyOnWriteArrayList<Map<String, @Nullable Object>>();
        stage.channels.publish((item, context) -> {
            seen.add(seen(item, context));
            return null;
        });
        ServiceHandle things = stage.use("things", new Things(), o -> o.events("status"));
        stage.call(stage.c1, CREATE);
        things.emit("status", Map.of("byHand", true));
        stage.received();
        List<Map<String, @Nullable Object>> expected = Resources.list(recorded.get("seen")).stream()
                .map(Resources::object)
                .toList();
        assertThat(seen.getFirst()).isEqualTo(expected.getFirst());
        // of path, service, app and result the last is the item, and the other three are there for every event
        assertThat(seen.getLast()).containsAllEntriesOf(Map.of("data", Map.of("byHand", true), "path", "things"));
        assertThat(seen.getLast()).doesNotContainKey("method");
    }

    private static Map<String, @Nullable Object> seen(@Nullable Object item, PublishContext context) {
        var seen = new HashMap<String, @Nullable Object>(Map.of("path", context.path(), "event", context.event()));
        seen.put("data", item);
        if (context.call() != null) seen.put("method", context.call().method());
        seen.put("provider", context.params().provider());
        return seen;
    }

    private static void emit(Stage stage, Map<String, @Nullable Object> recorded) {
        emit(stage, recorded, Resources.list(recorded.get("emit")));
    }

    private static void emit(Stage stage, Map<String, @Nullable Object> recorded, List<?> emit) {
        assertThat(stage.call(stage.c1, emit)).isEqualTo(recorded.get("ack"));
        Object expected = DEVIATIONS.getOrDefault(String.valueOf(recorded.get("name")), recorded.get("received"));
        assertThat(stage.received()).as("%s", emit).isEqualTo(expected);
    }

    private static List<Map<String, @Nullable Object>> steps(Map<String, @Nullable Object> recorded) {
        return Resources.list(recorded.get("steps")).stream()
                .map(Resources::object)
                .toList();
    }
}
