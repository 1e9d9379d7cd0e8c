package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.feathers4j.hooks.CommonHooks.populate;
import static org.feathers4j.hooks.CommonHooks.protect;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What populate of the real feathers-hooks-common adds to records: ours adds the same, with fewer finds. */
class PopulateTest {
    private static final String FILE = "populate";

    @TestFactory
    Stream<DynamicTest> adds_what_the_original_does() {
        return Vectors.cases(FILE).stream().map(recorded -> dynamicTest(recorded.name(), () -> play(recorded)));
    }

    private static void play(Vectors.Case recorded) {
        try (var app = application(recorded.name().startsWith("own populate"))) {
            Map<String, @Nullable Object> schema = Vectors.object(recorded.get("schema"));
            Consumer<PopulateOptions.Builder> options = o -> {
                if (schema.get("service") instanceof String service) o.service(service);
                if (schema.get("permissions") instanceof String permissions) o.permissions(permissions);
                o.checkPermissions(
                        (context, path, needed, depth) -> needed.equals("allowed") || needed.equals("depth" + depth));
                for (Map<String, @Nullable Object> each : includes(schema))
                    o.include(String.valueOf(each.get("service")), i -> include(i, each));
            };
            HookContext context = posts(app, recorded.get("result"), options)
                    .context(
                            String.valueOf(recorded.get("method")),
                            "get".equals(recorded.get("method")) ? Id.of(1) : null,
                            null,
                            Params.of(Vectors.object(recorded.get("params"))));
            Throwable error = catchThrowable(() -> context.service().run(context));
            if (recorded.has("error")) {
                assertThat(error).isInstanceOf(FeathersException.class);
                assertThat(((FeathersException) error).toJson())
                        .containsAllEntriesOf(Vectors.object(recorded.get("error")));
            } else {
                assertThat(error).isNull();
                assertThat(plain(context.result())).isEqualTo(recorded.get("after"));
            }
        }
    }

    private static List<Map<String, @Nullable Object>> includes(Map<String, @Nullable Object> schema) {
        Object include = schema.get("include");
        if (include == null) return List.of();
        return include instanceof List<?> list
                ? list.stream().map(Vectors::object).toList()
                : List.of(Vectors.object(include));
    }

    private static void include(PopulateInclude.Builder i, Map<String, @Nullable Object> schema) {
        if (schema.get("nameAs") instanceof String name) i.nameAs(name);
        if (schema.get("parentField") instanceof String field) i.parentField(field);
        if (schema.get("childField") instanceof String field) i.childField(field);
        i.asArray(Boolean.TRUE.equals(schema.get("asArray")));
        i.useInnerPopulate(Boolean.TRUE.equals(schema.get("useInnerPopulate")));
        if (schema.get("query") != null) i.query(Vectors.object(schema.get("query")));
        if (schema.get("paginate") instanceof Integer most) i.paginate(most);
        if (schema.get("permissions") instanceof String permissions) i.permissions(permissions);
        if (schema.containsKey("provider")) i.provider(null);
        if ("later".equals(schema.get("select")))
            i.select((context, parent, depth) -> Map.of("id", Map.of("$gt", Objects.requireNonNull(parent.get("id")))));
        if ("anyone".equals(schema.get("select")))
            i.select((context, parent, depth) -> Map.of("userId", Map.of("$gt", 0)));
        for (Map<String, @Nullable Object> each : includes(schema))
            i.include(String.valueOf(each.get("service")), inner -> include(inner, each));
    }

    /** With the recording's services. */
    private static Application application(boolean isPopulated) {
        Application app = Application.create();
        Vectors.object(Vectors.read(FILE).get("data")).forEach((path, records) -> {
            app.use(path, MemoryService.create(o -> o.multi(true)));
            app.service(path).create(records);
        });
        app.service("users").hooks(h -> {
            h.after(protect("email"));
            if (isPopulated)
                h.after(populate(o -> o.include(
                        "comments",
                        i -> i.nameAs("said")
                                .parentField("id")
                                .childField("userId")
                                .asArray(true))));
        });
        return app;
    }

    private static ServiceHandle posts(
            Application app, @Nullable Object result, Consumer<PopulateOptions.Builder> options) {
        app.use("posts", new Posts(result));
        return app.service("posts").hooks(h -> h.after(populate(options)));
    }

    private record Posts(@Nullable Object result) implements Service.Finds, Service.Gets {
        @Override
        public Object find(Params params) {
            return Objects.requireNonNull(result);
        }

        @Override
        public Object get(Id id, Params params) {
            return Objects.requireNonNull(result);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return Json.parse(Json.text(value));
    }

    private static List<Map<String, Object>> hundred() {
        var posts = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 100; i++) posts.add(Map.of("id", i, "authorId", i % 4));
        return posts;
    }

    @Test
    void records_of_one_depth_share_a_find() {
        try (var app = application(false)) {
            var finds = new ArrayList<String>();
            for (String path : List.of("users", "comments"))
                app.service(path).hooks(h -> h.before("find", context -> finds.add(path)));
            Object found = posts(
                            app,
                            hundred(),
                            o -> o.include(
                                    "users",
                                    i -> i.nameAs("author")
                                            .parentField("authorId")
                                            .childField("id")
                                            .include(
                                                    "comments",
                                                    c -> c.parentField("id")
                                                            .childField("userId")
                                                            .asArray(true))))
                    .find();
            assertThat(finds).containsExactly("users", "comments");
            assertThat((List<?>) found).hasSize(100);
            Map<String, @Nullable Object> second = Vectors.object(((List<?>) found).get(2));
            assertThat(Vectors.list(Vectors.object(second.get("author")).get("comments")))
                    .hasSize(2);
        }
    }

    @Test
    void equal_queries_that_cannot_be_shared_are_asked_once() {
        try (var app = application(false)) {
            var queries = new ArrayList<Map<String, @Nullable Object>>();
            app.service("users")
                    .hooks(h -> h.before(
                            "find", context -> queries.add(context.params().query())));
            posts(
                            app,
                            hundred(),
                            o -> o.include(
                                    "users",
                                    i -> i.parentField("authorId")
                                            .childField("id")
                                            .query(Map.of("$limit", 1))))
                    .find();
            assertThat(queries).hasSize(4);
        }
    }

    @Test
    void clients_see_what_the_other_service_shows_even_when_it_was_asked_internally() {
        try (var app = application(false)) {
            var posts = posts(
                    app,
                    new LinkedHashMap<>(Map.of("id", 1, "authorId", 1, "note", "secret")),
                    o -> o.include(
                            "users",
                            i -> i.nameAs("author")
                                    .parentField("authorId")
                                    .childField("id")
                                    .provider(null)));
            HookContext get = posts.context("get", Id.of(1), null, Params.of(Map.of("provider", "rest")));
            posts.run(get);
            assertThat(plain(get.result())).asString().contains("email=a@x");
            assertThat(plain(get.shown()))
                    .asString()
                    .contains("name=Ann", "note=secret")
                    .doesNotContain("a@x");
        }
    }

    @Test
    void what_a_hook_before_has_hidden_stays_hidden() {
        try (var app = application(false)) {
            app.use("posts", new Posts(List.of(Map.of("id", 1, "authorId", 1, "note", "secret"))));
            app.service("posts")
                    .hooks(h -> h.after(protect("note", "authorId"))
                            .after(populate(o -> o.include(
                                    "users",
                                    i -> i.nameAs("author")
                                            .parentField("authorId")
                                            .childField("id")))));
            HookContext find = app.service("posts").context("find", null, null, Params.empty());
            app.service("posts").run(find);
            assertThat(plain(find.result())).asString().contains("secret", "email=a@x");
            assertThat(plain(find.dispatch()))
                    .isEqualTo(List.of(
                            Map.of("id", 1, "_include", List.of("author"), "author", Map.of("id", 1, "name", "Ann"))));
        }
    }
}
