package org.feathers4j.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ValidationTest {
    private static final Map<String, @Nullable Object> TODO = json("""
            {'type':'object','required':['text'],'properties':{'text':{'type':'string'},'n':{'type':'integer'}}}""");

    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private ServiceHandle todos(BeforeHook hook) {
        app.use(
                "todos",
                MemoryService.create(o -> o.multi(true)),
                o -> o.method("echo", (data, params) -> data).hooks(h -> h.before(hook)));
        return app.service("todos");
    }

    @Test
    void each_method_may_have_its_own_schema() {
        Schema number = Schema.of(json("{'type':'object','required':['n']}"));
        ServiceHandle todos =
                todos(Validation.data(DataSchemas.of(Schema.of(TODO)).update(number)));
        todos.create(Map.of("text", "a"));
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.update(Id.of(0), Map.of("text", "b")));
        todos.update(Id.of(0), Map.of("n", 1));
        todos.patch(Id.of(0), Map.of("n", 2));
        assertThat(todos.find()).isEqualTo(List.of(Map.of("id", 0, "n", 2)));
    }

    @Test
    void data_of_custom_methods_are_validated_and_methods_without_data_pass() {
        ServiceHandle todos = todos(Validation.data(TODO));
        assertThat(todos.find()).isEqualTo(List.of());
        assertThatExceptionOfType(FeathersException.class).isThrownBy(() -> todos.call("echo", Map.of()));
        assertThat(todos.call("echo", Map.of("text", "a"))).isEqualTo(Map.of("text", "a"));
    }

    @Test
    void a_schema_that_coerces_changes_data_but_not_the_callers() {
        ServiceHandle todos = todos(Validation.data(Schema.of(TODO).withCoercion()));
        var data = json("{'text':1,'n':'2'}");
        assertThat(todos.create(List.of(data))).isEqualTo(List.of(Map.of("id", 0, "text", "1", "n", 2)));
        assertThat(data).isEqualTo(json("{'text':1,'n':'2'}"));
    }

    @Test
    void all_issues_are_told_when_asked_for() {
        Schema schema = Schema.of(TODO).withAllIssues();
        assertThat(schema.issues(json("{'n':'x'}")))
                .extracting(issue -> issue.get("keyword"))
                .containsExactly("required", "type");
        assertThat(Schema.of(TODO).issues(json("{'n':'x'}"))).hasSize(1);
    }

    @Test
    void values_that_are_written_as_text_are_text() {
        Schema schema = Schema.of(json("{'type':'string','format':'date-time'}"));
        var now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(schema.validate(now)).isSameAs(now);
    }

    @Test
    void formats_are_checked() {
        Map.of(
                        "email",
                        "a@b.c",
                        "ipv4",
                        "127.0.0.1",
                        "uuid",
                        "123e4567-e89b-12d3-a456-426614174000",
                        "date",
                        "2026-01-02")
                .forEach((format, good) -> {
                    Schema schema = Schema.of(Map.of("type", "string", "format", format));
                    assertThatCode(() -> schema.validate(good)).as(format).doesNotThrowAnyException();
                    assertThat(schema.issues("no"))
                            .as(format)
                            .singleElement()
                            .satisfies(issue -> assertThat(issue)
                                    .containsEntry("message", "must match format \"%s\"".formatted(format))
                                    .containsEntry("params", Map.of("format", format)));
                });
    }

    @Test
    void what_is_no_schema_is_refused_when_it_is_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> Validation.data(json("{'type':'text'}")));
        assertThatIllegalArgumentException().isThrownBy(() -> Validation.query(json("{'required':'a'}")));
    }

    @Test
    void what_cannot_be_explained_is_refused_all_the_same() {
        Schema schema = Schema.of(json("{'properties':{'a':{'$ref':'https://example.com/elsewhere'}}}"));
        assertThat(schema.issues(json("{'a':1}")))
                .singleElement()
                .satisfies(issue -> assertThat(issue).containsEntry("instancePath", "/a"));
        Schema anchored =
                Schema.of(json("{'$defs':{'n':{'$anchor':'n','type':'number'}},'properties':{'a':{'$ref':'#n'}}}"));
        assertThat(anchored.issues(json("{'a':'x'}"))).isNotEmpty();
        assertThat(anchored.issues(json("{'a':1}"))).isEmpty();
    }

    @Test
    void a_query_may_have_operators_of_the_applications_own() {
        var name = json("{'type':'string'}");
        var syntax = Validation.querySyntax(Map.of("name", name), Map.of("name", Map.of("$search", name)));
        Schema schema =
                Schema.of(Map.of("type", "object", "properties", syntax)).withCoercion();
        assertThat(schema.issues(json("{'name':{'$search':'a'}}"))).isEmpty();
        assertThat(schema.issues(json("{'name':{'$regex':'a'}}"))).isNotEmpty();
    }

    @Test
    void and_and_or_may_stand_in_one_another() {
        Schema schema = Schema.of(Validation.querySchema(Map.of("n", Map.of("type", "number"))))
                .withCoercion();
        for (String outer : List.of("$or", "$and"))
            for (String middle : List.of("$or", "$and"))
                for (String inner : List.of("$or", "$and")) {
                    String query =
                            "{'%s':[{'%s':[{'%s':[{'n':%%s},{'n':{'$in':['2']}}]}]}]}".formatted(outer, middle, inner);
                    assertThat(schema.validate(json(query.formatted("'1'"))))
                            .isEqualTo(json(query.formatted("1").replace("'2'", "2")));
                    assertThat(schema.issues(json(query.formatted("'x'")))).isNotEmpty();
                    assertThat(schema.issues(json(query.formatted("1,'secret':1"))))
                            .isNotEmpty();
                }
    }

    @Test
    void coercion_copes_with_odd_names() {
        Schema schema = Schema.of(json("""
                {'properties':{'a#b':{'anyOf':[{'type':'number'},{'type':'null'}]},'c/d~ %':{'anyOf':[{'type':'number'}]}}}""")).withCoercion();
        assertThat(schema.validate(json("{'a#b':'1','c/d~ %':'2'}"))).isEqualTo(json("{'a#b':1,'c/d~ %':2}"));
    }

    @Test
    void a_schema_is_for_many_threads() throws Exception {
        Schema schema = Schema.of(Validation.querySchema(Map.of("n", Map.of("type", "number"))))
                .withCoercion();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> schema.validate(Map.of("n", Integer.toString(i)))))
                    .toList();
            for (int i = 0; i < all.size(); i++) assertThat(all.get(i).get()).isEqualTo(Map.of("n", i));
        }
    }

    @Test
    void a_validated_query_reaches_the_service() {
        ServiceHandle todos = todos(Validation.query(Validation.querySchema(Map.of("n", Map.of("type", "integer")))));
        todos.create(List.of(Map.of("n", 1), Map.of("n", 2)));
        assertThat(todos.find(Params.query(Map.of("n", Map.of("$in", List.of("2", "3"))))))
                .isEqualTo(List.of(Map.of("id", 1, "n", 2)));
        var refused = catchThrowableOfType(FeathersException.class, () -> todos.find(Params.query(Map.of("x", 1))));
        assertThat(refused).hasMessage("validation failed");
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }

    @Test
    void a_form_hears_of_every_field_at_once() {
        Schema address = Schema.of(Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("name"),
                        "additionalProperties",
                        false,
                        "properties",
                        Map.of(
                                "name",
                                Map.of("type", "string"),
                                "age",
                                Map.of("type", "number", "minimum", 18, "multipleOf", 1),
                                "home",
                                Map.of("type", "object", "required", List.of("city")),
                                "items",
                                Map.of("type", "array", "items", Map.of("type", "string", "minLength", 2)))))
                .withFormErrors();
        Map<String, Object> filled =
                Map.of("age", 1.5, "home", Map.of(), "items", List.of("ab", "c"), "more/or~less", true);
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> address.validate(filled))
                .satisfies(error -> {
                    assertThat(error.errors())
                            .isEqualTo(Map.of(
                                    "name",
                                    "must have required property 'name'",
                                    "age",
                                    "must be >= 18, must be multiple of 1",
                                    "home.city",
                                    "must have required property 'city'",
                                    "items.1",
                                    "must NOT have fewer than 2 characters",
                                    "more/or~less",
                                    "must NOT have additional properties"));
                    assertThat((List<?>) error.data()).hasSize(6);
                });
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> address.validate("no object"))
                .satisfies(error -> assertThat(error.errors()).isEqualTo(Map.of("", "must be object")));
    }

    @Test
    void what_is_no_schema_is_refused_with_the_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Map.of(
                        "properties", Map.of("text", Map.of("type", "string"), "stars", Map.of("type", "nubmer")))))
                .withMessageContaining("This is no JSON Schema: at /properties/stars/type: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validation.data(Map.of("required", "text")))
                .withMessageStartingWith("This is no JSON Schema: at /required: ");
    }
}
