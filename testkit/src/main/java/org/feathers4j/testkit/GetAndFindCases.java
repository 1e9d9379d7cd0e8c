package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.assertFails;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;
import static org.feathers4j.testkit.AdapterFixture.withDoug;

final class GetAndFindCases {
    private GetAndFindCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(
                ".get",
                withDoug((s, doug) -> assertThat(record(s.get(s.idOf(doug)))).isEqualTo(doug)));
        cases.put(
                ".get + $select",
                withDoug((s, doug) -> s.assertNameOnly(
                        s.get(s.idOf(doug), "$select", List.of("name")),
                        s.idOf(doug).value(),
                        "Doug")));
        cases.put(
                ".get + id + query",
                withDoug((s, doug) -> assertFails("NotFound", () -> s.get(s.idOf(doug), "name", "Tester"))));
        cases.put(
                ".get + NotFound", withDoug((s, doug) -> assertFails("NotFound", () -> s.get(AdapterFixture.UNKNOWN))));
        cases.put(
                ".get + NotFound (integer)",
                withDoug((s, doug) -> assertFails("NotFound", () -> s.get(AdapterFixture.UNKNOWN_NUMBER))));
        cases.put(".get + id + query id", withDoug((s, doug) -> {
            var alice = s.create(person("Alice", 12));
            assertFails(
                    "NotFound",
                    () -> s.get(
                            s.idOf(doug),
                            s.subject().id(),
                            alice.get(s.subject().id())));
        }));
        cases.put(".find", withDoug((s, doug) -> assertThat(s.find()).isEqualTo(List.of(doug))));
    }
}
