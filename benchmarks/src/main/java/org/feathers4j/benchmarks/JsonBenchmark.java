package org.feathers4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        value = todos == 1 ? todo(1) : page();
        bytes = Json.bytes(value);
    }

    private static Map<String, Object> todo(int id) {
        var todo = new LinkedHashMap<String, Object>();
        todo.put("id", id);
        todo.put("text", "Write the report of week " + id + ", then send it to everybody");
        todo.put("done", id % 2 == 0);
        todo.put("user", Map.of("id", id % 7, "name", "Ann"));
        todo.put("createdAt", "2026-01-02T03:04:05.678Z");
        return todo;
    }

    private Map<String, Object> page() {
        List<Map<String, Object>> data =
                IntStream.rangeClosed(1, todos).mapToObj(JsonBenchmark::todo).toList();
        return Map.of("total", todos, "limit", todos, "skip", 0, "data", data);
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
