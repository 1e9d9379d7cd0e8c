package org.feathers4j;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParamsTest {
    @Test
    void with_and_without_leave_the_original_alone() {
        Params one = Params.query(Map.of("done", true));
        Params two = one.with("user", "ann").with("note", null);
        assertThat(one.toMap()).containsOnlyKeys("query");
        assertThat(two.toMap()).containsOnlyKeys("query", "user", "note");
        assertThat(two.without("user").has("user")).isFalse();
        assertThat(two.without("nothing")).isSameAs(two);
    }

    @Test
    void a_field_that_is_null_is_there() {
        Params params = Params.empty().with("user", null);
        assertThat(params.has("user")).isTrue();
        assertThat(params.get("user")).isNull();
        assertThat(params.has("other")).isFalse();
    }

    @Test
    void what_goes_out_can_not_be_changed() {
        Params params = Params.query(new HashMap<>(Map.of("a", 1)));
        assertThatThrownBy(() -> params.query().put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> params.toMap().put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_map_that_goes_in_is_copied() {
        var fields = new HashMap<String, Object>(Map.of("a", 1));
        Params params = Params.of(fields);
        fields.put("a", 2);
        assertThat(params.get("a")).isEqualTo(1);
    }

    @Test
    void only_calls_with_a_provider_are_external() {
        assertThat(Params.empty().isExternal()).isFalse();
        assertThat(Params.empty().with("provider", "rest").isExternal()).isTrue();
        assertThat(Params.empty().with("provider", "rest").provider()).isEqualTo("rest");
        assertThat(Params.empty().isFromRemote()).isFalse();
        assertThat(Params.empty().with("fromRemote", true).isFromRemote()).isTrue();
        assertThat(Params.empty().with("fromRemote", "true").isFromRemote()).isFalse();
    }

    @Test
    void query_headers_and_route_are_empty_when_they_are_no_objects() {
        Params odd = Params.of(Map.of("query", "text", "headers", 1, "route", true));
        assertThat(odd.query()).isEmpty();
        assertThat(odd.headers()).isEmpty();
        assertThat(odd.route()).isEmpty();
        assertThat(Params.empty().query()).isEmpty();
    }

    @Test
    void the_text_form_keeps_secrets() {
        assertThat(Params.of(Map.of("authentication", "token"))).hasToString("Params[authentication]");
    }

    @Test
    void the_address_of_the_client_stays_with_copies_and_is_no_field() {
        Params params = Params.of(Map.of("provider", "rest")).withIp("192.0.2.1");
        assertThat(params.with("a", 1).without("provider").withQuery(Map.of()).ip())
                .isEqualTo("192.0.2.1");
        assertThat(Params.empty().withIp("192.0.2.1").with("a", 1).ip()).isEqualTo("192.0.2.1");
        assertThat(params.toMap()).isEqualTo(Map.of("provider", "rest"));
        assertThat(params.get("ip")).isNull();
        assertThat(Params.of(Map.of("ip", "192.0.2.1")).ip()).isNull();
        assertThat(params).isNotEqualTo(params.withIp(null)).isEqualTo(params.withIp("192.0.2.1"));
    }

    @Test
    void params_with_equal_fields_are_equal() {
        assertThat(Params.query(Map.of("a", 1)))
                .isEqualTo(Params.of(Map.of("query", Map.of("a", 1))))
                .hasSameHashCodeAs(Params.of(Map.of("query", Map.of("a", 1))))
                .isNotEqualTo(Params.empty());
    }

    @Test
    void a_part_of_a_query_is_no_field() {
        assertThatThrownBy(() -> Params.of(Map.of("$limit", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'$limit'")
                .hasMessageContaining("Params.query(");
        assertThatThrownBy(() -> Params.empty().with("$sort", Map.of("a", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Params.query(Map.of("$limit", 1)).query()).containsKey("$limit");
    }

    @Test
    void several_fields_to_sort_by_must_have_an_order() {
        var hashed = new HashMap<String, Object>(Map.of("a", 1, "b", -1));
        for (Map<String, Object> sort : List.of(Map.<String, Object>of("a", 1, "b", -1), hashed)) {
            assertThatThrownBy(() -> Params.query(Map.of("$sort", sort)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Sort.ascending(");
            assertThatThrownBy(() -> Params.empty().withQuery(Map.of("$sort", sort)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var ordered = new LinkedHashMap<String, Object>();
        ordered.put("b", -1);
        ordered.put("a", 1);
        assertThat(Params.query(Map.of("$sort", ordered)).query()).containsEntry("$sort", ordered);
        assertThat(Params.query(Map.of("$sort", Map.of("a", 1))).query()).hasSize(1);
    }

    @Test
    void a_sort_has_its_fields_in_the_order_in_which_they_were_named() {
        Sort sort = Sort.descending("b").thenAscending("a").thenDescending("c");
        assertThat(JsonForm.plain(Params.query(Map.of("$sort", sort)).query().get("$sort")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsExactly(Map.entry("b", -1), Map.entry("a", 1), Map.entry("c", -1));
    }
}
