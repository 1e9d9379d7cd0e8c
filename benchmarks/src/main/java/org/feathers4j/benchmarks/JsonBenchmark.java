package org.feathers4j.benchmarks;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JSON as it crosses a wire, bytes in and bytes out: one todo, and a page of a hundred. */
@State(Scope.Benchmark)
public class JsonBenchmark {
    private @Nullable Object value;
    private byte[] bytes = {};

    @Param({"1", "100"})
    public int todos;

    @Setup
    public void prepare() {
        value = todos == 1 ? Todos.todo(1) : Todos.page(todos);
        bytes = Json.bytes(value);
    }

    @Benchmark
    public byte[] encode() {
        return Json.bytes(value);
    }

    @Benchmark
    public @Nullable Object decode() {
        return Json.parse(bytes);
    }
}
