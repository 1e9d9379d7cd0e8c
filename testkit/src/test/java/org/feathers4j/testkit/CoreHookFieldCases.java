package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.testkit.Vectors.Golden;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The cases of hooks-order.json about what hooks see in the context, and about how they are registered. */
final class CoreHookFieldCases {
    private CoreHookFieldCases() {}

    static void addTo(Vectors vectors) {
        fields(vectors);
        registrations(vectors);
    }

    private static void fields(Vectors vectors) {
        vectors.play("context fields: get", golden -> {
                    var log = new HookLog();
                    var seen = seenBefore(log, "get");
                    log.play(golden, () -> log.service.get(Id.of(7), Params.query(Map.of("a", 1))));
                    assertThat(seen).containsAllEntriesOf(golden.object("context"));
                })
                .play("context fields: create", golden -> {
                    var log = new HookLog();
                    var seen = seenBefore(log, "create");
                    log.play(golden, () -> log.service.create(Map.of("a", 1)));
                    assertThat(seen).containsAllEntriesOf(golden.object("context"));
                })
                .play("context fields: custom method", golden -> {
                    var log = new HookLog();
                    var seen = seenBefore(log, "custom");
                    log.play(golden, () -> log.service.call("custom", Map.of("a", 1), Params.query(Map.of("z", 1))));
                    assertThat(seen).containsAllEntriesOf(golden.object("context"));
                })
                .play("event per method", golden -> {
                    var log = new HookLog();
                    var events = new LinkedHashMap<String, @Nullable String>();
                    log.service.hooks(h -> h.before(context -> {
                        events.put(context.method(), context.event());
                        context.result(null);
                    }));
                    for (String method : golden.part("event").names())
                        log.service.run(log.service.context(method, Id.of(1), Map.of(), Params.empty()));
                    assertThat(events).isEqualTo(golden.get("event"));
                    log.ran(golden);
                })
                .play("context.type per hook kind", golden -> {
                    var log = new HookLog();
                    var types = new ArrayList<List<String>>();
                    log.service.hooks(h -> h.around((context, next) -> {
                                types.add(List.of(
                                        "around before next", context.type().word()));
                                next.run();
                                types.add(List.of(
                                        "around after next", context.type().word()));
                            })
                            .before(context ->
                                    types.add(List.of("before", context.type().word())))
                            .after(context ->
                                    types.add(List.of("after", context.type().word()))));
                    log.play(golden);
                    assertThat(types).isEqualTo(golden.get("types"));
                })
                .play("statusCode and http", golden -> {
                    var log = new HookLog();
                    HookContext context = log.service.context("get", Id.of(1), null, Params.empty());
                    log.service.hooks(h -> h.before("get", call -> call.http().status(418)));
                    log.service.run(context);
                    assertThat(context.http().toJsonValue()).isEqualTo(golden.get("http"));
                    assertThat(context.http().status()).isEqualTo(golden.get("statusCode"));
                    log.ran(golden);
                })
                .deviate("read-only fields may be overwritten without effect on routing")
                .deviate("context.toJSON keys", golden -> {
                    var log = new HookLog();
                    var json = new LinkedHashMap<String, @Nullable Object>();
                    log.service.hooks(h -> h.after("get", context -> json.putAll(context.toJsonValue())));
                    log.play(golden, () -> log.service.get(Id.of(3), Params.query(Map.of())));
                    assertThat(json).isEqualTo(golden.get("sample"));
                })
                .play("calling with an explicit context returns the context", golden -> {
                    var log = new HookLog();
                    HookContext context = log.service
                            .context("get", Id.of(1), null, Params.empty())
                            .set("mark", "m");
                    log.service.run(context);
                    Golden returned = golden.part("returned");
                    assertThat(context.result()).isEqualTo(returned.get("result"));
                    assertThat(context.get("mark")).isEqualTo(returned.get("mark"));
                    assertThat(context.path()).isEqualTo(returned.get("path"));
                    assertThat(context.method()).isEqualTo(returned.get("method"));
                    log.ran(golden);
                });
    }

    private static Map<String, @Nullable Object> seenBefore(HookLog log, String method) {
        var seen = new LinkedHashMap<String, @Nullable Object>();
        log.service.hooks(h -> h.before(method, context -> {
            Id id = context.id();
            seen.put("type", context.type().word());
            seen.put("path", context.path());
            seen.put("method", context.method());
            seen.put("id", id == null ? null : id.value());
            seen.put("data", context.data());
            seen.put("params", context.params().toMap());
            seen.put("result", context.result());
            seen.put("error", context.error());
            seen.put("event", context.event());
            seen.put("http", context.hasHttp() ? context.http().toJsonValue() : null);
            seen.put("statusCode", context.hasHttp() ? context.http().status() : null);
            seen.put("dispatch", context.dispatch());
            seen.put("argumentsLength", context.arguments().size());
            for (String name : new String[] {"serviceIsService", "selfIsService", "thisIsService"})
                seen.put(name, context.service() == log.service);
            seen.put("appIsApp", context.app() == log.app);
        }));
        return seen;
    }

    private static void registrations(Vectors vectors) {
        vectors.deviate("legacy array and per-method forms")
                .deviate("custom method not listed in methods has no hooks", golden -> {
                    var log = new HookLog();
                    log.app.use(
                            "x",
                            log.implementation,
                            o -> o.method("custom", log.implementation::custom)
                                    .methods("find")
                                    .hooks(h -> h.before(log.logs("before all"))));
                    assertThat(log.app.service("x").allows("custom")).isFalse();
                    assertThat(log.implementation.custom(Map.of("a", 1), Params.empty()))
                            .isEqualTo(golden.get("resolves"));
                })
                .play("standard method not listed in methods still has hooks", golden -> {
                    var log = new HookLog();
                    log.app.use("x", log.implementation, o -> o.methods("find"));
                    log.app.service("x").hooks(h -> h.before(log.logs("before all")));
                    assertThat(log.app.service("x").allows("get")).isFalse();
                    log.play(golden, () -> log.app.service("x").get(1));
                })
                .deviate("unknown hook type next to a known one")
                .deviate("unknown method in the short form")
                .deviate("typed hook for an unknown method is accepted", golden -> {
                    var log = new HookLog();
                    assertThatThrownBy(() -> log.service.hooks(h -> h.before("nope", log.logs("never"))))
                            .isInstanceOf(IllegalArgumentException.class);
                })
                .play("hooks() returns the service", golden -> {
                    var log = new HookLog();
                    assertThat(log.service.hooks(h -> {})).isSameAs(log.service);
                })
                .play("app.hooks() returns the app", golden -> {
                    var log = new HookLog();
                    assertThat(log.app.hooks(h -> {})).isSameAs(log.app);
                });
    }
}
