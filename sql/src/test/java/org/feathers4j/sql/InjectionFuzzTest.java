package org.feathers4j.sql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.UnitOfWork;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any query, id and data of a client: an answer, or an error that is the client's, and nothing else happens to the database. Jazzer itself also reports statements that the
 * database cannot parse. The committed inputs run with all tests, new ones are searched by the build.
 */
class InjectionFuzzTest {
    private static final class UndoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static SqlDatabase database;
    private static SqlService people;
    private static List<?> before;

    @BeforeAll
    static void tables() {
        database = SqlDatabase.open("sqlite::memory:");
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INT, day DATE, done BOOLEAN, doc JSON, price NUMERIC)");
                statement.execute(
                        "INSERT INTO people (name, age, day, done, doc, price) VALUES ('a', 1, '2026-01-01', 1, '{}', 1.5), ('b', 2, NULL, 0, NULL, NULL)");
                statement.execute("CREATE TABLE canary (id INTEGER PRIMARY KEY)");
                return statement.execute("INSERT INTO canary VALUES (1)");
            }
        });
        people = SqlService.create(o -> o.database(database).table("people").multi(true));
        before = all(Params.empty());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** A digit for the method, then an object with its id, query and data. */
    @FuzzTest(maxDuration = "10s")
    void any_query_is_answered_or_refused(byte[] input) {
        if (input.length < 2 || !(parsed(input) instanceof Map<?, ?> call)) return;
        try {
            database.transaction(params -> {
                try {
                    call(input[0] % 6, call, params);
                } catch (FeathersException e) {
                    assertThat(e.code()).as("%s", e).isIn(400, 404, 409);
                }
                assertThat(canary(params)).isEqualTo(List.of(1));
                throw new UndoneException();
            });
        } catch (UndoneException expected) {
            assertThat(all(Params.empty())).isEqualTo(before);
        }
    }

    private static @Nullable Object parsed(byte[] input) {
        try {
            return Json.parse(new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return null;
        }
    }

    private static void call(int method, Map<?, ?> call, Params transaction) {
        @SuppressWarnings("unchecked") // keys of JSON objects are texts
        Params params = call.get("query") instanceof Map<?, ?> query
                ? transaction.withQuery((Map<String, @Nullable Object>) query)
                : transaction;
        Id id = Id.ofNullable(call.get("id"));
        Object data = call.get("data");
        switch (method) {
            case 0 -> people.find(params);
            case 1 -> people.get(id, params);
            case 2 -> people.create(data, params);
            case 3 -> people.patch(id, data, params);
            case 4 -> people.remove(id, params);
            default -> people.update(id, data, params);
        }
    }

    private static List<?> canary(Params params) {
        return ((SqlTransaction) Objects.requireNonNull(params.get(UnitOfWork.PARAM)))
                .dsl()
                .fetchValues("SELECT id FROM canary");
    }

    private static List<?> all(Params params) {
        return (List<?>) people.find(params);
    }
}
