package org.feathers4j.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;

/** The application that the rest-* vectors were recorded with (README of the vectors), listening on a free port of the loopback. */
public final class FixtureA implements AutoCloseable {
    private static final String PEOPLE = """
        [{"id":1,"name":"Alice","age":19,"active":true,"tags":["a","b"],"address":{"city":"Oslo","zip":100}},
         {"id":2,"name":"Bob","age":25,"active":false,"tags":["b"],"address":{"city":"Rome","zip":200}},
         {"id":3,"name":"Carol","age":32,"active":true,"tags":[],"address":{"city":"Oslo","zip":300}},
         {"id":4,"name":"Dave","age":25,"active":null,"address":{"city":"Bern"}},
         {"id":5,"name":"Eve","age":"25","active":true,"tags":["c","a"]}]
        """;
    private static final String KEYED = """
        [{"key":"alpha","v":1},{"key":"beta","v":2},{"key":"a b","v":3},{"key":"ü","v":4}]
        """;

    private final Application app = Application.create();

    /** With the options of the recordings. */
    public FixtureA() {
        this(o -> {});
    }

    /** With other options of the server. */
    public FixtureA(Consumer<ServerOptions.Builder> options) {
        app.exposeMessages(true);
        app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.use("people", MemoryService.create(o -> o.store(records(PEOPLE)).startId(6)));
        app.use(
                "multi",
                MemoryService.create(o -> o.store(records(PEOPLE)).startId(6).multi(true)));
        app.use(
                "paged",
                MemoryService.create(
                        o -> o.store(numbers()).startId(13).multi(true).paginate(3, 5)));
        app.use("keyed", MemoryService.create(o -> o.id("key").store(records(KEYED))));
        var echo = new Echo();
        app.use("echo", echo, Echo::options);
        app.use("readonly", new ReadOnly());
        app.use("limited", echo, o -> Echo.options(o).methods("get", "shout"));
        app.use("values", new OddValues());
        app.use("fail", new Failing());
        app.use("http", new HttpHinting());
        app.service("http").hooks(HttpHinting::hooks);
        app.use("users/:userId/posts", echo, Echo::options);
        app.use("/deep/nested/path/", new ReadOnly());
        app.use("dispatch", new ReadOnly());
        app.service("dispatch")
                .hooks(h -> h.after("all", ctx -> ctx.dispatch(Map.of("safe", true, "method", ctx.method()))));
        app.listen(0);
    }

    /** The application itself. */
    public Application app() {
        return app;
    }

    /** Where it listens. */
    public int port() {
        return app.port();
    }

    private static List<Map<String, @Nullable Object>> numbers() {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 1; i <= 12; i++) {
            var record = new LinkedHashMap<String, @Nullable Object>();
            record.put("id", i);
            record.put("n", i);
            record.put("group", i % 2 == 1 ? "even" : "odd");
            all.add(record);
        }
        return all;
    }

    private static List<Map<String, @Nullable Object>> records(String json) {
        var records = new ArrayList<Map<String, @Nullable Object>>();
        for (Object record : Vectors.list(Json.parse(json))) records.add(new LinkedHashMap<>(Vectors.object(record)));
        return records;
    }

    @Override
    public void close() {
        app.close();
    }
}
