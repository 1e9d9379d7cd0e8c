package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testkit.Vectors.Golden;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Which events follow a call, with which data and context. */
class CoreEventsTest {
    private static final Map<String, Object> A1 = Map.of("a", 1);

    @TestFactory
    Stream<DynamicTest> events_follow_as_recorded() {
        var vectors = new Vectors("events-server.json");
        methods(vectors);
        hooks(vectors);
        results(vectors);
        ownEvents(vectors);
        return vectors.tests();
    }

    private static void methods(Vectors vectors) {
        vectors.play("create emits created", golden -> plain().play(golden, s -> s.create(Map.of("a", 3))))
                .play(
                        "create array emits one created per item, in order",
                        golden -> plain().play(golden, s -> s.create(List.of(Map.of("a", 3), Map.of("a", 4)))))
                .play("create empty array emits nothing", golden -> plain().play(golden, s -> s.create(List.of())))
                .play("update emits updated", golden -> plain().play(golden, s -> s.update(Id.of(1), Map.of("a", 5))))
                .play("patch emits patched", golden -> plain().play(golden, s -> s.patch(Id.of(1), Map.of("a", 5))))
                .play(
                        "patch null emits one patched per item",
                        golden -> plain().play(golden, s -> s.patchAll(Map.of("a", 9), Params.empty())))
                .play("remove emits removed", golden -> plain().play(golden, s -> s.remove(Id.of(1))))
                .play(
                        "remove null emits one removed per item",
                        golden -> plain().play(golden, s -> s.removeAll(Params.empty())))
                .play(
                        "find and get emit nothing",
                        golden -> plain().play(golden, s -> {
                            s.find();
                            return s.get(1);
                        }))
                .play(
                        "custom method emits nothing by default",
                        golden -> plain().play(golden, s -> s.call("shout", A1)))
                .play("custom method with context.event set", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.before("shout", context -> context.event("shouted")));
                    things.play(golden, s -> s.call("shout", A1));
                })
                .deviate("_create (hook-less) emits nothing", golden -> {
                    var memory = memory();
                    var things = new Things(memory);
                    things.play(golden, s -> memory.raw().create(A1, Params.empty()));
                });
    }

    private static void hooks(Vectors vectors) {
        vectors.play("failing create emits nothing", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.after("create", context -> {
                        throw new IllegalStateException("late failure");
                    }));
                    things.play(golden, s -> s.create(A1));
                })
                .play("context.event = null suppresses the event", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.after("create", context -> context.event(null)));
                    things.play(golden, s -> s.create(A1));
                })
                .play("context.event = null in a before hook also suppresses", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.before("create", context -> context.event(null)));
                    things.play(golden, s -> s.create(A1));
                })
                .play("context.event can rename the event", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.after("create", context -> context.event("custom")));
                    things.play(golden, s -> s.create(A1));
                })
                .play("context.event can be set on a find", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.after("find", context -> context.event("found")));
                    things.play(golden, ServiceHandle::find);
                })
                .deviate("context.event non-string is ignored")
                .play("event data is context.result as it is after all hooks", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.after("create", context -> context.result(Map.of("changed", true))));
                    things.app.hooks(h -> h.after(context -> context.result(Map.of("changed", true, "byApp", true))));
                    things.play(golden, s -> s.create(A1));
                })
                .play("app around hooks run before the event is emitted", golden -> {
                    var things = plain();
                    things.app.hooks(h -> h.around((context, next) -> {
                        next.run();
                        context.result(Map.of("around", "app"));
                    }));
                    things.play(golden, s -> s.create(A1));
                })
                .play("result set in a before hook still emits", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.before("create", context -> context.result(Map.of("skipped", true))));
                    things.play(golden, s -> s.create(A1));
                })
                .play("error swallowed by an error hook that sets result still emits", golden -> {
                    var things = plain();
                    things.service.hooks(h -> h.before("create", context -> {
                                throw new IllegalStateException("swallowed");
                            })
                            .error("create", context -> context.result(Map.of("recovered", true))));
                    things.play(golden, s -> s.create(A1));
                });
    }

    private static void results(Vectors vectors) {
        vectors.play("null result emits the event with null", golden -> creating(null, golden))
                .deviate("undefined result emits the event with undefined", golden -> {
                    var things = new Things(Service.create((data, params) -> null));
                    assertThat(things.service.create(A1)).isNull();
                    assertThat(things.heard).hasSize(1);
                    assertThat(things.heard.getFirst()).containsEntry("data", null);
                })
                .play(
                        "nested array result is flattened one level only",
                        golden -> creating(List.of(List.of(1, 2), 3), golden))
                .play(
                        "paginated-looking result is one event",
                        golden -> creating(Map.of("total", 1, "data", List.of(Map.of("id", 1))), golden));
    }

    private static void creating(@Nullable Object result, Golden golden) {
        new Things(Service.create((data, params) -> result)).play(golden, s -> s.create(A1));
    }

    private static void ownEvents(Vectors vectors) {
        vectors.play("events option containing created: not emitted automatically", golden -> {
                    var things = new Things(Service.create((data, params) -> data), "created");
                    things.play(golden, s -> s.create(A1));
                })
                .play("events option containing created: service emits itself", golden -> {
                    var things = new Things(Service.create((data, params) -> data), "created");
                    things.service.hooks(h ->
                            h.after(context -> context.service().emit("created", Map.of("own", true))));
                    things.play(golden, s -> s.create(A1));
                })
                .play("custom event emitted by hand", golden -> {
                    var things = new Things(Service.create((data, params) -> data), "status");
                    things.service.hooks(h ->
                            h.before(context -> context.service().emit("status", Map.of("progress", 1))));
                    things.play(golden, s -> s.create(A1));
                })
                .deviate("custom event not listed still reaches local listeners", golden -> {
                    var things = new Things(Service.create((data, params) -> data));
                    things.service.hooks(
                            h -> h.before(context -> context.service().emit("custom", 1)));
                    things.service.create(A1);
                    List<?> recorded = golden.list("events");
                    assertThat(things.heard).hasSize(2);
                    assertThat(things.heard.getFirst()).containsEntry("data", 1).containsEntry("context", null);
                    assertThat(things.heard.getLast()).isEqualTo(new Golden(Map.of("e", recorded.getLast())).get("e"));
                });
    }

    private static MemoryService memory() {
        return MemoryService.create(
                o -> o.startId(3).multi(true).store(List.of(Map.of("id", 1, "a", 1), Map.of("id", 2, "a", 2))));
    }

    private static Things plain() {
        return new Things(memory());
    }

    /** The application of events-server.json with its one service, and what its listeners hear. */
    private static final class Things {
        private static final List<String> EVENTS =
                List.of("created", "updated", "patched", "removed", "custom", "found", "shouted", "status");

        final Application app = Application.create();
        final ServiceHandle service;
        final List<Map<String, @Nullable Object>> heard = new ArrayList<>();

        Things(Service implementation, String... events) {
            app.use(
                    "things",
                    implementation,
                    o -> o.method("shout", (data, params) -> data).events(events));
            service = app.service("things");
            for (String event : EVENTS) service.on(event, (item, context) -> heard.add(heard(event, item, context)));
        }

        private static Map<String, @Nullable Object> heard(
                String event, @Nullable Object item, @Nullable HookContext context) {
            var seen = new LinkedHashMap<String, @Nullable Object>();
            seen.put("event", event);
            seen.put("data", item);
            seen.put("context", context == null ? null : seen(context));
            return seen;
        }

        private static Map<String, @Nullable Object> seen(HookContext context) {
            var seen = new LinkedHashMap<String, @Nullable Object>();
            seen.put("path", context.path());
            seen.put("method", context.method());
            seen.put("event", context.event());
            seen.put("type", context.type().word());
            seen.put("hasResult", context.hasResult());
            seen.put("provider", context.params().provider());
            return seen;
        }

        void play(Golden golden, Call call) {
            try {
                Object result = call.on(service);
                assertThat(golden.has("rejects")).as("the recorded call fails").isFalse();
                assertThat(result).isEqualTo(golden.get("resolves"));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage(golden.part("rejects").text("message"));
            }
            assertThat(heard).isEqualTo(golden.get("events"));
        }

        /** What the case does with the service. */
        @FunctionalInterface
        interface Call {
            @Nullable
            Object on(ServiceHandle service);
        }
    }
}
