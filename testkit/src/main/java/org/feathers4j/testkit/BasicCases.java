package org.feathers4j.testkit;

import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;

/** What a service shows besides its methods. Where the original asks whether a raw method is there, we call it. */
final class BasicCases {
    private BasicCases() {}

    @FunctionalInterface
    private interface RawCall {
        @Nullable
        Object on(Service.Complete raw, Id doug) throws Exception;
    }

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(
                ".id",
                AdapterFixture.withDoug((scenario, doug) ->
                        assertThat(doug).containsKey(scenario.subject().id())));
        cases.put(
                ".options",
                AdapterFixture.withDoug((scenario, doug) ->
                        assertThat(scenario.subject().options()).isNotNull()));
        cases.put(
                ".events",
                AdapterFixture.withDoug((scenario, doug) ->
                        assertThat(scenario.subject().events()).contains("testing")));
        cases.put("._get", raw("Doug", (raw, id) -> raw.get(id, Params.empty())));
        cases.put("._create", raw("Bob", (raw, id) -> raw.create(person("Bob", 25), Params.empty())));
        cases.put("._update", raw("Dougler", (raw, id) -> raw.update(id, person("Dougler", 1), Params.empty())));
        cases.put("._patch", raw("Dougler", (raw, id) -> raw.patch(id, Map.of("name", "Dougler"), Params.empty())));
        cases.put("._remove", raw("Doug", (raw, id) -> raw.remove(id, Params.empty())));
        cases.put(
                "._find",
                AdapterFixture.withDoug((scenario, doug) -> assertThat(
                                AdapterFixture.names(scenario.subject().raw().find(Params.empty())))
                        .containsExactly("Doug")));
    }

    private static ServiceContract.Case raw(String name, RawCall call) {
        return AdapterFixture.withDoug(
                (scenario, doug) -> assertThat(record(call.on(scenario.subject().raw(), scenario.idOf(doug))))
                        .containsEntry("name", name));
    }
}
