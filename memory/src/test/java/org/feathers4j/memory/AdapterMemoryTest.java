package org.feathers4j.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The recording has names and results only; what to do for a name stands here. */
class AdapterMemoryTest {
    private static final Id ONE = Id.of(1);
    private static final Params NONE = Params.empty();

    @TestFactory
    Stream<DynamicTest> answers_as_recorded() {
        Vectors.checkDeviations("adapter-memory");
        return Vectors.cases("adapter-memory").stream()
                .map(recorded -> DynamicTest.dynamicTest(
                        recorded.name() + " " + Json.text(recorded.object("options")), () -> replay(recorded)));
    }

    private static void replay(Vectors.Case recorded) {
        MemoryService service = service(recorded);
        if (recorded.has("throws")) {
            var error = catchThrowableOfType(FeathersException.class, () -> call(recorded.name(), service));
            assertThat(error.toJson()).isEqualTo(recorded.get("throws"));
        } else {
            assertThat(call(recorded.name(), service)).isEqualTo(recorded.get("result"));
        }
    }

    private static MemoryService service(Vectors.Case recorded) {
        if (!recorded.has("options")) return MemoryService.create();
        Params options = NONE.with("adapter", recorded.object("options"));
        return MemoryService.create(o -> o.startId(3)
                .store(List.of(object("id", 1, "a", 1), object("id", 2, "a", 2)))
                .overriddenBy(options));
    }

    private static @Nullable Object call(String name, MemoryService service) {
        return switch (name) {
            case "create array" -> service.create(List.of(object("a", 3)), NONE);
            case "patch null" -> service.patch(null, object("b", 1), NONE);
            case "remove null" -> service.remove(null, NONE);
            case "update null" -> service.update(null, object("b", 1), NONE);
            case "update array" -> service.update(ONE, List.of(object("b", 1)), NONE);
            case "params.adapter.multi override" ->
                service.create(List.of(object("a", 3)), NONE.with("adapter", object("multi", true)));
            case "params.paginate override" -> service.find(NONE.with("paginate", false));
            case "params.paginate object" -> service.find(NONE.with("paginate", object("default", 1)));
            case "params.adapter.paginate override" ->
                service.find(NONE.with("adapter", object("paginate", object("default", 1))));
            case "find without params" -> service.find(NONE);
            case "get null", "get undefined" -> service.get(null, NONE);
            case "get string for a numeric id" -> service.get(Id.of("1"), NONE);
            case "remove with string id" -> service.remove(Id.of("1"), NONE);
            case "patch with string id keeps the numeric id in the record" ->
                service.patch(Id.of("1"), object("z", 1), NONE);
            case "update with string id keeps the numeric id in the record" ->
                service.update(Id.of("1"), object("z", 1), NONE);
            case "create undefined", "create null" -> service.create(null, NONE);
            case "create string" -> service.create("ab", NONE);
            case "patch undefined data" -> service.patch(ONE, null, NONE);
            case "update null data" -> service.update(ONE, null, NONE);
            case "create duplicate id overwrites" -> {
                service.create(object("id", 1, "x", 1), NONE);
                yield service.get(ONE, NONE);
            }
            case "default start id is 0 (no options at all)" -> service.create(object("x", 1), NONE);
            case "create with falsy id" -> service.create(object("id", 0, "x", 1), NONE);
            case "result is a copy" -> {
                Vectors.list(service.find(NONE)).forEach(item -> ((Map<?, ?>) Objects.requireNonNull(item)).clear());
                yield a(service.get(ONE, NONE));
            }
            case "input is copied shallowly" -> {
                var nested = new ArrayList<@Nullable Object>(List.of(1));
                service.create(object("id", 9, "a", nested), NONE);
                nested.set(0, 2);
                yield ((List<?>) Objects.requireNonNull(a(service.get(Id.of(9), NONE)))).getFirst();
            }
            case "values are JSON-copied on output" -> service.create(object("d", Instant.EPOCH, "f", 1), NONE);
            case "remove many with $limit ignores it" -> service.remove(null, Params.query(object("$limit", 1)));
            case "patch many with $sort and $skip" ->
                service.patch(null, object("b", 1), Params.query(object("$sort", object("a", -1), "$skip", 1)));
            case "patch many with a query that no longer matches afterwards still returns the records" ->
                service.patch(null, object("a", 7), Params.query(object("a", 1)));
            case "patch one with a query that no longer matches afterwards" ->
                service.patch(ONE, object("a", 7), Params.query(object("a", 1)));
            case "update one with a query that no longer matches afterwards" ->
                service.update(ONE, object("a", 7), Params.query(object("a", 1)));
            default -> throw new AssertionError("there is no script for '" + name + "'");
        };
    }

    private static @Nullable Object a(Object record) {
        return ((Map<?, ?>) record).get("a");
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        return object;
    }
}
