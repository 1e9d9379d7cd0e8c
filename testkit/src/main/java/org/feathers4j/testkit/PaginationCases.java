package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;

import org.feathers4j.Params;
import org.feathers4j.testkit.ServiceUnderTest.Settings;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.object;
import static org.feathers4j.testkit.AdapterFixture.person;
import static org.feathers4j.testkit.AdapterFixture.record;

/** Pages, and what single calls may ask for. */
final class PaginationCases {
    private static final Map<String, @Nullable Object> FROM_Z = object("name", -1);

    private PaginationCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put("params.adapter + paginate", AdapterFixture.withThree(Settings.PLAIN, s -> {
            Params params = Params.empty().with("adapter", object("paginate", object("default", 3)));
            assertPage(s.subject().service().find(params), 3, 3, 0);
        }));
        cases.put("params.adapter + multi", AdapterFixture.withThree(Settings.PLAIN, PaginationCases::multiForOneCall));
        cases.put(".find + paginate", pages(s -> {
            Object page = s.find("$sort", FROM_Z);
            assertPage(page, 3, 1, 0);
            assertThat(AdapterFixture.names(page)).containsExactly("Doug");
        }));
        cases.put(".find + paginate + query", pages(s -> {
            Object page = s.find("$sort", FROM_Z, "name", "Doug");
            assertPage(page, 1, 1, 0);
            assertThat(AdapterFixture.names(page)).containsExactly("Doug");
        }));
        cases.put(".find + paginate + $limit + $skip", pages(s -> {
            Object page = s.find("$skip", 1, "$limit", 4, "$sort", FROM_Z);
            assertPage(page, 3, 2, 1);
            assertThat(AdapterFixture.names(page)).containsExactly("Bob", "Alice");
        }));
        cases.put(".find + paginate + $limit 0", pages(s -> {
            Object page = s.find("$limit", 0);
            assertPage(page, 3, 0, 0);
            assertThat(AdapterFixture.names(page)).isEmpty();
        }));
        cases.put(".find + paginate + params", pages(s -> {
            var service = s.subject().service();
            assertPage(service.find(Params.empty().with("paginate", object("default", 3))), 3, 3, 0);
            assertThat(AdapterFixture.list(service.find(Params.empty().with("paginate", false))))
                    .hasSize(3);
        }));
    }

    private static ServiceContract.Case pages(AdapterFixture.Act act) {
        return AdapterFixture.withThree(new Settings(false, object("default", 1, "max", 2)), act);
    }

    private static void multiForOneCall(AdapterFixture s) throws Exception {
        Params params = Params.empty().with("adapter", object("multi", List.of("create")));
        var service = s.subject().service();

        var created = service.create(List.of(person("Garald", 200), person("Harald", 24)), params);

        assertThat(AdapterFixture.names(created)).containsExactly("Garald", "Harald");
        AdapterFixture.assertFails("MethodNotAllowed", () -> service.patch(null, object("age", 2), params));
    }

    private static void assertPage(@Nullable Object found, int total, int limit, int skip) {
        assertThat(record(found))
                .containsEntry("total", total)
                .containsEntry("limit", limit)
                .containsEntry("skip", skip);
    }
}
