package org.feathers4j.benchmarks;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One event of a service for some listeners that do nothing with it. */
@State(Scope.Benchmark)
public class EventBenchmark {
    private static final Map<String, Object> TODO = Map.of("id", 1, "text", "Write", "done", false);

    private final ServiceHandle service = Application.create()
            .use("todos", Service.create((data, params) -> data))
            .service("todos");

    @Param({"0", "1", "10"})
    public int listeners;

    @Setup
    public void listen(Blackhole ears) {
        for (int i = 0; i < listeners; i++) service.on("created", (item, context) -> ears.consume(item));
    }

    @Benchmark
    public void emit() {
        service.emit("created", TODO);
    }
}
