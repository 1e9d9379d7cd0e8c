package org.feathers4j.sql;

import java.util.Map;

import org.feathers4j.Params;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteColumnTypesTest extends ColumnTypesTest {
    @Override
    String url() {
        return "sqlite::memory:";
    }

    @Test
    void decimals_beyond_what_SQLite_keeps_are_refused() {
        keeps("price", 9007199254740993L, 0.30000000000000004);
        things.raw().remove(null, Params.empty());
        refuses("price", "0.1234567890123456789", "12345678901234567.89", "1e400");
    }

    @Test
    void what_other_programs_wrote_is_handed_out_as_it_is() {
        sql(
                "INSERT INTO things (name, count, done, at, doc, price) VALUES (7, 'many', 'maybe', 'soon', '{broken', 1.5)");
        assertThat(records(things.find(Params.empty())).getFirst())
                .containsEntry("name", "7") // a TEXT column makes texts
                .containsEntry("count", "many")
                .containsEntry("done", "maybe")
                .containsEntry("at", "soon")
                .containsEntry("doc", "{broken")
                .containsEntry("price", 1.5);
    }

    @Test
    void moments_that_SQLite_or_JavaScript_wrote_are_read_as_moments() {
        sql("INSERT INTO things (at) VALUES ('2026-01-31 12:00:00'), (1769860800123)");
        assertThat(found(things, "at", Map.of()))
                .containsExactly("2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.123Z");
    }
}
