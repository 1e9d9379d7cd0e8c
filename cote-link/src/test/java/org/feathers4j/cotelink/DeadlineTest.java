package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told and understood is in milliseconds, as in cote's requester. */
class DeadlineTest {
    private static final long ARRIVED = 7_000_000_000L;

    @Test
    void the_time_that_is_left_is_told_in_milliseconds() {
        assertThat(told(Duration.ofMillis(1500)))
                .containsExactly(Map.entry("type", "get"), Map.entry("__timeout", 1500L));
        assertThat(told(Duration.ofNanos(1))).as("zero would be no timeout").containsEntry("__timeout", 1L);
        assertThat(told(Duration.ofMillis(-3))).containsEntry("__timeout", 1L);
        assertThat(told(null)).containsOnlyKeys("type");
    }

    private static Map<String, @Nullable Object> told(@Nullable Duration left) {
        return Deadline.told(new LinkedHashMap<>(Map.of("type", "get")), left);
    }

    @Test
    void the_time_counts_from_the_arrival() {
        assertThat(read("1500")).isEqualTo(ARRIVED + 1_500_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "null", "\"soon\"", "true", "[5]", "{}", "-1e300"})
    void no_time_and_odd_values_are_no_deadline(String json) {
        assertThat(read(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9223372036854775807", "99999999999999999999"})
    void endless_times_are_a_year(String json) {
        assertThat(read(json)).isEqualTo(ARRIVED + Duration.ofDays(365).toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "{}"})
    void a_request_that_says_nothing_has_none(String json) {
        assertThat(Deadline.of(Json.parse(json), ARRIVED)).isNull();
    }

    private static @Nullable Long read(String json) {
        return Deadline.of(Collections.singletonMap("__timeout", Json.parse(json)), ARRIVED);
    }
}
