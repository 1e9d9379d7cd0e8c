package org.feathers4j.testkit;

import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.object;
import static org.feathers4j.testkit.AdapterFixture.person;

/** Public methods do not call one another: hooks would not run for them, and subclasses would be surprised. */
final class InternalCases {
    private InternalCases() {}

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object on(Service.Complete service, Id doug) throws Exception;
    }

    static void addTo(Map<String, ServiceContract.Case> cases) {
        add(cases, "find", (service, doug) -> service.find(Params.empty()));
        add(cases, "get", (service, doug) -> service.get(doug, Params.empty()));
        add(cases, "create", (service, doug) -> service.create(person("Bob", 25), Params.empty()));
        add(cases, "update", (service, doug) -> service.update(doug, object("name", "Dougler"), Params.empty()));
        add(cases, "patch", (service, doug) -> service.patch(doug, object("name", "PatchDoug"), Params.empty()));
        add(cases, "remove", (service, doug) -> service.remove(doug, Params.empty()));
    }

    private static void add(Map<String, ServiceContract.Case> cases, String method, Call call) {
        cases.put("internal ." + method, contract -> {
            var s = AdapterFixture.only(contract, method);
            Object doug = s.subject().raw().create(person("Doug", 32), Params.empty());
            assertThat(call.on(s.subject().service(), s.idOf(AdapterFixture.record(doug))))
                    .isNotNull();
        });
    }
}
