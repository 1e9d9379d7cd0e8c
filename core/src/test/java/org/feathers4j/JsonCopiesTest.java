package org.feathers4j;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonCopiesTest {
    private final List<@Nullable Object> items = new ArrayList<>(Arrays.asList(1, 2.5, true, null, Map.of("b", "c")));
    private final Map<String, @Nullable Object> value = new HashMap<>(Map.of("a", items));

    @Test
    void a_mutable_copy_may_be_changed_at_every_level_and_the_original_stays() {
        Map<String, @Nullable Object> copy = JsonCopies.mutable(value);
        assertThat(copy).isEqualTo(value);
        object(list(copy.get("a")).get(4)).put("b", "changed");
        list(copy.get("a")).add("more");
        copy.put("x", 1);
        assertThat(value).isEqualTo(Map.of("a", Arrays.asList(1, 2.5, true, null, Map.of("b", "c"))));
    }

    @Test
    void a_mutable_copy_has_values_of_java_in_their_json_form() {
        assertThat(JsonCopies.mutable(List.of(Instant.EPOCH, Set.of(1))))
                .isEqualTo(List.of("1970-01-01T00:00:00.000Z", List.of(1)));
        assertThat(JsonCopies.mutable(Map.of(1, "one"))).isEqualTo(Map.of("1", "one"));
        list(JsonCopies.mutable(Set.of(1))).add(2);
    }

    @Test
    void a_snapshot_does_not_follow_the_original() {
        Object snapshot = JsonCopies.snapshot(value);
        assertThat(snapshot).isEqualTo(value);
        items.clear();
        value.put("x", 1);
        assertThat(snapshot).isEqualTo(Map.of("a", Arrays.asList(1, 2.5, true, null, Map.of("b", "c"))));
    }

    @Test
    void a_snapshot_shares_values_that_are_no_collections_of_the_jdk() {
        var view = new View();
        assertThat(JsonCopies.snapshot(view)).isSameAs(view);
        assertThat(list(JsonCopies.snapshot(List.of(view))).getFirst()).isSameAs(view);
        assertThat(list(JsonCopies.snapshot(List.of(Instant.EPOCH))).getFirst()).isSameAs(Instant.EPOCH);
    }

    @Test
    void an_unmodifiable_copy_refuses_changes_at_every_level() {
        Map<String, @Nullable Object> copy = JsonCopies.unmodifiable(value);
        assertThat(copy).isEqualTo(value);
        assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list(copy.get("a")).add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object(list(copy.get("a")).get(4)).put("x", 1))
                .isInstanceOf(UnsupportedOperationException.class);
        items.clear();
        assertThat(list(copy.get("a"))).hasSize(5);
    }

    @SuppressWarnings("unchecked") // the test knows what it has put there
    private static List<@Nullable Object> list(@Nullable Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<@Nullable Object>) value;
    }

    @SuppressWarnings("unchecked") // the test knows what it has put there
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, @Nullable Object>) value;
    }

    private static final class View extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }
}
