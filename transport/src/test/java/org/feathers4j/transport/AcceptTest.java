package org.feathers4j.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/*",
                "text/html, application/json;q=0.1",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "application/json, */*;q=0"
            })
    void json_is_admitted(String header) {
        assertThat(Accept.admitsJson(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/*",
                "application/vnd.api+json",
                "application/json;q=0",
                "*/*, application/json;q=0.0",
                "application/json;q=x",
                ",;,"
            })
    void json_is_not_admitted(String header) {
        assertThat(Accept.admitsJson(header)).isFalse();
    }

    @Test
    void who_says_nothing_takes_everything() {
        assertThat(Accept.admitsJson(null)).isTrue();
    }
}
