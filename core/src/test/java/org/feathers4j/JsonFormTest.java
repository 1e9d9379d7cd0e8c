package org.feathers4j;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonFormTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void values_of_java_become_what_they_are_in_json_however_deep() {
        var id = UUID.randomUUID();
        assertThat(JsonForm.plain(Map.of("a", List.of(Map.of("at", NOON)))))
                .isEqualTo(Map.of("a", List.of(Map.of("at", "2026-01-02T12:00:00.000Z"))));
        assertThat(JsonForm.plain(
                        Arrays.asList(id, TimeUnit.DAYS, LocalDate.of(2026, 1, 2), 'c', Optional.of(1), null)))
                .isEqualTo(Arrays.asList(id.toString(), "DAYS", "2026-01-02", "c", 1, null));
        assertThat(JsonForm.plain(new TreeSet<>(List.of(2, 1)))).isEqualTo(List.of(1, 2));
        assertThat(JsonForm.plain(new int[] {1, 2})).isEqualTo(List.of(1, 2));
        assertThat(JsonForm.plain(Map.of(TimeUnit.DAYS, new Object[] {id})))
                .isEqualTo(Map.of("DAYS", List.of(id.toString())));
        JsonValue stand = () -> Map.of("at", NOON);
        assertThat(JsonForm.plain(stand)).isEqualTo(Map.of("at", "2026-01-02T12:00:00.000Z"));
    }

    @Test
    void what_is_plain_already_or_has_no_form_is_not_copied() {
        var plain = Map.of("a", List.of(1, "b", true, 2.5));
        assertThat(JsonForm.plain(plain)).isSameAs(plain);
        var stream = new ByteArrayInputStream(new byte[1]);
        assertThat(JsonForm.plain(stream)).isSameAs(stream);
        var bytes = new byte[1];
        assertThat(JsonForm.plain(bytes)).isSameAs(bytes);
    }

    @Test
    void what_is_small_has_few_members_and_little_text() {
        assertThat(JsonForm.isSmall(null)).isTrue();
        assertThat(JsonForm.isSmall(Map.of("id", 1, "text", "x".repeat(5000), "tags", List.of("a", true))))
                .isTrue();
        assertThat(JsonForm.isSmall("x".repeat(10_000))).isFalse();
        assertThat(JsonForm.isSmall(BigInteger.TEN.pow(100_000))).isFalse();
        assertThat(JsonForm.isSmall(Arrays.asList(1L, 2.5, false, null))).isTrue();
        assertThat(JsonForm.isSmall(Map.of("x".repeat(10_000), 1))).isFalse();
        assertThat(JsonForm.isSmall(Collections.nCopies(1000, 1))).isFalse();
        assertThat(JsonForm.isSmall(List.of(Map.of("of", Collections.nCopies(1000, "a")), 1)))
                .isFalse();
        assertThat(JsonForm.isSmall(List.of(NOON)))
                .as("a form that has to be made")
                .isFalse();
        var endless = new ArrayList<@Nullable Object>();
        endless.add(endless);
        assertThat(JsonForm.isSmall(endless)).isFalse();
    }

    @Test
    void a_list_that_contains_itself_is_refused() {
        var endless = new ArrayList<@Nullable Object>();
        endless.add(endless);
        assertThatThrownBy(() -> JsonForm.plain(endless)).isInstanceOf(FeathersException.class);
    }

    @Test
    void hooks_and_services_get_plain_data_and_queries_also_of_what_hooks_put_in() {
        var app = Application.create();
        var seen = new ArrayList<@Nullable Object>();
        app.use("things", Service.create((data, params) -> {
            seen.add(data);
            seen.add(params.query());
            return "done";
        }));
        app.service("things")
                .hooks(h -> h.before("create", context -> {
                    seen.add(context.data());
                    seen.add(context.params().query());
                    context.data(Map.of("on", LocalDate.of(2026, 1, 2)));
                    context.params(context.params().withQuery(Map.of("unit", TimeUnit.DAYS)));
                }));
        app.service("things").create(Map.of("at", NOON), Params.query(Map.of("at", Map.of("$gt", NOON))));
        String noon = "2026-01-02T12:00:00.000Z";
        assertThat(seen)
                .containsExactly(
                        Map.of("at", noon),
                        Map.of("at", Map.of("$gt", noon)),
                        Map.of("on", "2026-01-02"),
                        Map.of("unit", "DAYS"));
        app.close();
    }

    @Test
    void a_lazy_value_stays_what_it_is() {
        LazyJsonValue lazy = () -> "text";
        assertThat(JsonForm.plain(lazy)).isSameAs(lazy);
        assertThat(JsonForm.plain(Map.of("a", List.of(lazy)))).isEqualTo(Map.of("a", List.of(lazy)));
    }
}
