package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;

import org.feathers4j.testkit.ServiceUnderTest.Settings;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testkit.AdapterFixture.object;

/** Queries over Bob, 25, Doug, 32, and Alice, 19. */
final class QueryCases {
    private static final Map<String, @Nullable Object> BY_NAME = object("name", 1);
    private static final List<String> ALICE_AND_BOB = List.of("Alice", "Bob");

    private QueryCases() {}

    static void addTo(Map<String, ServiceContract.Case> cases) {
        cases.put(".find + equal", finds(List.of("Alice"), "name", "Alice"));
        cases.put(".find + equal multiple", finds(List.of(), "name", "Alice", "age", 20));
        cases.put(".find + $sort", three(s -> {
            assertThat(s.names("$sort", BY_NAME)).containsExactly("Alice", "Bob", "Doug");
            assertThat(s.names("$sort", object("name", -1))).containsExactly("Doug", "Bob", "Alice");
        }));
        cases.put(".find + $sort + string", finds(List.of("Alice", "Bob", "Doug"), "$sort", object("name", "1")));
        cases.put(".find + $limit", three(s -> assertThat(s.names("$limit", 2)).hasSize(2)));
        cases.put(".find + $limit 0", finds(List.of(), "$limit", 0));
        cases.put(".find + $skip", finds(List.of("Bob", "Doug"), "$sort", BY_NAME, "$skip", 1));
        cases.put(".find + $select", three(s -> {
            var alice = AdapterFixture.list(s.find("name", "Alice", "$select", List.of("name")))
                    .getFirst();
            s.assertNameOnly(alice, s.idOf(AdapterFixture.record(alice)).value(), "Alice");
        }));
        cases.put(
                ".find + $or",
                finds(ALICE_AND_BOB, "$or", List.of(object("name", "Alice"), object("name", "Bob")), "$sort", BY_NAME));
        cases.put(".find + $in", finds(ALICE_AND_BOB, "name", object("$in", ALICE_AND_BOB), "$sort", BY_NAME));
        cases.put(".find + $nin", finds(List.of("Doug"), "name", object("$nin", ALICE_AND_BOB)));
        cases.put(".find + $lt", finds(List.of("Bob", "Alice"), "age", object("$lt", 30)));
        cases.put(".find + $lte", finds(List.of("Bob", "Alice"), "age", object("$lte", 25)));
        cases.put(".find + $gt", finds(List.of("Doug"), "age", object("$gt", 30)));
        cases.put(".find + $gte", finds(List.of("Bob", "Doug"), "age", object("$gte", 25)));
        cases.put(".find + $ne", finds(List.of("Doug", "Alice"), "age", object("$ne", 25)));
        cases.put(
                ".find + $gt + $lt + $sort",
                finds(ALICE_AND_BOB, "age", object("$gt", 18, "$lt", 30), "$sort", BY_NAME));
        cases.put(
                ".find + $or nested + $sort",
                finds(
                        List.of("Alice", "Doug"),
                        "$or",
                        List.of(object("name", "Doug"), object("age", object("$gte", 18, "$lt", 25))),
                        "$sort",
                        BY_NAME));
        cases.put(".find + $and", finds(List.of("Alice"), "$and", List.of(object("age", 19)), "$sort", BY_NAME));
        cases.put(
                ".find + $and + $or",
                finds(
                        List.of("Alice"),
                        "$and",
                        List.of(object("$or", List.of(object("name", "Alice")))),
                        "$sort",
                        BY_NAME));
    }

    /** Where the query does not sort, the order is that of the store: only what the people are counts then. */
    private static ServiceContract.Case finds(List<String> names, @Nullable Object... query) {
        boolean sorted = object(query).containsKey("$sort");
        return three(s -> {
            if (sorted) assertThat(s.names(query)).isEqualTo(names);
            else assertThat(s.names(query)).containsExactlyInAnyOrderElementsOf(names);
        });
    }

    private static ServiceContract.Case three(AdapterFixture.Act act) {
        return AdapterFixture.withThree(Settings.PLAIN, act);
    }
}
