package org.feathers4j.testkit;

import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Hooks;
import org.feathers4j.testkit.Vectors.Golden;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** In which order hooks run, and which of them run after a failure: the first part of hooks-order.json. */
class CoreHooksOrderTest {

    @TestFactory
    Stream<DynamicTest> hooks_run_in_the_recorded_order() {
        var vectors = new Vectors("hooks-order.json");
        orders(vectors);
        failures(vectors);
        recoveries(vectors);
        CoreHookContextCases.addTo(vectors);
        CoreHookFieldCases.addTo(vectors);
        return vectors.tests();
    }

    private static void orders(Vectors vectors) {
        vectors.play("complete order, success", golden -> complete(new HookLog(), golden))
                .play("complete order, method fails", golden -> complete(new HookLog().failing(), golden))
                .play("registration order app/service does not matter", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> log.befores(h, "service")).hooks(h -> log.afters(h, "service"));
                    log.app.hooks(h -> log.befores(h, "app")).hooks(h -> log.afters(h, "app"));
                    log.play(golden);
                })
                .play("several hooks() calls accumulate per type", golden -> {
                    var log = new HookLog();
                    for (String call : new String[] {"first", "second"})
                        log.service.hooks(h -> h.before(log.logs(call + " before all"))
                                .before("get", log.logs(call + " before get"))
                                .after(log.logs(call + " after all"))
                                .after("get", log.logs(call + " after get")));
                    log.play(golden);
                })
                .play("single function instead of array", golden -> {
                    var log = new HookLog();
                    log.service.hooks(
                            h -> h.before("get", log.logs("before get")).after(log.logs("after as function")));
                    log.play(golden);
                })
                .play("hooks for other methods do not run", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("find", log.logs("before find")));
                    log.play(golden);
                })
                .play("custom method hooks", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.around(log.logsAround("around all"))
                            .around("custom", log.logsAround("around custom"))
                            .before(log.logs("before all"))
                            .before("custom", log.logs("before custom"))
                            .after("custom", log.logs("after custom")));
                    log.play(golden, () -> log.service.call("custom", Map.of("a", 1)));
                })
                .play("async hooks are awaited in order", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before(context -> Thread.ofVirtual()
                                    .start(() -> log.log("slow"))
                                    .join())
                            .before(context -> log.log("fast")));
                    log.play(golden);
                });
    }

    private static void complete(HookLog log, Golden golden) {
        log.app.hooks(h -> log.everything(h, "app"));
        log.service.hooks(h -> log.everything(h, "service"));
        log.play(golden);
    }

    private static void failures(Vectors vectors) {
        for (String owner : new String[] {"service", "app"})
            for (String kind : new String[] {"before", "after", "around"})
                for (String method : new String[] {"get", "all"})
                    vectors.play(
                            "error thrown in %s %s %s".formatted(owner, kind, method),
                            golden -> thrownIn(owner, kind, method, golden));
        vectors.play("around hook throwing after next()", golden -> {
            var log = withErrorHooks(new HookLog());
            log.service.hooks(h -> h.around("get", (context, next) -> {
                next.run();
                log.log("after next");
                throw new IllegalStateException("late");
            }));
            log.play(golden);
        });
    }

    private static HookLog withErrorHooks(HookLog log) {
        log.app.hooks(h -> log.errors(h, "app"));
        log.service.hooks(h -> log.errors(h, "service"));
        return log;
    }

    private static void thrownIn(String owner, String kind, String method, Golden golden) {
        var log = withErrorHooks(new HookLog());
        if (owner.equals("app")) log.app.hooks(h -> addThrowing(h, log, owner, kind, method));
        else log.service.hooks(h -> addThrowing(h, log, owner, kind, method));
        log.play(golden);
    }

    private static void addThrowing(Hooks h, HookLog log, String owner, String kind, String method) {
        String label = "%s %s %s".formatted(owner, kind, method);
        var failure = new IllegalStateException(label);
        switch (kind) {
            case "before" ->
                h.before(method, context -> {
                    log.logs(label + " throws").run(context);
                    throw failure;
                });
            case "after" ->
                h.after(method, context -> {
                    log.logs(label + " throws").run(context);
                    throw failure;
                });
            default ->
                h.around(method, (context, next) -> {
                    log.logs(label + " throws").run(context);
                    throw failure;
                });
        }
    }

    private static void recoveries(Vectors vectors) {
        vectors.play("around hook catches and recovers", golden -> {
                    var log = withErrorHooks(new HookLog().failing());
                    log.service.hooks(h -> h.around("get", (context, next) -> {
                        try {
                            next.run();
                        } catch (IllegalStateException e) {
                            log.log("caught " + e.getMessage());
                            context.result(Map.of("recovered", true));
                        }
                    }));
                    log.play(golden);
                })
                .play("error hook sets result: error swallowed, remaining hooks of the level", golden -> {
                    var log = new HookLog().failing();
                    log.service.hooks(h -> h.error("get", context -> {
                                log.log("sets result");
                                context.result(Map.of("ok", 1));
                            })
                            .error("get", log.logs("second error get"))
                            .error(log.logs("error all"))
                            .after("get", log.logs("after get")));
                    log.app.hooks(h -> h.after(log.logs("app after all")).error(log.logs("app error all")));
                    log.play(golden);
                })
                .play("error hook replaces the error by assigning", golden -> {
                    var log = new HookLog().failing();
                    log.service.hooks(
                            h -> h.error("get", context -> context.error(new IllegalStateException("replaced")))
                                    .error("get", log.sees("second"))
                                    .error(log.sees("all")));
                    log.app.hooks(h -> h.error(log.sees("app")));
                    log.play(golden);
                })
                .play("error hook throws a new error", golden -> {
                    var log = new HookLog().failing();
                    log.service.hooks(h -> h.error("get", context -> {
                                throw new IllegalStateException("thrown in hook");
                            })
                            .error("get", log.sees("second"))
                            .error(log.sees("all")));
                    log.app.hooks(h -> h.error(log.sees("app")));
                    log.play(golden);
                })
                .play("error hook sets context.error = undefined", CoreHooksOrderTest::takesTheErrorAway)
                .deviate(
                        "error hook sets context.error = null",
                        golden -> takesTheErrorAway(
                                new Vectors("hooks-order.json").golden("error hook sets context.error = undefined")))
                .play("error hook sets result = null", golden -> {
                    var log = new HookLog().failing();
                    log.service.hooks(h -> h.error("get", context -> context.result(null)));
                    log.play(golden);
                })
                .play("recovered error does not run the after hooks that were skipped", golden -> {
                    var log = new HookLog();
                    log.service.hooks(h -> h.before("get", context -> {
                                log.logs("before get throws").run(context);
                                throw new IllegalStateException("before broke");
                            })
                            .error("get", context -> context.result(Map.of("r", 1)))
                            .after("get", log.logs("after get")));
                    log.app.hooks(h -> h.after(log.logs("app after all")));
                    log.play(golden);
                });
    }

    private static void takesTheErrorAway(Golden golden) {
        var log = new HookLog().failing();
        log.service.hooks(h -> h.error("get", context -> context.error(null)));
        log.play(golden);
    }
}
