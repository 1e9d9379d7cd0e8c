package org.feathers4j.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.memory.Scenario.assertFails;
import static org.feathers4j.memory.Scenario.person;
import static org.feathers4j.memory.Scenario.query;
import static org.feathers4j.memory.Scenario.record;
import static org.feathers4j.memory.Scenario.withDoug;

final class CreateCases {
    private CreateCases() {}

    static void addTo(Map<String, AdapterContract.Case> cases) {
        cases.put(".create", withDoug((s, doug) -> {
            var data = person("Bill", 40);
            var before = new LinkedHashMap<>(data);
            assertThat(s.create(data))
                    .containsEntry("name", "Bill")
                    .containsKey(s.adapter().id());
            assertThat(data).isEqualTo(before);
        }));
        cases.put(
                ".create ignores query",
                withDoug((s, doug) -> assertThat(
                                record(s.adapter().service().create(person("Billy", 42), query("name", "Dave"))))
                        .containsEntry("name", "Billy")));
        cases.put(".create + $select", withDoug((s, doug) -> {
            var william = s.adapter().service().create(person("William", 23), query("$select", List.of("name")));
            s.assertNameOnly(william, s.idOf(record(william)).value(), "William");
        }));
        cases.put(".create multi", CreateCases::multi);
    }

    private static void multi(AdapterContract contract) throws Exception {
        assertFails(
                "MethodNotAllowed",
                () -> Scenario.empty(contract, false).adapter().service().create(List.of(), Params.empty()));
        var s = Scenario.empty(contract, List.of("create", "patch"));

        var created = s.adapter().service().create(List.of(person("Gerald", 18), person("Herald", 18)), Params.empty());

        assertThat(Scenario.names(created)).containsExactly("Gerald", "Herald");
        assertThat(Vectors.list(created))
                .allSatisfy(
                        item -> assertThat(record(item)).containsKey(s.adapter().id()));
    }
}
