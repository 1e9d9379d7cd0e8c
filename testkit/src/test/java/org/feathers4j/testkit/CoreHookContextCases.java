package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.testkit.Vectors.Golden;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The cases of hooks-order.json about how hooks change a call: its arguments, its result, its error. */
final class CoreHookContextCases {
    private CoreHookContextCases() {}

    static void addTo(Vectors vectors) {
        results(vectors);
        arounds(vectors);
        errorContexts(vectors);
        arguments(vectors);
    }

    private static void results(Vectors vectors) {
        vectors.play("setting result in before skips the method, after hooks still run", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("get", context -> context.result(Map.of("skipped", true)))
                            .before("get", log.logs("second before"))
                            .after("get", log.logs("after get")));
                    log.play(golden);
                })
                .play("setting result = null in before skips the method", CoreHookContextCases::nullResult)
                .play("setting result = undefined in before also skips the method", CoreHookContextCases::nullResult)
                .play("deleting result again runs the method", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("get", context -> context.result(Map.of("skipped", true)))
                            .before("get", HookContext::clearResult));
                    log.play(golden);
                });
    }

    private static void nullResult(Golden golden) {
        var log = new HookLog();
        log.service.hooks(h -> h.before("get", context -> context.result(null)));
        log.play(golden);
    }

    private static void arounds(Vectors vectors) {
        vectors.play("around hook not calling next", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.around("get", (context, next) -> log.log("no next"))
                            .before(log.logs("before all")));
                    log.app.hooks(h -> h.after(log.logs("app after all")));
                    log.play(golden);
                })
                .play("around hook setting result without next", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.around("get", (context, next) -> context.result(Map.of("early", true)))
                            .before(log.logs("before all")));
                    log.app.hooks(h -> h.after(log.logs("app after all")));
                    log.play(golden);
                })
                .deviate("next called twice", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.around("get", (context, next) -> {
                        next.run();
                        next.run();
                    }));
                    assertThatThrownBy(() -> log.service.get(1))
                            .hasMessageStartingWith(golden.part("rejects").text("message"))
                            .hasMessageContaining(CoreHookContextCases.class.getName());
                    log.ran(golden);
                })
                .deviate("around return value is ignored");
    }

    private static void errorContexts(Vectors vectors) {
        vectors.play("error in after hook: result removed, original kept", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.after("get", context -> {
                        log.logs("after get throws").run(context);
                        throw new IllegalStateException("after broke");
                    }));
                    Map<String, @Nullable Object> seen = errorContext(log, golden);
                    assertThat(seen).containsAllEntriesOf(golden.object("inErrorHook"));
                })
                .play("error in before hook: original.type", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("get", context -> {
                        log.logs("before get throws").run(context);
                        throw new IllegalStateException("before broke");
                    }));
                    Map<String, @Nullable Object> seen = errorContext(log, golden);
                    assertThat(seen).containsAllEntriesOf(golden.object("inErrorHook"));
                })
                .deviate("error in method: original.type", golden -> {
                    Map<String, @Nullable Object> seen = errorContext(new HookLog().failing(), golden);
                    assertThat(seen).containsEntry("originalType", "around").containsEntry("type", "error");
                });
    }

    private static Map<String, @Nullable Object> errorContext(HookLog log, Golden golden) {
        var seen = new LinkedHashMap<String, @Nullable Object>();
        log.service.hooks(h -> h.error("get", context -> {
            var original = new Golden(Objects.requireNonNull(context.original()));
            seen.put("hasOwnResult", context.hasResult());
            seen.put("originalType", original.get("type"));
            seen.put("originalResult", original.get("result"));
            seen.put("originalHasResult", original.has("result"));
            seen.put("type", context.type().word());
            seen.put("error", HookLog.message(context));
        }));
        log.play(golden);
        return seen;
    }

    private static void arguments(Vectors vectors) {
        vectors.play("changing id, params and data", golden -> {
                    var log = new HookLog();
                    var seen = new ArrayList<@Nullable Object>();
                    log.app.use("taker", Service.create((data, params) -> {
                        seen.add(data);
                        seen.add(params.toMap());
                        return data;
                    }));
                    var fresh = Params.of(Map.of("fresh", 1));
                    log.app
                            .service("taker")
                            .hooks(h -> h.before("create", context -> {
                                context.data(Map.of("replaced", true)).params(fresh);
                                assertThat(context.arguments()).isEqualTo(golden.list("argumentsNow"));
                            }));
                    log.play(golden, () -> log.app.service("taker").create(Map.of("a", 1)));
                    Golden saw = golden.part("methodSaw");
                    assertThat(seen).containsExactly(saw.get("data"), saw.get("params"));
                })
                .play("params defaults to an empty object", golden -> {
                    var log = new HookLog();
                    var seen = new LinkedHashMap<String, @Nullable Object>();
                    log.app.use("taker", Service.get((id, params) -> {
                        seen.put("id", id.value());
                        seen.put("params", params.toMap());
                        return id.value();
                    }));
                    log.play(golden, () -> log.app.service("taker").get(1));
                    assertThat(seen).isEqualTo(golden.get("methodSaw"));
                })
                .deviate("before/after hooks may return an object that is merged into the context", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before(
                                    "get", context -> context.id(Id.of(99)).set("extra", 1))
                            .after("get", context -> {
                                assertThat(context.get("extra")).isEqualTo(1);
                                context.result(Map.of("id", context.requireId().value(), "merged", true));
                            }));
                    log.play(golden);
                })
                .deviate("returning the context is the same as returning nothing", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("get", context -> context.id(Id.of(5))));
                    log.play(golden);
                })
                .play("service method called from inside the service runs its hooks", golden -> {
                    var log = new HookLog();
                    log.app.use("inner", new CallsItself(log));
                    log.app.service("inner").hooks(h -> h.before(context -> log.log("before " + context.method())));
                    log.app.setup();
                    log.play(golden, () -> log.app.service("inner").get(1));
                });
    }

    /** In Java {@code this.find()} is an ordinary call without hooks; the service calls itself as any caller does. */
    private record CallsItself(HookLog log) implements Service.Gets, Service.Finds {
        @Override
        public Object get(Id id, Params params) {
            log.log("METHOD get");
            log.app.service("inner").find();
            return Map.of("id", id.value());
        }

        @Override
        public Object find(Params params) {
            log.log("METHOD find");
            return List.of();
        }
    }
}
