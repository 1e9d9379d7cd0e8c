package org.feathers4j.distributed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventMessageTest {
    private static @Nullable Object received(Map<String, Object> item, Object result) {
        var json = new LinkedHashMap<String, @Nullable Object>(Map.of("path", "orders", "key", "shop"));
        json.put("context", Map.of("method", "create", "result", result));
        json.putAll(item);
        return EventMessage.fromJson(json).orElseThrow().item();
    }

    @Test
    void an_item_that_has_the_names_of_the_result_and_other_values_stays_what_it_is() {
        assertThat(received(Map.of("id", 1, "text", "archived"), Map.of("id", 1, "text", "created")))
                .isEqualTo(Map.of("id", 1, "text", "archived"));
        assertThat(received(Map.of("id", 2), Map.of("id", 1))).isEqualTo(Map.of("id", 2));
    }

    @Test
    void an_item_that_is_a_part_of_the_result_stays_that_part() {
        assertThat(received(Map.of("id", 1), Map.of("id", 1, "text", "created")))
                .isEqualTo(Map.of("id", 1));
        assertThat(received(Map.of(), Map.of("id", 1))).isEqualTo(Map.of());
        assertThat(received(Map.of("id", 1), List.of(Map.of("id", 1)))).isEqualTo(Map.of("id", 1));
    }

    @Test
    void members_that_are_named_like_the_envelope_come_from_the_result() {
        Map<String, Object> record = Map.of("id", 1, "path", "/some/file", "key", "other", "context", "any");
        assertThat(received(Map.of("id", 1), record)).isEqualTo(record);
        assertThat(received(Map.of("id", 2), record)).isEqualTo(Map.of("id", 2));
    }
}
