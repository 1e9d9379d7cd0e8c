package org.feathers4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.assertFails;
import static org.feathers4j.testkit.AdapterFixture.object;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;
import static org.feathers4j.testkit.AdapterFixture.withDoug;
import static org.feathers4j.testkit.AdapterFixture.withoutNulls;

final class UpdateCases {
    private UpdateCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(".update", withDoug((s, doug) -> {
            var data = object(s.subject().id(), s.idOf(doug).value(), "name", "Dougler");
            var before = new LinkedHashMap<>(data);
            assertThat(withoutNulls(s.update(s.idOf(doug), data))).isEqualTo(before);
            assertThat(data).isEqualTo(before);
        }));
        cases.put(".update + $select", withDoug((s, doug) -> {
            var data = object(s.subject().id(), s.idOf(doug).value(), "name", "Dougler", "age", 10);
            s.assertNameOnly(
                    s.update(s.idOf(doug), data, "$select", List.of("name")),
                    s.idOf(doug).value(),
                    "Dougler");
        }));
        cases.put(".update + id + query", withDoug((s, doug) -> {
            assertFails("NotFound", () -> s.update(s.idOf(doug), object("name", "Dougler"), "name", "Tester"));
            assertThat(record(s.get(s.idOf(doug)))).isEqualTo(doug);
        }));
        cases.put(
                ".update + NotFound",
                withDoug((s, doug) ->
                        assertFails("NotFound", () -> s.update(AdapterFixture.UNKNOWN, object("name", "NotFound")))));
        cases.put(
                ".update + NotFound (integer)",
                withDoug((s, doug) -> assertFails(
                        "NotFound", () -> s.update(AdapterFixture.UNKNOWN_NUMBER, object("name", "NotFound")))));
        cases.put(".update + query + NotFound", withDoug((s, doug) -> {
            var dave = s.create(object("name", "Dave"));
            assertFails("NotFound", () -> s.update(s.idOf(dave), object("name", "UpdatedDave"), "name", "NotDave"));
        }));
        cases.put(".update + id + query id", withDoug((s, doug) -> {
            var alice = s.create(person("Alice", 12));
            assertFails(
                    "NotFound",
                    () -> s.update(
                            s.idOf(doug),
                            person("Dougler", 33),
                            s.subject().id(),
                            alice.get(s.subject().id())));
        }));
    }
}
