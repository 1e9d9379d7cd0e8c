package org.feathers4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.assertFails;
import static org.feathers4j.testkit.AdapterFixture.object;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;
import static org.feathers4j.testkit.AdapterFixture.withDoug;
import static org.feathers4j.testkit.AdapterFixture.withoutNulls;

final class PatchCases {
    private PatchCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(".patch", withDoug((s, doug) -> {
            var data = object(s.subject().id(), s.idOf(doug).value(), "name", "PatchDoug");
            var before = new LinkedHashMap<>(data);
            assertThat(withoutNulls(s.patch(s.idOf(doug), data)))
                    .isEqualTo(object(s.subject().id(), s.idOf(doug).value(), "name", "PatchDoug", "age", 32));
            assertThat(data).isEqualTo(before);
        }));
        cases.put(".patch + $select", withDoug((s, doug) -> {
            var data = object(s.subject().id(), s.idOf(doug).value(), "name", "PatchDoug");
            s.assertNameOnly(
                    s.patch(s.idOf(doug), data, "$select", List.of("name")),
                    s.idOf(doug).value(),
                    "PatchDoug");
        }));
        cases.put(
                ".patch + id + query",
                withDoug((s, doug) -> assertFails(
                        "NotFound", () -> s.patch(s.idOf(doug), object("name", "id patched doug"), "name", "Tester"))));
        cases.put(".patch multiple", PatchCases::multiple);
        cases.put(".patch multiple no pagination", contract -> {
            var patched = RemoveCases.fourteen(contract).patch(null, object("age", 4), "created", true);
            assertThat(ages(patched)).hasSize(14).containsOnly(4);
        });
        cases.put(".patch multi query same", contract -> {
            var s = two(contract, true, 8, 4);
            assertThat(ages(s.patch(null, object("age", 2), "age", object("$lt", 10))))
                    .containsExactly(2, 2);
        });
        cases.put(".patch multi query changed", contract -> {
            var s = two(contract, true, 10, 10);
            assertThat(ages(s.patch(null, object("age", 2), "age", 10))).containsExactly(2, 2);
        });
        cases.put(
                ".patch + NotFound",
                withDoug((s, doug) ->
                        assertFails("NotFound", () -> s.patch(AdapterFixture.UNKNOWN, object("name", "PatchDoug")))));
        cases.put(
                ".patch + NotFound (integer)",
                withDoug((s, doug) -> assertFails(
                        "NotFound", () -> s.patch(AdapterFixture.UNKNOWN_NUMBER, object("name", "PatchDoug")))));
        cases.put(".patch + query + NotFound", withDoug((s, doug) -> {
            var dave = s.create(object("name", "Dave"));
            assertFails("NotFound", () -> s.patch(s.idOf(dave), object("name", "PatchedDave"), "name", "NotDave"));
        }));
        cases.put(".patch + id + query id", withDoug((s, doug) -> {
            var alice = s.create(person("Alice", 12));
            assertFails(
                    "NotFound",
                    () -> s.patch(
                            s.idOf(doug),
                            object("age", 33),
                            s.subject().id(),
                            alice.get(s.subject().id())));
        }));
    }

    private static void multiple(ServiceContract contract) throws Exception {
        assertFails(
                "MethodNotAllowed", () -> AdapterFixture.empty(contract, false).patch(null, object()));
        var s = two(contract, List.of("patch"), 29, 3);

        assertThat(ages(s.patch(null, object("age", 2), "created", true))).containsExactly(2, 2);
    }

    private static AdapterFixture two(ServiceContract contract, Object multi, int dave, int david) throws Exception {
        var s = AdapterFixture.empty(contract, multi);
        s.create(object("name", "Dave", "age", dave, "created", true));
        s.create(object("name", "David", "age", david, "created", true));
        return s;
    }

    private static List<@Nullable Object> ages(@Nullable Object people) {
        return AdapterFixture.list(people).stream()
                .<@Nullable Object>map(person -> record(person).get("age"))
                .toList();
    }
}
