package org.feathers4j.memory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.adapter.FilterConverter;
import org.feathers4j.adapter.FilteredQuery;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.adapter.QueryFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class QueryFilterTest {
    @TestFactory
    Stream<DynamicTest> splits_queries_as_recorded() {
        Vectors.checkDeviations("query-filter");
        return Vectors.cases("query-filter").stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> replay(recorded)));
    }

    private static void replay(Vectors.Case recorded) {
        QueryFilter filter = filter(recorded.object("options"));
        if (recorded.has("throws")) {
            var error = catchThrowableOfType(FeathersException.class, () -> filter.apply(recorded.object("query")));
            assertThat(error.toJson()).isEqualTo(recorded.get("throws"));
            return;
        }
        FilteredQuery filtered = filter.apply(recorded.object("query"));
        assertThat(filtered.query()).isEqualTo(recorded.get("rest"));
        assertThat(filtered.filters()).isEqualTo(withNotANumber(recorded.object("filters")));
    }

    private static QueryFilter filter(Map<String, @Nullable Object> options) {
        var filters = new LinkedHashMap<String, FilterConverter>();
        if (options.get("filters") instanceof Map<?, ?> allowed)
            allowed.forEach((name, on) -> filters.put(
                    String.valueOf(name), Boolean.TRUE.equals(on) ? FilterConverter.AS_IS : FilterConverter.IGNORE));
        var operators = new LinkedHashSet<String>();
        if (options.get("operators") instanceof List<?> names) names.forEach(name -> operators.add((String) name));
        return new QueryFilter(filters, operators, Pagination.of(options.get("paginate")));
    }

    private static Map<String, @Nullable Object> withNotANumber(Map<String, @Nullable Object> filters) {
        filters.replaceAll((name, value) -> "(NaN)".equals(value)
                ? (Object) Double.NaN
                : value instanceof Map<?, ?> nested ? withNotANumber(Vectors.object(nested)) : value);
        return filters;
    }

    @Test
    void reports_the_first_mistake_of_several() {
        var query = new LinkedHashMap<String, @Nullable Object>();
        query.put("a", Map.of("$foo", 1));
        query.put("$bar", 1);

        var error = catchThrowableOfType(
                FeathersException.class, () -> QueryFilter.standard().apply(query));

        assertThat(error).hasMessage("Invalid query parameter $foo");
    }

    @Test
    void a_filter_of_ones_own_can_replace_a_usual_one() {
        var filter = new QueryFilter(Map.of("$limit", value -> 7), Set.of(), null);

        assertThat(filter.apply(Map.of("$limit", 5)).joined()).isEqualTo(Map.of("$limit", 7));
    }

    @Test
    void numbers_that_no_store_can_reach_stay_numbers() {
        assertThat(QueryFilter.standard()
                        .apply(Map.of("$limit", "99999999999999999999"))
                        .filters())
                .isEqualTo(Map.of("$limit", Long.MAX_VALUE));
    }
}
