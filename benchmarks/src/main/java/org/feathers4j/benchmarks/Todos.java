package org.feathers4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;

/** The records of all measurements, as {@code node/todos.mjs} has them; and a service with a hundred of them and the last thousand that were created. */
final class Todos extends MemoryService {
    static final int SEEDS = 100;

    private static final int KEPT = 1000;

    Todos() {
        super(o -> o.store(IntStream.rangeClosed(1, SEEDS).mapToObj(Todos::todo).toList())
                .startId(SEEDS + 1)
                .paginate(SEEDS, SEEDS));
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        Object created = super.create(data, params);
        // memory must not grow with the speed
        if (idOf(created) > KEPT + SEEDS) raw().remove(Id.of(idOf(created) - KEPT), Params.empty());
        return created;
    }

    static long idOf(@Nullable Object todo) {
        return todo instanceof Map<?, ?> members && members.get("id") instanceof Number id ? id.longValue() : -1;
    }

    static Map<String, @Nullable Object> todo(int id) {
        var todo = new LinkedHashMap<String, @Nullable Object>();
        todo.put("id", id);
        todo.put("text", "Write the report of week " + id + ", then send it to everybody");
        todo.put("done", id % 2 == 0);
        todo.put("user", Map.of("id", id % 7, "name", "Ann"));
        todo.put("createdAt", "2026-01-02T03:04:05.678Z");
        return todo;
    }

    static Map<String, @Nullable Object> page(int size) {
        List<Map<String, @Nullable Object>> data =
                IntStream.rangeClosed(1, size).mapToObj(Todos::todo).toList();
        return Map.of("total", size, "limit", size, "skip", 0, "data", data);
    }

    /** What a caller sends to create a todo of about a kilobyte. */
    static Map<String, @Nullable Object> kilobyte() {
        return Map.of("text", "x".repeat(1000), "done", false);
    }
}
