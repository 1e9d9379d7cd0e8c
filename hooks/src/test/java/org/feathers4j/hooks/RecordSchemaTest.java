package org.feathers4j.hooks;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.JsonMapper;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordSchemaTest {
    enum Priority {
        LOW,
        @JsonProperty("top")
        HIGH
    }

    record Place(String city, @Nullable Place near) {}

    record Todo(
            @Nullable Integer id,
            String text,
            boolean done,
            Priority priority,
            @JsonProperty("due-on") @Nullable LocalDate due,
            List<Place> places,
            Map<String, @Nullable Integer> votes,
            Optional<String> note,
            @Nullable Todo parent) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Everything(
            byte tiny,
            short little,
            int whole,
            long large,
            BigInteger huge,
            float real,
            double more,
            BigDecimal exact,
            char letter,
            Id id,
            UUID uuid,
            URI link,
            Instant at,
            OffsetDateTime there,
            LocalDate day,
            LocalTime hour,
            LocalDateTime local,
            Duration length,
            Set<String> tags,
            int[] numbers,
            String[] words,
            @Nullable String @Nullable [] holes,
            byte[] bytes,
            Map<Priority, String> byPriority,
            OptionalInt perhaps,
            Object any) {}

    @SuppressWarnings("MultipleNullnessAnnotations") // the two libraries may disagree
    record Constrained(
            @NotBlank @Size(max = 5) String name,
            @Nullable @NotNull Integer present,
            @Min(1) @Max(9) int digit,
            @DecimalMax(value = "2.5", inclusive = false) BigDecimal below,
            @Positive long positive,
            @Digits(integer = 3, fraction = 2) BigDecimal price,

            @Pattern(regexp = "[a-z]+|[0-9]+", flags = Pattern.Flag.CASE_INSENSITIVE)
            String word,

            @Nullable @Email String mail,
            @NotEmpty List<@Size(min = 2) String> items,
            @Past Instant before) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    sealed interface Shape {
        @JsonTypeName("circle")
        record Circle(double radius) implements Shape {}

        @JsonTypeName("square")
        record Square(double side) implements Shape {}
    }

    record Drawing(List<Shape> shapes) {}

    record Price(@JsonValue String text) {}

    record Priced(Price price) {}

    record Threaded(Thread thread) {}

    record Holder(Threaded threaded) {}

    private static final Map<String, @Nullable Object> TODO =
            Map.of("text", "Write", "done", false, "priority", "top", "places", List.of(), "votes", Map.of());

    private static Map<String, @Nullable Object> with(Map<String, ?> base, String name, @Nullable Object value) {
        var copy = new LinkedHashMap<String, @Nullable Object>(base);
        copy.put(name, value);
        return copy;
    }

    private static List<String> keywords(Schema schema, @Nullable Object value) {
        return schema.withAllIssues().issues(value).stream()
                .map(issue -> issue.get("instancePath") + " " + issue.get("keyword"))
                .toList();
    }

    @Test
    void data_that_fit_the_record_pass() {
        Schema schema = Schema.of(Todo.class);
        assertThat(keywords(schema, TODO)).isEmpty();
        Map<String, @Nullable Object> full = with(TODO, "parent", with(TODO, "id", 1));
        full.put("due-on", "2026-01-02");
        full.put("places", List.of(Map.of("city", "Bern", "near", Map.of("city", "Thun"))));
        full.put("votes", with(Map.of("a", 1), "b", null));
        full.put("note", null);
        assertThat(keywords(schema, full)).isEmpty();
        Todo read = requireNonNull(JsonMapper.shared().toTyped(full, Todo.class));
        assertThat(read.due()).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(read.priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void data_that_do_not_fit_are_refused_at_their_place() {
        Schema schema = Schema.of(Todo.class);
        assertThat(keywords(schema, Map.of("text", "Write")))
                .containsOnly(" required")
                .hasSize(4);
        assertThat(keywords(schema, with(TODO, "text", null))).containsExactly("/text type");
        assertThat(keywords(schema, with(TODO, "done", "true"))).containsExactly("/done type");
        assertThat(keywords(schema, with(TODO, "priority", "HIGH"))).containsExactly("/priority enum");
        assertThat(keywords(schema, with(TODO, "due-on", "tomorrow"))).containsExactly("/due-on format");
        assertThat(keywords(schema, with(TODO, "due", "2026-01-02"))).containsExactly(" additionalProperties");
        assertThat(keywords(schema, with(TODO, "places", List.of(Map.of())))).containsExactly("/places/0 required");
        assertThat(keywords(schema, with(TODO, "id", 3_000_000_000L))).containsExactly("/id maximum");
        assertThat(keywords(schema, with(TODO, "parent", Map.of("text", 1)))).contains("/parent/text type");
    }

    @Test
    void further_members_pass_an_open_schema() {
        Schema open = Schema.of(Todo.class, o -> o.open());
        assertThat(keywords(open, with(TODO, "createdBy", "hook"))).isEmpty();
    }

    @Test
    void constraints_of_bean_validation_count() {
        Schema schema = Schema.of(Constrained.class);
        Map<String, Object> good = Map.of(
                "name",
                "Ada",
                "present",
                1,
                "digit",
                9,
                "below",
                new BigDecimal("2.4"),
                "positive",
                1,
                "price",
                new BigDecimal("12.34"),
                "word",
                "ABC",
                "mail",
                "ada@example.com",
                "items",
                List.of("ab"),
                "before",
                "2020-01-01T00:00:00Z");
        assertThat(keywords(schema, good)).isEmpty();
        assertThat(keywords(schema, with(good, "name", "  "))).containsExactly("/name pattern");
        assertThat(keywords(schema, with(good, "name", "too long"))).containsExactly("/name maxLength");
        assertThat(keywords(schema, with(good, "present", null))).containsExactly("/present type");
        assertThat(keywords(schema, with(good, "digit", 10))).containsExactly("/digit maximum");
        assertThat(keywords(schema, with(good, "digit", 0))).containsExactly("/digit minimum");
        assertThat(keywords(schema, with(good, "below", 2.5))).containsExactly("/below exclusiveMaximum");
        assertThat(keywords(schema, with(good, "positive", 0))).containsExactly("/positive exclusiveMinimum");
        assertThat(keywords(schema, with(good, "price", new BigDecimal("1.234"))))
                .containsExactly("/price multipleOf");
        assertThat(keywords(schema, with(good, "price", 1000))).containsExactly("/price exclusiveMaximum");
        assertThat(keywords(schema, with(good, "word", "a1"))).containsExactly("/word pattern");
        assertThat(keywords(schema, with(good, "word", "a\n"))).containsExactly("/word pattern");
        assertThat(keywords(schema, with(good, "mail", "no mail"))).containsExactly("/mail format");
        assertThat(keywords(schema, with(good, "mail", null))).isEmpty();
        assertThat(keywords(schema, with(good, "items", List.of()))).containsExactly("/items minItems");
        assertThat(keywords(schema, with(good, "items", List.of("a")))).containsExactly("/items/0 minLength");
    }

    /** A class path as most applications have it: Java then does not even show the annotations. */
    @Test
    void without_bean_validation_there_are_no_constraints() throws Exception {
        try (var loader = new URLClassLoader(withoutBeanValidation(), ClassLoader.getPlatformClassLoader())) {
            Class<?> schema = loader.loadClass(Schema.class.getName());
            Object made =
                    schema.getMethod("of", Class.class).invoke(null, loader.loadClass(Constrained.class.getName()));
            Object definition = schema.getMethod("definition").invoke(made);
            assertThat(Json.text(definition))
                    .contains("\"name\":{\"type\":\"string\"}", "\"present\":{\"type\":[\"integer\",\"null\"]")
                    .doesNotContain("maxLength", "exclusive");
        }
    }

    private static URL[] withoutBeanValidation() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1))
            if (!entry.contains("jakarta.validation"))
                urls.add(new File(entry).toURI().toURL());
        return urls.toArray(URL[]::new);
    }

    @Test
    void a_sealed_interface_is_one_of_its_records() {
        Schema schema = Schema.of(Drawing.class);
        Map<String, Object> good =
                Map.of("shapes", List.of(Map.of("kind", "circle", "radius", 1), Map.of("kind", "square", "side", 2)));
        assertThat(keywords(schema, good)).isEmpty();
        assertThat(requireNonNull(JsonMapper.shared().<Drawing>toTyped(good, Drawing.class))
                        .shapes())
                .containsExactly(new Shape.Circle(1), new Shape.Square(2));
        assertThat(keywords(schema, Map.of("shapes", List.of(Map.of("radius", 1)))))
                .isNotEmpty();
        assertThat(keywords(schema, Map.of("shapes", List.of(Map.of("kind", "circle", "side", 1)))))
                .isNotEmpty();
    }

    @Test
    void a_type_without_a_known_form_needs_a_schema() {
        assertThatThrownBy(() -> Schema.of(Holder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Component 'thread' of " + Threaded.class.getName())
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> Schema.of(Priced.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Price.class.getName());
        Schema schema = Schema.of(Priced.class, o -> o.type(Price.class, Map.of("type", "string")));
        assertThat(keywords(schema, Map.of("price", "1.50"))).isEmpty();
        assertThat(keywords(schema, Map.of("price", 1.5))).containsExactly("/price type");
    }

    @Test
    void texts_are_coerced_where_it_is_asked_for() {
        assertThat(Schema.of(Todo.class).withCoercion().validate(with(with(TODO, "id", "5"), "done", "true")))
                .isEqualTo(with(with(TODO, "id", 5), "done", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":"5"}                              | {"id":5}
            {"done":"true"}                         | {"done":true}
            {"id":{"$gt":"5","$in":["6","7"]}}      | {"id":{"$gt":5,"$in":[6,7]}}
            {"$or":[{"id":"1"},{"text":"1"}]}       | {"$or":[{"id":1},{"text":"1"}]}
            {"$sort":{"due-on":"-1"},"$limit":"3"}  | {"$sort":{"due-on":-1},"$limit":3}
            {"$select":["text","due-on"]}           | {"$select":["text","due-on"]}
            {"priority":{"$ne":"top"}}              | {"priority":{"$ne":"top"}}
            {"text":{"$foo":1}}                     | refused
            {"owner":"me"}                          | refused
            {"$sort":{"owner":1}}                   | refused
            {"$select":["owner"]}                   | refused
            {"id":"five"}                           | refused
            {"priority":"HIGH"}                     | refused
            """)
    void queries_have_the_components(String query, String expected) {
        Schema schema = Schema.ofQuery(Todo.class);
        if (expected.equals("refused"))
            assertThatThrownBy(() -> schema.validate(Json.parse(query))).isInstanceOf(FeathersException.class);
        else assertThat(schema.validate(Json.parse(query))).isEqualTo(Json.parse(expected));
    }

    @Test
    void a_condition_need_not_be_valid_data() {
        assertThat(Schema.ofQuery(Constrained.class).validate(Map.of("name", Map.of("$gt", ""), "digit", 100)))
                .isEqualTo(Map.of("name", Map.of("$gt", ""), "digit", 100));
    }

    record Note(@Nullable Integer id, String text, boolean done) {}

    @Test
    void hooks_take_the_class() {
        try (Application app = Application.create()) {
            app.use("notes", MemoryService.create());
            app.service("notes")
                    .hooks(h -> h.before("find", Validation.query(Note.class))
                            .before("create", Validation.data(Note.class))
                            .before("patch", Validation.data(Note.class)));
            var notes = app.service("notes");
            assertThatThrownBy(() -> notes.create(Map.of("text", "a")))
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(Json.text(error.data())).contains("'done'"));
            notes.create(Map.of("text", "a", "done", false));
            assertThat(notes.patch(0, Map.of("done", true))).isEqualTo(Map.of("id", 0, "text", "a", "done", true));
            assertThatThrownBy(() -> notes.patch(0, with(Map.of(), "text", null)))
                    .isInstanceOf(FeathersException.class);
            assertThat(notes.find(Params.query(Map.of("done", "true"))))
                    .isEqualTo(List.of(Map.of("id", 0, "text", "a", "done", true)));
        }
    }

    /** Values for the members of {@link Everything}, those that a record can have and those that it cannot. */
    private static final Map<String, List<@Nullable Object>> VALUES = values();

    private static Map<String, List<@Nullable Object>> values() {
        var values = new LinkedHashMap<String, List<@Nullable Object>>();
        for (String name : List.of("tiny", "little", "whole", "large", "huge"))
            values.put(
                    name,
                    Arrays.asList(
                            0,
                            -1,
                            127,
                            128,
                            -128,
                            -129,
                            32767,
                            32768,
                            1.5,
                            2_147_483_647,
                            2_147_483_648L,
                            "1",
                            true,
                            null,
                            9_223_372_036_854_775_807L,
                            new BigInteger("9223372036854775808"),
                            List.of()));
        for (String name : List.of("real", "more", "exact"))
            values.put(name, Arrays.asList(0, 1.5, -3L, new BigDecimal("1.25"), "1.5", false, null, Map.of()));
        values.put("letter", Arrays.asList("a", "", "ab", 1, null));
        values.put("id", Arrays.asList(1, "a", 1.5, true, null, Map.of("value", 1), List.of(1)));
        values.put(
                "uuid",
                Arrays.asList(
                        "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000", "x", 1, null));
        values.put("link", Arrays.asList("https://example.com/a?b=c", "a/b", "", "a b", "http://[", 1, null));
        for (String name : List.of("at", "there"))
            values.put(
                    name,
                    Arrays.asList(
                            "2026-01-02T03:04:05.678Z",
                            "2026-01-02T03:04:05+02:00",
                            "2026-01-02t03:04:05z",
                            "2026-13-02T03:04:05Z",
                            "2026-02-30T03:04:05Z",
                            "2026-01-02",
                            "2026-01-02T03:04:05",
                            "now",
                            "",
                            null));
        values.put("day", Arrays.asList("2026-01-02", "2026-02-30", "2026-1-2", "2026-01-02T03:04:05Z", "", 1.5, null));
        values.put(
                "hour",
                Arrays.asList("03:04", "03:04:05", "03:04:05.678", "24:00", "3:04", "03:04:05Z", "03:04\n", null));
        values.put(
                "local",
                Arrays.asList("2026-01-02T03:04", "2026-01-02T03:04:05.678", "2026-01-32T03:04", "2026-01-02", null));
        values.put(
                "length",
                Arrays.asList(
                        "PT1.5S",
                        "P1D",
                        "P1DT2H3M4S",
                        "-PT1S",
                        "PT-1.5S",
                        "P1Y",
                        "P1W",
                        "P",
                        "PT",
                        "P1DT",
                        "1s",
                        null));
        values.put("tags", Arrays.asList(List.of(), List.of("a", "b"), List.of(1), "a", null));
        values.put("numbers", Arrays.asList(List.of(), List.of(1, 2), List.of("1"), List.of(1.5), null));
        values.put("words", Arrays.asList(List.of(), List.of("a"), List.of(1), null));
        values.put("holes", Arrays.asList(List.of(), Arrays.asList("a", null), List.of(1), null));
        values.put(
                "bytes",
                Arrays.asList(
                        "YWJj",
                        "YWI=",
                        "YQ==",
                        "a",
                        "!",
                        Map.of("type", "Buffer", "data", List.of(1, 2)),
                        Map.of("type", "Buffer"),
                        null));
        values.put(
                "byPriority",
                Arrays.asList(
                        Map.of(), Map.of("LOW", "a"), Map.of("top", "a"), Map.of("x", "a"), Map.of("LOW", 1), null));
        values.put("perhaps", Arrays.asList(1, null, "1", 1.5, 3_000_000_000L));
        values.put("any", Arrays.asList(1, "a", List.of(), Map.of(), false, null));
        return values;
    }

    /** What Jackson reads, although it is written otherwise: JSON Schema has the form that is written. */
    private static final Set<String> READ_ALL_THE_SAME = Set.of(
            "tiny 128", "link 1", "day \"2026-01-02T03:04:05Z\"", "hour \"03:04\\n\"", "bytes {\"type\":\"Buffer\"}");

    @Test
    void the_schema_and_the_reader_agree() {
        Schema schema = Schema.of(Everything.class);
        var base = new LinkedHashMap<String, @Nullable Object>();
        VALUES.forEach((name, values) -> base.put(name, values.getFirst()));
        var differences = new ArrayList<String>();
        VALUES.forEach((name, values) -> {
            for (Object value : values) {
                Map<String, @Nullable Object> data = with(base, name, value);
                boolean isValid = schema.issues(data).isEmpty();
                String what = name + " " + Json.text(value);
                if (isValid != isRead(data) && !(READ_ALL_THE_SAME.contains(what) && !isValid))
                    differences.add(what + " " + isValid);
            }
        });
        assertThat(differences).isEmpty();
    }

    private static boolean isRead(Map<String, @Nullable Object> data) {
        try {
            JsonMapper.shared().toTyped(data, Everything.class);
            return true;
        } catch (FeathersException e) {
            return false;
        }
    }

    @Test
    void what_is_accepted_is_read_in_any_combination() {
        Schema schema = Schema.of(Everything.class);
        var random = new Random(21);
        int accepted = 0;
        for (int i = 0; i < 3000; i++) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            VALUES.forEach((name, values) -> data.put(
                    name, random.nextInt(30) > 0 ? values.getFirst() : values.get(random.nextInt(values.size()))));
            if (!schema.issues(data).isEmpty()) continue;
            accepted++;
            assertThat(isRead(data)).as(Json.text(data)).isTrue();
        }
        assertThat(accepted).isGreaterThan(100);
    }

    @Test
    void what_a_record_is_written_as_passes_its_schema() {
        var data = new LinkedHashMap<String, @Nullable Object>();
        VALUES.forEach((name, values) -> data.put(name, values.getFirst()));
        Everything read = requireNonNull(JsonMapper.shared().toTyped(data, Everything.class));
        assertThat(keywords(Schema.of(Everything.class), JsonMapper.shared().toJson(read)))
                .isEmpty();
    }
}
