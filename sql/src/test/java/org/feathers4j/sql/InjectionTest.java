package org.feathers4j.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts that mean something to a database, wherever a client can put one: nothing of them becomes a part of a statement. */
abstract class InjectionTest extends DatabaseTest {
    static final List<String> HOSTILE = List.of(
            "'",
            "''",
            "\"",
            "`",
            "\\",
            "\\'",
            ";",
            "--",
            "/*",
            "*/",
            "' OR '1'='1",
            "1 OR 1=1",
            "1; DROP TABLE people",
            "'; DROP TABLE people; --",
            "\"; DROP TABLE people; --",
            "name\"; DELETE FROM people; --",
            "people\".\"name",
            "name, (SELECT secret FROM canary)",
            "(SELECT secret FROM canary)",
            "name) UNION SELECT 1, secret FROM canary --",
            "x' UNION SELECT id, secret, 1, 1, 1, 1 FROM canary --",
            "name::text",
            "name COLLATE nocase",
            "CASE WHEN 1=1 THEN name ELSE id END",
            "$1",
            "?",
            "??",
            ":name",
            "{0}",
            "{fn user()}",
            "${name}",
            "%s",
            "%",
            "_",
            "$$; DROP TABLE people; $$",
            "E'\\x27'",
            "U&'\\0027'",
            "\u02bc OR 1=1",
            "\uff07; DROP TABLE people",
            "\u0000'; DROP TABLE people",
            "\ud800'",
            "name\n; DROP TABLE people",
            "pg_sleep(10)",
            "1 AND (SELECT count(*) FROM pg_user) > 0",
            "ATTACH DATABASE ':memory:' AS x",
            "load_extension('x')",
            "__proto__",
            "constructor");

    private static final List<String> COLUMNS = List.of("id", "name", "age", "day", "done", "doc");
    private static final List<String> OPERATORS = List.of(
            "$lt",
            "$lte",
            "$gt",
            "$gte",
            "$ne",
            "$like",
            "$notlike",
            "$ilike",
            "$in",
            "$nin",
            "$or",
            "$and",
            "$select",
            "$sort");

    SqlService people;
    private List<Map<String, @Nullable Object>> before;

    @BeforeEach
    void tables() {
        sql(
                "CREATE TABLE people (%s, name varchar(200), age int, day date, done boolean, doc %s)"
                        .formatted(key(), either("JSON", "jsonb")),
                "CREATE TABLE canary (id int, secret varchar(20))",
                "INSERT INTO canary VALUES (1, 'secret-bird')");
        people = service("people", o -> o.multi(true));
        people.create(List.of(Map.of("name", "a", "age", 1), Map.of("name", "b", "done", true)), Params.empty());
        before = records(people.find(Params.empty()));
    }

    /** An answer that tells nothing of another table, or a refusal; nothing is changed. */
    private void isHarmless(String text, Runnable call) {
        try {
            call.run();
        } catch (FeathersException e) {
            assertThat(e.code()).as("%s: %s", text, e).isIn(400, 404);
            assertThat(e.toJson().toString()).doesNotContain("secret-bird");
        }
    }

    private void isUntouched() {
        assertThat(records(people.find(Params.empty()))).isEqualTo(before);
        assertThat(records(service("canary").find(Params.empty())))
                .containsExactly(Map.of("id", 1, "secret", "secret-bird"));
    }

    private void finds(String text, Map<String, ?> query) {
        isHarmless(text, () -> assertThat(people.find(where(query)).toString()).doesNotContain("secret-bird"));
    }

    @Test
    void a_value_is_only_compared() {
        HOSTILE.forEach(this::asValue);
        isUntouched();
    }

    private void asValue(String text) {
        for (String column : COLUMNS) {
            finds(text, Map.of(column, text));
            for (String operator : OPERATORS) {
                finds(text, Map.of(column, Map.of(operator, text)));
                finds(text, Map.of(column, Map.of(operator, List.of(text, text))));
                finds(text, Map.of(column, Map.of(operator, Map.of(text, text))));
                finds(text, Map.of("$or", List.of(Map.of(column, Map.of(operator, text)))));
            }
        }
        isHarmless(text, () -> assertThat(ids(Map.of("name", text))).isEmpty());
        isHarmless(
                text,
                () -> assertThat(ids(Map.of("name", Map.of("$nin", List.of(text)))))
                        .hasSize(2));
    }

    private List<@Nullable Object> ids(Map<String, ?> query) {
        return found(people, "id", query);
    }

    @Test
    void a_name_is_one_of_a_column_or_refused() {
        HOSTILE.forEach(this::asName);
        isUntouched();
    }

    private void asName(String text) {
        for (Map<String, ?> query : List.<Map<String, ?>>of(
                Map.of(text, 1),
                Map.of(text, Map.of("$gt", 1)),
                Map.of("$or", List.of(Map.of(text, 1))),
                Map.of("$sort", Map.of(text, 1)),
                Map.of("$select", List.of(text)),
                Map.of("$select", text),
                Map.of("name", Map.of(text, 1)),
                Map.of("name", Map.of("$" + text, 1)),
                Map.of("$" + text, 1)))
            assertThat(refused(() -> people.find(where(query))).code())
                    .as("%s", query)
                    .isEqualTo(400);
        for (Runnable call : List.<Runnable>of(
                () -> people.create(Map.of(text, 1), Params.empty()),
                () -> people.patch(Id.of(1), Map.of(text, 1), Params.empty()),
                () -> people.patch(null, Map.of(text, 1), Params.empty()),
                () -> people.update(Id.of(1), Map.of(text, 1), Params.empty()),
                () -> people.remove(null, where(Map.of(text, 1)))))
            assertThat(refused(call).code()).isEqualTo(400);
        isUntouched();
    }

    @Test
    void an_id_is_only_compared() {
        HOSTILE.forEach(this::asId);
        isUntouched();
    }

    private void asId(String text) {
        for (Runnable call : List.<Runnable>of(
                () -> people.get(Id.of(text), Params.empty()),
                () -> people.patch(Id.of(text), Map.of("age", 5), Params.empty()),
                () -> people.update(Id.of(text), Map.of("age", 5), Params.empty()),
                () -> people.remove(Id.of(text), Params.empty()),
                () -> people.get(new Id(List.of(text)), Params.empty()),
                () -> people.get(new Id(Map.of(text, text)), Params.empty())))
            assertThat(refused(call).code()).isEqualTo(404);
        sql(
                "DROP TABLE IF EXISTS keyed",
                "CREATE TABLE keyed (id varchar(200) PRIMARY KEY)",
                "INSERT INTO keyed VALUES ('a')");
        SqlService keyed = service("keyed");
        assertThat(refused(() -> keyed.remove(Id.of(text), Params.empty())).code())
                .isEqualTo(404);
        assertThat(records(keyed.find(Params.empty()))).hasSize(1);
        isUntouched();
    }

    @Test
    void data_are_kept_as_they_are_or_refused() {
        HOSTILE.forEach(this::asData);
        isUntouched();
    }

    private void asData(String text) {
        isHarmless(text, () -> {
            var created = record(people.create(Map.of("name", text), Params.empty()));
            assertThat(created).containsEntry("name", text);
            assertThat(found(people, "name", Map.of("name", text))).containsExactly(text);
            assertThat(record(people.patch(id(created), Map.of("name", text + text), Params.empty())))
                    .containsEntry("name", text + text);
            people.remove(id(created), Params.empty());
        });
        isHarmless(text, () -> {
            var doc = new HashMap<String, Object>();
            doc.put(text, List.of(text));
            var created = record(people.create(Map.of("doc", doc), Params.empty()));
            assertThat(created.get("doc")).isEqualTo(doc);
            people.remove(id(created), Params.empty());
        });
        for (String column : List.of("age", "day", "done"))
            assertThat(refused(() -> people.create(Map.of(column, text), Params.empty()))
                            .code())
                    .isEqualTo(400);
        isUntouched();
    }

    @Test
    void sizes_of_pages_are_numbers() {
        HOSTILE.forEach(this::asSize);
        isUntouched();
    }

    private void asSize(String text) {
        SqlService paged = service("people", o -> o.paginate(10, 10));
        for (String each : List.of("$limit", "$skip")) {
            isHarmless(text, () -> paged.find(where(Map.of(each, text))));
            isHarmless(text, () -> paged.find(where(Map.of(each, "1" + text))));
            isHarmless(text, () -> people.raw().find(where(Map.of(each, List.of(text)))));
        }
        isHarmless(text, () -> people.find(where(Map.of("$sort", Map.of("name", text)))));
        isHarmless(text, () -> people.find(where(Map.of("$sort", text))));
        isUntouched();
    }

    @Test
    void the_name_of_a_table_is_one_of_the_application_and_quoted_all_the_same() {
        HOSTILE.forEach(this::asTable);
        isUntouched();
    }

    private void asTable(String text) {
        var errors = new ArrayList<Throwable>();
        try {
            service(text).find(Params.empty());
        } catch (IllegalStateException | FeathersException e) {
            errors.add(e);
        }
        assertThat(errors).hasSize(1);
        isUntouched();
    }
}
