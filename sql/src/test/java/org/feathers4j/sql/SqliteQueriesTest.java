package org.feathers4j.sql;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteQueriesTest extends QueriesTest {
    @Override
    String url() {
        return "sqlite::memory:";
    }

    /** Its LIKE is one that ignores the case of ASCII letters, and knows no backslash. */
    @Test
    void like_ignores_case() {
        assertThat(ids(Map.of("name", Map.of("$like", "ADA")))).containsExactly(1);
        assertThat(ids(Map.of("name", Map.of("$like", "100\\%")))).isEmpty();
    }
}
