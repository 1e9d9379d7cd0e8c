package org.feathers4j.sql;

import java.util.Map;

import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresQueriesTest extends QueriesTest {
    @Override
    String url() {
        return PostgresServer.shared().url();
    }

    @Test
    void like_minds_case_and_takes_a_backslash_to_mean_the_next_character_itself() {
        assertThat(ids(Map.of("name", Map.of("$like", "ADA")))).isEmpty();
        assertThat(ids(Map.of("name", Map.of("$like", "100\\%")))).containsExactly(3);
        assertThat(ids(Map.of("name", Map.of("$like", "a\\_b")))).containsExactly(4);
        assertThat(refused(() -> people.find(where(Map.of("name", Map.of("$like", "A\\")))))
                        .code())
                .isEqualTo(400);
    }

    @Test
    void a_table_may_be_in_a_schema_of_its_own() {
        sql(
                "DROP SCHEMA IF EXISTS \"Other One\" CASCADE",
                "CREATE SCHEMA \"Other One\"",
                "CREATE TABLE \"Other One\".people (id int PRIMARY KEY, nick text)");
        SqlService others = service("people", o -> o.schema("Other One"));
        assertThat(record(others.create(Map.of("id", 1, "nick", "x"), org.feathers4j.Params.empty())))
                .containsOnlyKeys("id", "nick");
        assertThat(found(others, "nick", Map.of("nick", "x", "$sort", Map.of("nick", 1))))
                .containsExactly("x");
    }
}
