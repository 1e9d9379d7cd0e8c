package org.feathers4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.assertFails;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.query;
import static org.feathers4j.testkit.AdapterFixture.record;
import static org.feathers4j.testkit.AdapterFixture.withDoug;

final class CreateCases {
    private CreateCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(".create", withDoug((s, doug) -> {
            var data = person("Bill", 40);
            var before = new LinkedHashMap<>(data);
            assertThat(s.create(data))
                    .containsEntry("name", "Bill")
                    .containsKey(s.subject().id());
            assertThat(data).isEqualTo(before);
        }));
        cases.put(
                ".create ignores query",
                withDoug((s, doug) -> assertThat(
                                record(s.subject().service().create(person("Billy", 42), query("name", "Dave"))))
                        .containsEntry("name", "Billy")));
        cases.put(".create + $select", withDoug((s, doug) -> {
            var william = s.subject().service().create(person("William", 23), query("$select", List.of("name")));
            s.assertNameOnly(william, s.idOf(record(william)).value(), "William");
        }));
        cases.put(".create multi", CreateCases::multi);
    }

    private static void multi(ServiceContract contract) throws Exception {
        assertFails(
                "MethodNotAllowed",
                () -> AdapterFixture.empty(contract, false).subject().service().create(List.of(), Params.empty()));
        var s = AdapterFixture.empty(contract, List.of("create", "patch"));

        var created = s.subject().service().create(List.of(person("Gerald", 18), person("Herald", 18)), Params.empty());

        assertThat(AdapterFixture.names(created)).containsExactly("Gerald", "Herald");
        assertThat(AdapterFixture.list(created))
                .allSatisfy(
                        item -> assertThat(record(item)).containsKey(s.subject().id()));
    }
}
