package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.feathers4j.Params;
import org.feathers4j.testkit.ServiceUnderTest.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.assertFails;
import static org.feathers4j.testkit.AdapterFixture.object;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;
import static org.feathers4j.testkit.AdapterFixture.withDoug;

final class RemoveCases {
    private RemoveCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(".remove", withDoug((s, doug) -> {
            assertThat(record(s.remove(s.idOf(doug)))).isEqualTo(doug);
            assertThat(s.names()).isEmpty();
        }));
        cases.put(
                ".remove + $select",
                withDoug((s, doug) -> s.assertNameOnly(
                        s.remove(s.idOf(doug), "$select", List.of("name")),
                        s.idOf(doug).value(),
                        "Doug")));
        cases.put(
                ".remove + id + query",
                withDoug((s, doug) -> assertFails("NotFound", () -> s.remove(s.idOf(doug), "name", "Tester"))));
        cases.put(
                ".remove + NotFound",
                withDoug((s, doug) -> assertFails("NotFound", () -> s.remove(AdapterFixture.UNKNOWN))));
        cases.put(
                ".remove + NotFound (integer)",
                withDoug((s, doug) -> assertFails("NotFound", () -> s.remove(AdapterFixture.UNKNOWN_NUMBER))));
        cases.put(".remove + multi", RemoveCases::multi);
        cases.put(".remove + multi no pagination", RemoveCases::multiWithoutPagination);
        cases.put(".remove + id + query id", withDoug((s, doug) -> {
            var alice = s.create(person("Alice", 12));
            assertFails(
                    "NotFound",
                    () -> s.remove(
                            s.idOf(doug),
                            s.subject().id(),
                            alice.get(s.subject().id())));
            assertThat(s.names()).containsExactlyInAnyOrder("Doug", "Alice");
        }));
    }

    private static void multi(ServiceContract contract) throws Exception {
        assertFails(
                "MethodNotAllowed", () -> AdapterFixture.empty(contract, false).remove(null));
        var s = AdapterFixture.empty(contract, List.of("remove"));
        s.create(object("name", "Dave", "age", 29, "created", true));
        s.create(object("name", "David", "age", 3, "created", true));

        assertThat(AdapterFixture.names(s.remove(null, "created", true))).containsExactlyInAnyOrder("Dave", "David");
    }

    private static void multiWithoutPagination(ServiceContract contract) throws Exception {
        var s = fourteen(contract);

        assertThat(AdapterFixture.list(s.remove(null, "created", true))).hasSize(14);
        assertThat(s.names()).isEmpty();
    }

    /** More records than fit on a page. */
    static AdapterFixture fourteen(ServiceContract contract) throws Exception {
        var s = AdapterFixture.empty(contract, new Settings(true, Map.of("default", 10, "max", 100)));
        var people = IntStream.range(0, 14)
                .mapToObj(i -> object("name", "Person " + i, "created", true))
                .toList();
        s.subject().service().create(people, Params.empty());
        assertThat(s.names()).hasSize(10);
        assertThat(AdapterFixture.names(
                        s.subject().service().find(Params.empty().with("paginate", false))))
                .hasSize(14);
        return s;
    }
}
