package org.feathers4j.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.transport.QueryLimits;
import org.feathers4j.transport.QueryString;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever stands in a query: text, lists and objects of no more than so much. The committed inputs run with all tests, new ones are searched by the build. */
class QueryFuzzTest {
    private static final int MOST_PARAMETERS = 50;
    private static final QueryLimits LIMITS =
            QueryLimits.create(q -> q.maxParameters(MOST_PARAMETERS).maxDepth(5));
    /** A name, five groups of brackets, the rest, and the list or object that two values of one name make. */
    private static final int DEEPEST = 9;

    @FuzzTest(maxDuration = "5s")
    void a_query_is_text_in_lists_and_objects(byte[] input) {
        String query = new String(input, StandardCharsets.ISO_8859_1);
        Map<String, @Nullable Object> parsed;
        try {
            parsed = QueryString.parse(query, LIMITS);
        } catch (FeathersException beyond) {
            assertThat(beyond.code()).isEqualTo(400);
            return;
        }
        assertThat(texts(parsed, 0)).isLessThanOrEqualTo(MOST_PARAMETERS);
        assertThat(Json.parse(Json.bytes(parsed))).isNotNull();
    }

    private static int texts(@Nullable Object value, int depth) {
        assertThat(depth).isLessThanOrEqualTo(DEEPEST);
        return switch (value) {
            case String text -> 1;
            case List<?> list ->
                list.stream().mapToInt(item -> texts(item, depth + 1)).sum();
            case Map<?, ?> map ->
                map.values().stream().mapToInt(item -> texts(item, depth + 1)).sum();
            case null, default -> throw new AssertionError("Neither text, list nor object: " + value);
        };
    }
}
