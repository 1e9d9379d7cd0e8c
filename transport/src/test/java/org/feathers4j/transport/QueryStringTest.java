package org.feathers4j.transport;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    void more_parameters_than_allowed_are_refused_and_empty_pieces_are_none() {
        var two = QueryLimits.create(q -> q.maxParameters(2));
        refused("a=1&b=2&c=3", two);
        assertThat(QueryString.parse("&&&a=1&&b=2&", two)).isEqualTo(Map.of("a", "1", "b", "2"));
        refused(
                IntStream.range(0, 1000).mapToObj(i -> "k" + i).collect(Collectors.joining("&")) + "&done=true",
                QueryLimits.DEFAULT);
    }

    @Test
    void a_list_is_a_list_or_refused_however_it_is_written() {
        var three = QueryLimits.create(q -> q.maxListLength(3));
        for (String list : List.of("a=1&a=2&a=3", "a[]=1&a[]=2&a[]=3", "a[0]=1&a[2]=2&a[1]=3", "a=1&a[]=2&a[]=3"))
            assertThat(Resources.list(QueryString.parse(list, three).get("a"))).hasSize(3);
        for (String list : List.of(
                "a=1&a=2&a=3&a=4", "a[]=1&a[]=2&a[]=3&a[]=4", "a[3]=1", "a[12345678901]=1", "a=1&a=2&a[]=3&a[]=4"))
            refused(list, three);
    }

    @Test
    void deep_conditions_are_read_as_what_they_are_or_refused() {
        String notAlice = "$and[0][$or][0][name][$nin][0]=Alice";
        assertThat(QueryString.parse(notAlice))
                .isEqualTo(Map.of(
                        "$and", List.of(Map.of("$or", List.of(Map.of("name", Map.of("$nin", List.of("Alice"))))))));
        refused(notAlice, QueryLimits.create(q -> q.maxDepth(5)));
        refused("a" + "[b]".repeat(21) + "=1", QueryLimits.DEFAULT);
    }

    @Test
    void no_condition_is_dropped() {
        for (String query :
                List.of("=1", "a=1&=2", "__proto__=1", "__proto__[a]=1", "a[__proto__]=1", "a[__proto__][b]=1"))
            refused(query, QueryLimits.DEFAULT);
        assertThat(QueryString.parse("a[b]=1&a=")).isEqualTo(Map.of("a", List.of(Map.of("b", "1"), "")));
    }

    private static void refused(String query, QueryLimits limits) {
        assertThatThrownBy(() -> QueryString.parse(query, limits))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    @Test
    void a_form_with_too_many_fields_is_refused() {
        assertThat(QueryString.form("a=1&b[c]=2", QueryLimits.create(q -> q.maxParameters(2))))
                .isEqualTo(Map.of("a", "1", "b", Map.of("c", "2")));
        assertThatThrownBy(() -> QueryString.form("a=1&b=2&c=3", QueryLimits.create(q -> q.maxParameters(2))))
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
