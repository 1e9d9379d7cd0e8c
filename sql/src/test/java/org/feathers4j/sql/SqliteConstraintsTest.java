package org.feathers4j.sql;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.Params;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteConstraintsTest extends ConstraintsTest {
    @Override
    String url() {
        return "sqlite::memory:";
    }

    /** SQLite's messages have the text of a check, which may say the names of columns and anything else. */
    @Test
    void the_text_of_a_check_is_not_shown() {
        sql(
                "CREATE TABLE odd (id INTEGER PRIMARY KEY, \"a,b\" int, c int UNIQUE, CHECK (c <> 5 AND 'password' <> ''))");
        var odd = service("odd");
        var error = refused(() -> odd.create(Map.of("c", 5), Params.empty()));
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(record(error.errors())).containsOnlyKeys("c");
        assertThat(error.toJson().toString()).doesNotContain("password");
    }
}
