package org.feathers4j.benchmarks;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A local {@code get}: the pipeline and nothing else, for the service only hands out a record that it has. */
@State(Scope.Benchmark)
public class CallBenchmark {
    private static final Map<String, Object> TODO = Map.of("id", 1, "text", "Write", "done", false);

    private final Id id = Id.of(1);
    private final Params params = Params.empty();
    private final ServiceHandle plain = service();
    private final ServiceHandle hooked = hooked();
    private final ServiceHandle surrounded = surrounded();

    private static ServiceHandle service() {
        return Application.create()
                .use("todos", Service.get((id, params) -> TODO))
                .service("todos");
    }

    /** The hooks of a usual service: two of the application, three of its own, each with a look at the call. */
    private static ServiceHandle hooked() {
        ServiceHandle service = service();
        service.app().hooks(h -> h.before(CallBenchmark::look).error(CallBenchmark::look));
        service.hooks(h ->
                h.before(CallBenchmark::look).before("get", CallBenchmark::look).after("get", CallBenchmark::look));
        return service;
    }

    private static ServiceHandle surrounded() {
        ServiceHandle service = service();
        Hook.Around around = (context, next) -> {
            look(context);
            next.run();
        };
        service.app().hooks(h -> h.around(around).around("get", around));
        service.hooks(h -> h.around(around).around(around).around("get", around));
        return service;
    }

    private static void look(HookContext context) {
        if (context.params().isExternal()) throw new IllegalStateException("external calls are not expected here");
    }

    @Benchmark
    public @Nullable Object withoutHooks() {
        return plain.get(id, params);
    }

    @Benchmark
    public @Nullable Object fiveHooks() {
        return hooked.get(id, params);
    }

    @Benchmark
    public @Nullable Object fiveAroundHooks() {
        return surrounded.get(id, params);
    }
}
