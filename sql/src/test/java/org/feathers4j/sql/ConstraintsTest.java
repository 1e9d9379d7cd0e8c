package org.feathers4j.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the constraints of a table refuse: of which kind, about which columns, and without a value of another record. */
abstract class ConstraintsTest extends DatabaseTest {
    private static final String SECRET = "ada@example.com";

    SqlService users;
    SqlService notes;

    @BeforeEach
    void tables() {
        sql(
                "CREATE TABLE users (%s, email varchar(50) NOT NULL UNIQUE, tenant int, nick varchar(50), age int CHECK (age >= 0), UNIQUE (tenant, nick))"
                        .formatted(key()),
                "CREATE TABLE notes (%s, user_id int NOT NULL REFERENCES users (id), text varchar(50))"
                        .formatted(key()));
        users = service("users", o -> o.multi(true));
        notes = service("notes", o -> o.multi(true));
        users.create(Map.of("email", SECRET, "tenant", 7654321, "nick", "secret-nick", "age", 36), Params.empty());
    }

    private void isRefused(Runnable call, ErrorKind kind, String... columns) {
        List<Map<String, @Nullable Object>> before = records(users.find(Params.empty()));
        FeathersException error = refused(call);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(record(error.errors())).containsOnlyKeys(columns);
        assertThat(error.message()).contains(columns).contains("on the table '");
        assertThat(error.toJson().toString()).doesNotContain(SECRET, "7654321", "secret-nick", "36");
        assertThat(error.getCause()).isInstanceOf(java.sql.SQLException.class);
        assertThat(records(users.find(Params.empty()))).isEqualTo(before);
    }

    @Test
    void a_value_that_must_be_unique_is_a_Conflict() {
        isRefused(() -> users.create(Map.of("email", SECRET), Params.empty()), ErrorKind.CONFLICT, "email");
        var other = record(users.create(Map.of("email", "b"), Params.empty()));
        isRefused(() -> users.patch(id(other), Map.of("email", SECRET), Params.empty()), ErrorKind.CONFLICT, "email");
        isRefused(() -> users.update(id(other), Map.of("email", SECRET), Params.empty()), ErrorKind.CONFLICT, "email");
        isRefused(
                () -> users.patch(null, Map.of("email", "the same for all"), Params.empty()),
                ErrorKind.CONFLICT,
                "email");
    }

    @Test
    void an_id_that_is_taken_is_a_Conflict() {
        isRefused(() -> users.create(Map.of("id", 1, "email", "b"), Params.empty()), ErrorKind.CONFLICT, "id");
    }

    @Test
    void a_Conflict_of_several_columns_names_them_all() {
        isRefused(
                () -> users.create(Map.of("email", "b", "tenant", 7654321, "nick", "secret-nick"), Params.empty()),
                ErrorKind.CONFLICT,
                "tenant",
                "nick");
    }

    @Test
    void a_unique_index_made_later_is_a_Conflict_too() {
        sql("CREATE UNIQUE INDEX one_note ON notes (user_id, text)");
        notes.create(Map.of("user_id", 1, "text", "t"), Params.empty());
        isRefused(
                () -> notes.create(Map.of("user_id", 1, "text", "t"), Params.empty()),
                ErrorKind.CONFLICT,
                "user_id",
                "text");
    }

    @Test
    void a_missing_value_is_a_BadRequest() {
        isRefused(() -> users.create(Map.of("tenant", 1), Params.empty()), ErrorKind.BAD_REQUEST, "email");
        var nothing = new HashMap<String, @Nullable Object>();
        nothing.put("email", null);
        isRefused(() -> users.patch(Id.of(1), nothing, Params.empty()), ErrorKind.BAD_REQUEST, "email");
        isRefused(() -> users.update(Id.of(1), Map.of("age", 1), Params.empty()), ErrorKind.BAD_REQUEST, "email");
        isRefused(() -> users.create(Map.of(), Params.empty()), ErrorKind.BAD_REQUEST, "email");
    }

    @Test
    void a_check_is_a_BadRequest() {
        isRefused(() -> users.create(Map.of("email", "b", "age", -1), Params.empty()), ErrorKind.BAD_REQUEST, "age");
        isRefused(() -> users.patch(Id.of(1), Map.of("age", -5), Params.empty()), ErrorKind.BAD_REQUEST, "age");
    }

    @Test
    void a_reference_to_no_record_is_a_BadRequest() {
        isRefused(() -> notes.create(Map.of("user_id", 99), Params.empty()), ErrorKind.BAD_REQUEST, "user_id");
        var note = record(notes.create(Map.of("user_id", 1), Params.empty()));
        isRefused(() -> notes.patch(id(note), Map.of("user_id", 99), Params.empty()), ErrorKind.BAD_REQUEST, "user_id");
    }

    @Test
    void a_record_that_others_refer_to_stays() {
        notes.create(Map.of("user_id", 1, "text", "secret-nick"), Params.empty());
        for (Runnable call : List.<Runnable>of(
                () -> users.remove(Id.of(1), Params.empty()), () -> users.remove(null, Params.empty()))) {
            FeathersException error = refused(call);
            assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
            assertThat(error.message()).contains("other records refer to");
            assertThat(error.toJson().toString()).doesNotContain("secret-nick");
        }
        assertThat(records(users.find(Params.empty()))).hasSize(1);
    }

    @Test
    void of_many_new_records_none_stays_when_one_is_refused() {
        isRefused(
                () -> users.create(
                        List.of(Map.of("email", "b"), Map.of("email", "c"), Map.of("email", "b")), Params.empty()),
                ErrorKind.CONFLICT,
                "email");
    }

    @Test
    void of_many_changes_none_stays_when_one_is_refused() {
        users.create(List.of(Map.of("email", "b", "age", 2), Map.of("email", "c", "age", 1)), Params.empty());
        sql("CREATE TABLE limits (%s, n int CHECK (n < 3))".formatted(key()));
        SqlService limits = service("limits", o -> o.multi(true));
        assertThat(refused(() -> limits.create(List.of(Map.of("n", 1), Map.of("n", 5)), Params.empty()))
                        .kind())
                .isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(records(limits.find(Params.empty()))).isEmpty();
        isRefused(
                () -> users.patch(null, Map.of("tenant", 1, "nick", "n"), Params.empty()),
                ErrorKind.CONFLICT,
                "tenant",
                "nick");
    }

    @Test
    void a_refusal_within_a_transaction_undoes_all_of_it() {
        FeathersException error = refused(() -> database.transaction(params -> {
            users.create(Map.of("email", "b"), params);
            return users.create(Map.of("email", SECRET), params);
        }));
        assertThat(error.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(record(error.errors())).containsOnlyKeys("email");
        assertThat(records(users.find(Params.empty()))).hasSize(1);
    }
}
