package org.feathers4j.memory;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class QueryMemoryTest {
    private final MemoryService service = MemoryService.create(
            o -> o.store(Vectors.list(Vectors.read("query-memory").get("data")).stream()
                    .map(Vectors::object)
                    .toList()));

    @TestFactory
    Stream<DynamicTest> finds_what_is_recorded() {
        Vectors.checkDeviations("query-memory");
        return Vectors.cases("query-memory").stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> replay(recorded)));
    }

    private void replay(Vectors.Case recorded) {
        Params params = Params.query(recorded.object("query"));
        if (recorded.has("throws")) {
            var error = catchThrowableOfType(FeathersException.class, () -> service.find(params));
            assertThat(error.toJson()).isEqualTo(recorded.get("throws"));
        } else if (recorded.has("get")) {
            assertThat(service.get(Id.ofNullable(recorded.get("get")), params)).isEqualTo(recorded.get("result"));
        } else {
            assertThat(ids(service.find(params))).isEqualTo(recorded.get("ids"));
        }
    }

    private static List<@Nullable Object> ids(Object found) {
        return Vectors.list(found).stream()
                .<@Nullable Object>map(item -> item instanceof Map<?, ?> record ? record.get("id") : null)
                .toList();
    }
}
