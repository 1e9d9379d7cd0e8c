package org.feathers4j.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/** The application that schema-validation.json was recorded with, as far as its cases tell, listening on a free port of the loopback. */
final class SchemaFixture implements AutoCloseable {
    final Application app = Application.create();

    SchemaFixture() {
        Map<String, @Nullable Object> schemas =
                Vectors.object(Vectors.read("schema-validation").get("schemas"));
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.exposeMessages(true);
        app.use(
                "people",
                MemoryService.create(
                        o -> o.store(people()).startId(4).multi(true).paginate(10, 50)));
        app.use("sanitized", MemoryService.create(o -> o.store(people())));
        var properties = Vectors.object(Vectors.object(schemas.get("data")).get("properties"));
        var queryable = Vectors.json("{\"id\":{\"type\":\"number\"}}");
        queryable.putAll(properties);
        for (String path : List.of("people", "sanitized"))
            app.service(path)
                    .hooks(h -> h.before(Validation.query(Validation.querySchema(queryable)))
                            .before(Validation.data(Vectors.object(schemas.get("data")))));
        app.use(
                "resolved",
                MemoryService.create(o -> o.store(resolvable()).startId(2).multi(true)));
        app.service("resolved").hooks(SchemaFixture::resolve);
        app.listen(0);
    }

    private static void resolve(Hooks hooks) {
        Resolver result = Resolver.create()
                .virtual("group", SchemaFixture::group)
                .virtual("shout", (person, context) -> person.get("name") + "!");
        Resolver external = Resolver.create()
                .without("password")
                .property(
                        "name",
                        (name, person, context) -> Objects.toString(name).toUpperCase(Locale.ROOT));
        Resolver data = Resolver.create()
                .property("age", (age, person, context) -> checkedAge(age))
                .property("email", (email, person, context) -> checkedEmail(email))
                .property("createdBy", (by, person, context) -> "anonymous");
        Resolver query = Resolver.create()
                .property(
                        "groupId", (id, q, context) -> id instanceof String text ? (Object) Integer.valueOf(text) : id);
        hooks.around(Resolvers.resolveExternal(external))
                .around(Resolvers.resolveResult(result))
                .before(Resolvers.resolveQuery(query))
                .before("create", Resolvers.resolveData(data));
    }

    private static Object group(Map<String, @Nullable Object> person, HookContext context) {
        Object id = Objects.requireNonNull(person.get("groupId"));
        return Map.of("id", id, "label", "g" + id);
    }

    private static @Nullable Object checkedAge(@Nullable Object age) {
        if (age instanceof Number number && number.intValue() < 0)
            throw new IllegalArgumentException("age must not be negative");
        return age;
    }

    private static @Nullable Object checkedEmail(@Nullable Object email) {
        if ("bad".equals(email))
            throw FeathersException.badRequest("bad email").withData(Map.of("errors", Map.of("email", "x")));
        return email;
    }

    private static List<Map<String, @Nullable Object>> people() {
        return records("""
                [{"id":1,"name":"Alice","age":19,"active":true},
                 {"id":2,"name":"Bob","age":25,"active":false},
                 {"id":3,"name":"Carol","age":32,"active":true}]
                """);
    }

    private static List<Map<String, @Nullable Object>> resolvable() {
        return records("[{\"id\":1,\"name\":\"Alice\",\"password\":\"hash\",\"groupId\":7}]");
    }

    private static List<Map<String, @Nullable Object>> records(String json) {
        return Vectors.list(Json.parse(json)).stream().map(Vectors::object).toList();
    }

    @Override
    public void close() {
        app.close();
    }
}
