package org.feathers4j.memory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class SorterTest {
    @TestFactory
    Stream<DynamicTest> sorts_as_recorded() {
        Vectors.checkDeviations("query-sort");
        return Vectors.cases("query-sort").stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> replay(recorded)));
    }

    private static void replay(Vectors.Case recorded) {
        Object sort = recorded.has("sort")
                ? Map.of("value.a.b", 1)
                : Map.of("value", recorded.name().startsWith("descending") ? -1 : 1);
        assertThat(sorted(sort, records(recorded.get("input")))).isEqualTo(records(recorded.get("output")));
    }

    /** The values to sort, each as the one field of a record. */
    private static List<Map<String, @Nullable Object>> records(@Nullable Object values) {
        return Vectors.list(values).stream().map(SorterTest::record).toList();
    }

    private static Map<String, @Nullable Object> record(@Nullable Object value) {
        if (Vectors.UNDEFINED.equals(value)) return Map.of();
        if (value instanceof Map<?, ?> members && members.get("$date") instanceof Integer milliseconds)
            return Map.of("value", Instant.ofEpochMilli(milliseconds));
        return Collections.singletonMap("value", value);
    }

    private static List<Map<String, @Nullable Object>> sorted(
            Object sort, List<? extends Map<String, @Nullable Object>> records) {
        var sorted = new ArrayList<Map<String, @Nullable Object>>(records);
        sorted.sort(Sorter.of(sort));
        return sorted;
    }

    @Test
    void a_missing_parent_sorts_as_missing() {
        var none = Map.<String, @Nullable Object>of("id", 1);
        var other = Map.<String, @Nullable Object>of("a", Map.of("b", 1));
        var one = Map.<String, @Nullable Object>of("a", Map.of("b", 0));

        assertThat(sorted(Map.of("a.b", 1), List.of(other, none, one))).isEqualTo(List.of(none, one, other));
    }

    @Test
    void numbers_of_all_java_types_sort_by_value() {
        var numbers = Stream.of(3L, 2.5, 1, new BigDecimal("2.75"), 9007199254740993L, 9007199254740992.0, -0.0, 0)
                .map(SorterTest::record)
                .toList();

        assertThat(sorted(Map.of("value", 1), numbers))
                .extracting(record -> record.get("value"))
                .isEqualTo(List.of(-0.0, 0, 1, 2.5, new BigDecimal("2.75"), 3L, 9007199254740992.0, 9007199254740993L));
    }

    @Test
    void an_unreadable_direction_voids_the_keys_behind_it() {
        var sort = new LinkedHashMap<String, @Nullable Object>();
        sort.put("a", "asc");
        sort.put("b", 1);

        assertThat(Sorter.of(sort).keepsOrder()).isTrue();
    }

    @Test
    void what_is_no_object_keeps_the_order() {
        assertThat(Sorter.of("name").keepsOrder()).isTrue();
        assertThat(Sorter.of(null).keepsOrder()).isTrue();
    }
}
