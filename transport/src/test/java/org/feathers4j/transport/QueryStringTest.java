package org.feathers4j.transport;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.feathers4j.FeathersException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class QueryStringTest {
    /** 1500 random query strings; make-query-strings.js beside the file says how the expected values were made. */
    @TestFactory
    Stream<DynamicTest> reads_what_qs_reads() {
        return Resources.list(Resources.json("query-strings.json")).stream()
                .map(Resources::object)
                .map(one -> dynamicTest(
                        String.valueOf(one.get("query")),
                        () -> assertThat(QueryString.parse(String.valueOf(one.get("query"))))
                                .isEqualTo(one.get("expected"))));
    }

    @Test
    void names_stay_in_the_order_in_which_they_came() {
        assertThat(QueryString.parse("z=1&a=2&m=3").keySet()).containsExactly("z", "a", "m");
        assertThat(QueryString.parse("z[x]=1&a=2&m=3").keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void what_comes_after_the_last_allowed_parameter_is_ignored() {
        assertThat(QueryString.parse("a=1&b=2&c=3", 2)).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(QueryString.parse("&&a=1", 2)).isEmpty();
    }

    @Test
    void a_thousand_values_are_a_list_and_one_more_makes_an_object() {
        assertThat(QueryString.parse(repeated(1000), 2000).get("a")).isInstanceOf(List.class);
        assertThat(QueryString.parse(repeated(1001), 2000).get("a")).isInstanceOf(Map.class);
        assertThat(QueryString.parse(repeated(1002) + "&a[x]=1", 2000).get("a"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .hasSize(1003)
                .containsEntry("1001", "v1001");
    }

    private static String repeated(int times) {
        return IntStream.range(0, times).mapToObj(i -> "a=v" + i).collect(Collectors.joining("&"));
    }

    @Test
    void a_form_with_too_many_fields_is_refused() {
        assertThat(QueryString.form("a=1&b[c]=2", 2)).isEqualTo(Map.of("a", "1", "b", Map.of("c", "2")));
        assertThatThrownBy(() -> QueryString.form("a=1&b=2&c=3", 2))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.code()).isEqualTo(413));
    }

    @Test
    void nested_indices_do_not_take_up_memory_for_holes() {
        String evil = IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i + "[999][999][999][999][999]=x")
                .collect(Collectors.joining("&"));
        assertThat(QueryString.parse(evil))
                .hasSize(1000)
                .containsEntry("k7", List.of(List.of(List.of(List.of(List.of("x"))))));
    }
}
