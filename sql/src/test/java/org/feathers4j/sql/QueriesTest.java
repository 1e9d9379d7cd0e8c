package org.feathers4j.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jooq.JoinType;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

/** Queries, pages, changes of many, joins and types of records: the same for both databases, except what the subclasses say. */
abstract class QueriesTest extends DatabaseTest {
    SqlService people;

    @BeforeEach
    void table() {
        sql("CREATE TABLE people (%s, name varchar(100), age int, team int)".formatted(key()));
        people = service("people", o -> o.multi(true));
        add("Ada", 36, 1);
        add("Bob", 20, 2);
        add("100%", 1, null);
        add("a_b", null, 1);
        add(null, 50, 2);
    }

    private void add(@Nullable String called, @Nullable Integer age, @Nullable Integer team) {
        people.create(person(called, age, team), Params.empty());
    }

    private static Map<String, @Nullable Object> person(
            @Nullable String called, @Nullable Integer age, @Nullable Integer team) {
        var person = new HashMap<String, @Nullable Object>();
        person.put("name", called);
        person.put("age", age);
        person.put("team", team);
        return person;
    }

    List<@Nullable Object> ids(Map<String, ?> query) {
        return found(people, "id", query);
    }

    private static Map<String, @Nullable Object> none(String key) {
        var map = new HashMap<String, @Nullable Object>();
        map.put(key, null);
        return map;
    }

    private void isBad(Map<String, ?> query, String... words) {
        FeathersException error = refused(() -> people.find(where(query)));
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(error.message()).contains(words);
    }

    @Test
    void like_knows_percent_and_underscore() {
        assertThat(ids(Map.of("name", Map.of("$like", "A%")))).contains(1);
        assertThat(ids(Map.of("name", Map.of("$like", "%o%")))).containsExactly(2);
        assertThat(ids(Map.of("name", Map.of("$like", "__b")))).contains(2, 4);
        assertThat(ids(Map.of("name", Map.of("$ilike", "aDA")))).containsExactly(1);
        assertThat(ids(Map.of("name", Map.of("$notlike", "%o%")))).containsExactly(1, 3, 4);
        assertThat(ids(Map.of("name", Map.of("$like", "")))).isEmpty();
        isBad(Map.of("name", Map.of("$like", 1)), "$like", "name");
        isBad(Map.of("name", Map.of("$ilike", List.of("a"))), "$ilike", "name");
        isBad(Map.of("name", none("$notlike")), "$notlike", "name");
        isBad(Map.of("age", Map.of("$like", "1%")), "age", "$like");
    }

    @Test
    void or_and_and_can_be_nested() {
        assertThat(ids(Map.of("$or", List.of(Map.of("name", "Ada"), Map.of("age", 20)))))
                .containsExactly(1, 2);
        assertThat(ids(Map.of(
                        "$and",
                        List.of(
                                Map.of("$or", List.of(Map.of("team", 1), Map.of("team", 2))),
                                Map.of("$or", List.of(Map.of("age", Map.of("$gt", 30)), none("age"))))))) //
                .containsExactly(1, 4, 5);
        assertThat(ids(Map.of("team", 1, "$or", List.of(Map.of("name", "Ada"), Map.of("name", "Bob")))))
                .containsExactly(1);
        isBad(Map.of("$or", List.of()), "$or");
        isBad(Map.of("$or", Map.of("name", "Ada")), "$or");
        isBad(Map.of("$and", List.of("name")), "$and");
        isBad(Map.of("name", Map.of()), "name");
        isBad(Map.of("name", Map.of("$regex", ".*")), "$regex");
        isBad(Map.of("$where", "1=1"), "$where");
    }

    @Test
    void queries_are_limited_in_depth_and_size() {
        Map<String, Object> query = Map.of("age", 1);
        for (int level = 1; level < 20; level++) query = Map.of("$or", List.of(query));
        assertThat(ids(query)).containsExactly(3);
        isBad(Map.of("$or", List.of(query)), "20 levels");
        assertThat(ids(Map.of(
                        "age", Map.of("$in", IntStream.range(0, 1000).boxed().toList()))))
                .hasSize(4);
        isBad(Map.of("age", Map.of("$in", IntStream.range(0, 1001).boxed().toList())), "1000 conditions");
        SqlService small = service("people", o -> o.maxConditions(2).maxDepth(1));
        assertThat(refused(() -> small.find(where(Map.of("age", 1, "name", "a", "team", 1))))
                        .code())
                .isEqualTo(400);
        assertThat(refused(() -> small.find(where(Map.of("$or", List.of(Map.of("age", 1))))))
                        .code())
                .isEqualTo(400);
    }

    @Test
    void the_empty_list_matches_nothing_and_its_opposite_everything() {
        assertThat(ids(Map.of("age", Map.of("$in", List.of())))).isEmpty();
        assertThat(ids(Map.of("age", Map.of("$nin", List.of())))).hasSize(5);
    }

    /** As in SQL: NULL is neither equal to a value nor different from one. */
    @Test
    void null_is_found_only_when_it_is_asked_for() {
        assertThat(ids(none("age"))).containsExactly(4);
        assertThat(ids(Map.of("age", none("$ne")))).containsExactly(1, 2, 3, 5);
        assertThat(ids(Map.of("age", Map.of("$ne", 20)))).containsExactly(1, 3, 5);
        assertThat(ids(Map.of("age", Map.of("$nin", List.of(20))))).containsExactly(1, 3, 5);
        assertThat(ids(Map.of("age", Map.of("$gt", 0)))).containsExactly(1, 2, 3, 5);
        assertThat(ids(Map.of("age", Map.of("$in", java.util.Arrays.asList(20, null)))))
                .containsExactly(2);
        assertThat(ids(Map.of("age", none("$gt")))).isEmpty();
        assertThat(ids(Map.of("age", none("$in")))).isEmpty();
    }

    @Test
    void pages_have_their_own_limits_and_a_total() {
        SqlService paged = service("people", o -> o.paginate(2, 3));
        assertThat(page(paged, Map.of()))
                .containsEntry("total", 5)
                .containsEntry("limit", 2)
                .containsEntry("skip", 0);
        assertThat(page(paged, Map.of("$limit", 10))).containsEntry("limit", 3);
        assertThat(page(paged, Map.of("$limit", 0)))
                .containsEntry("total", 5)
                .containsEntry("limit", 0)
                .containsEntry("data", List.of());
        assertThat(page(paged, Map.of("$skip", 100)))
                .containsEntry("total", 5)
                .containsEntry("skip", 100)
                .containsEntry("data", List.of());
        assertThat(page(paged, Map.of("$skip", 5))).containsEntry("total", 5).containsEntry("data", List.of());
        assertThat(page(paged, Map.of("$skip", 4, "$sort", Map.of("id", -1)))).containsEntry("total", 5);
        assertThat(page(paged, Map.of("$skip", Long.MAX_VALUE))).containsEntry("total", 5);
        assertThat(page(paged, Map.of("age", Map.of("$gt", 30)))).containsEntry("total", 2);
        assertThat(page(paged, Map.of("$limit", "1", "$skip", "1")))
                .containsEntry("limit", 1)
                .containsEntry("skip", 1);
        assertThat(page(paged, Map.of("$limit", -5, "$skip", -5))).containsEntry("skip", 0);
    }

    @Test
    void pages_without_a_total_do_not_count() {
        SqlService paged = service("people", o -> o.paginate(2, 3).total(false));
        assertThat(page(paged, Map.of())).doesNotContainKey("total").containsKey("data");
    }

    private static Map<String, @Nullable Object> page(SqlService service, Map<String, ?> query) {
        return record(service.find(where(query)));
    }

    @Test
    void lists_have_no_limit_but_what_is_asked_for() {
        assertThat(ids(Map.of("$limit", 0))).isEmpty();
        assertThat(ids(Map.of("$limit", 2, "$skip", 1))).containsExactly(2, 3);
        assertThat(ids(Map.of("$skip", 3))).containsExactly(4, 5);
        assertThat(ids(Map.of("$skip", 50))).isEmpty();
    }

    @Test
    void ties_are_sorted_by_id_so_that_pages_do_not_overlap() {
        var seen = new ArrayList<@Nullable Object>();
        for (int skip = 0; skip < 5; skip += 2)
            seen.addAll(ids(Map.of("$sort", Map.of("team", 1), "$skip", skip, "$limit", 2)));
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void an_update_that_no_longer_matches_is_not_found_and_not_made() {
        var before = people.get(Id.of(1), Params.empty());
        FeathersException error =
                refused(() -> people.update(Id.of(1), Map.of("name", "Ada", "team", 9), where(Map.of("team", 1))));
        assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(people.get(Id.of(1), Params.empty())).isEqualTo(before);
        assertThat(refused(() -> people.update(Id.of(1), Map.of("team", 9), where(Map.of("team", 9))))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(people.get(Id.of(1), Params.empty())).isEqualTo(before);
        assertThat(record(people.update(Id.of(1), Map.of("name", "Ida", "team", 1), where(Map.of("team", 1)))))
                .containsEntry("name", "Ida")
                .containsEntry("age", null);
    }

    @Test
    void a_patch_needs_to_match_before_only() {
        assertThat(record(people.patch(Id.of(1), Map.of("team", 9), where(Map.of("team", 1)))))
                .containsEntry("team", 9);
        assertThat(refused(() -> people.patch(Id.of(1), Map.of("age", 1), where(Map.of("team", 1))))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(record(people.patch(Id.of(1), Map.of("id", 77), Params.empty())))
                .containsEntry("id", 1);
        assertThat(record(people.patch(Id.of(1), Map.of(), Params.empty()))).containsEntry("name", "Ada");
    }

    @Test
    void a_remove_needs_to_match() {
        assertThat(refused(() -> people.remove(Id.of(1), where(Map.of("team", 2))))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(record(people.remove(Id.of(1), where(Map.of("team", 1))))).containsEntry("name", "Ada");
        assertThat(refused(() -> people.get(Id.of(1), Params.empty())).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    }

    @Test
    void ids_that_no_record_can_have_are_not_found() {
        for (Id each : List.of(
                Id.of("abc"),
                Id.of(""),
                Id.of("1 OR 1=1"),
                Id.of(99),
                Id.of(Long.MAX_VALUE),
                new Id(1.5),
                new Id(true),
                new Id(List.of(1)))) {
            assertThat(refused(() -> people.get(each, Params.empty())).code())
                    .as("%s", each)
                    .isEqualTo(404);
            assertThat(refused(() -> people.patch(each, Map.of("age", 1), Params.empty()))
                            .code())
                    .isEqualTo(404);
            assertThat(refused(() -> people.update(each, Map.of("age", 1), Params.empty()))
                            .code())
                    .isEqualTo(404);
            assertThat(refused(() -> people.remove(each, Params.empty())).code())
                    .isEqualTo(404);
        }
        assertThat(people.get(Id.of("1"), Params.empty())).isEqualTo(people.get(Id.of(1), Params.empty()));
    }

    @Test
    void many_are_changed_and_removed_at_once() {
        assertThat(records(people.patch(null, Map.of("age", 9), where(Map.of("team", 1)))))
                .hasSize(2);
        assertThat(ids(Map.of("age", 9))).containsExactly(1, 4);
        assertThat(records(people.patch(null, Map.of("age", 8), where(Map.of("$sort", Map.of("id", -1), "team", 1)))))
                .extracting(each -> each.get("id"))
                .containsExactly(4, 1);
        assertThat(records(people.raw().patch(null, Map.of("age", 7), where(Map.of("$limit", 1, "$skip", 1)))))
                .extracting(each -> each.get("id"))
                .containsExactly(2);
        assertThat(records(people.remove(null, where(Map.of("age", Map.of("$in", List.of(7, 8)))))))
                .hasSize(3);
        assertThat(records(people.remove(null, where(Map.of("age", 1000))))).isEmpty();
        assertThat(ids(Map.of())).containsExactly(3, 5);
    }

    @Test
    void more_than_one_statement_takes_are_changed_at_once() {
        people.create(
                IntStream.range(0, 1201)
                        .mapToObj(i -> Map.of("team", 5, "age", i))
                        .toList(),
                Params.empty());
        assertThat(records(
                        people.patch(null, Map.of("name", "x"), where(Map.of("team", 5, "$sort", Map.of("age", -1))))))
                .hasSize(1201)
                .first()
                .satisfies(first -> assertThat(first).containsEntry("age", 1200));
        assertThat(records(people.remove(null, where(Map.of("team", 5, "$sort", Map.of("age", 1))))))
                .hasSize(1201);
        assertThat(ids(Map.of())).hasSize(5);
    }

    @Test
    void many_are_addressed_only_when_it_is_allowed() {
        SqlService single = service("people", o -> o.multi("create"));
        assertThat(records(single.create(List.of(Map.of("name", "x"), Map.of("name", "y")), Params.empty())))
                .hasSize(2);
        assertThat(refused(() -> single.patch(null, Map.of("age", 1), Params.empty()))
                        .kind())
                .isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
        assertThat(refused(() -> single.remove(null, Params.empty())).kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
        assertThat(records(single.create(List.of(), Params.empty()))).isEmpty();
    }

    @Test
    void an_operator_of_the_application_gets_the_column() {
        SqlService own = service(
                "people",
                o -> o.operator(
                        "$startsWith",
                        (column, operand) -> column.coerce(String.class).startsWith(String.valueOf(operand))));
        assertThat(found(own, "id", Map.of("name", Map.of("$startsWith", "100%"))))
                .containsExactly(3);
        assertThat(found(own, "id", Map.of("name", Map.of("$startsWith", "%")))).isEmpty();
    }

    // -- joins

    /** People with the names of their teams; only those in a team. */
    private static final class Joined extends SqlService {
        Joined(SqlDatabase database) {
            super(o -> o.database(database).table("people").multi(true).paginate(3, 10));
        }

        @Override
        protected SelectQuery<Record> createQuery(Params params) {
            SelectQuery<Record> query = super.createQuery(params);
            query.addSelect(field(name("teams", "title")).as("teamTitle"));
            query.addJoin(
                    DSL.table(name("teams")),
                    JoinType.JOIN,
                    field(name("teams", "id"), Integer.class).eq(field(name("people", "team"), Integer.class)));
            return query;
        }
    }

    private SqlService joined() {
        sql(
                "CREATE TABLE teams (id int PRIMARY KEY, title varchar(50), name varchar(50))",
                "INSERT INTO teams VALUES (1, 'Red', 'n'), (2, 'Blue', 'n')");
        return new Joined(database);
    }

    @Test
    void joined_columns_come_with_records_that_are_read() {
        SqlService joined = joined();
        assertThat(record(joined.get(Id.of(1), Params.empty())))
                .containsEntry("teamTitle", "Red")
                .containsEntry("name", "Ada");
        assertThat(refused(() -> joined.get(Id.of(3), Params.empty())).code()).isEqualTo(404);
        Map<String, @Nullable Object> page = page(joined, Map.of("$sort", Map.of("name", 1)));
        assertThat(page).containsEntry("total", 4);
        assertThat(records(Objects.requireNonNull(page.get("data"))))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each).containsKey("teamTitle"));
        assertThat(records(Objects.requireNonNull(page(joined, Map.of("name", "Bob", "$select", List.of("name")))
                        .get("data"))))
                .containsExactly(Map.of("id", 2, "name", "Bob", "teamTitle", "Blue"));
    }

    @Test
    void joined_columns_come_with_records_that_are_changed() {
        SqlService joined = joined();
        assertThat(record(joined.create(person("Cy", 1, 2), Params.empty()))).containsEntry("teamTitle", "Blue");
        assertThat(record(joined.patch(Id.of(1), Map.of("team", 2), Params.empty())))
                .containsEntry("teamTitle", "Blue");
        assertThat(record(joined.update(Id.of(1), person("Ada", 37, 1), Params.empty())))
                .containsEntry("teamTitle", "Red");
        assertThat(records(joined.patch(null, Map.of("age", 5), where(Map.of("team", 1)))))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each).containsEntry("teamTitle", "Red").containsEntry("age", 5));
        assertThat(record(joined.remove(Id.of(1), Params.empty()))).containsEntry("teamTitle", "Red");
        assertThat(records(joined.create(List.of(person("D", 1, 1), person("E", 1, 2)), Params.empty())))
                .extracting(each -> each.get("teamTitle"))
                .containsExactly("Red", "Blue");
    }

    @Test
    void a_change_through_a_join_touches_only_what_the_join_shows() {
        SqlService joined = joined();
        assertThat(refused(() -> joined.patch(Id.of(3), Map.of("age", 9), Params.empty()))
                        .code())
                .isEqualTo(404);
        assertThat(refused(() -> joined.remove(Id.of(3), Params.empty())).code())
                .isEqualTo(404);
        assertThat(records(joined.patch(null, Map.of("age", 9), Params.empty())))
                .hasSize(4);
        assertThat(ids(Map.of("age", 1))).containsExactly(3);
        assertThat(records(joined.remove(null, Params.empty())))
                .hasSize(4)
                .allSatisfy(each -> assertThat(each).containsKey("teamTitle"));
        assertThat(ids(Map.of())).containsExactly(3);
    }

    @Test
    void a_record_that_its_join_would_not_show_after_an_update_is_left_as_it_is() {
        SqlService joined = joined();
        var before = people.get(Id.of(1), Params.empty());
        assertThat(refused(() -> joined.update(Id.of(1), person("Ada", 1, null), Params.empty()))
                        .code())
                .isEqualTo(404);
        assertThat(people.get(Id.of(1), Params.empty())).isEqualTo(before);
    }

    // -- types

    record Person(String name, @Nullable Integer age) {}

    @Test
    void data_must_fit_the_record_when_there_is_one() {
        SqlService typed = service("people", o -> o.type(Person.class).multi(true));
        assertThat(record(typed.create(Map.of("name", "x"), Params.empty()))).containsEntry("name", "x");
        for (Object wrong :
                List.of(Map.of("age", 1), Map.of("name", 1), Map.of("name", "x", "team", 1), List.of(Map.of("age", 1))))
            assertThat(refused(() -> typed.create(wrong, Params.empty())).code())
                    .isEqualTo(400);
        assertThat(refused(() -> typed.update(Id.of(1), Map.of("age", 1), Params.empty()))
                        .code())
                .isEqualTo(400);
        assertThat(record(typed.patch(Id.of(1), Map.of("age", 1), Params.empty())))
                .containsEntry("name", "Ada");
        assertThat(ids(Map.of())).hasSize(6);
    }

    @Test
    void data_that_are_no_object_are_refused() {
        for (Object wrong : List.of("x", 1, true))
            assertThat(refused(() -> people.create(wrong, Params.empty())).code())
                    .isEqualTo(400);
        assertThat(refused(() -> people.create(null, Params.empty())).code()).isEqualTo(400);
        assertThat(refused(() -> people.create(List.of(List.of()), Params.empty()))
                        .code())
                .isEqualTo(400);
        assertThat(refused(() -> people.patch(Id.of(1), "x", Params.empty())).code())
                .isEqualTo(400);
        assertThat(refused(() -> people.update(null, Map.of(), Params.empty())).code())
                .isEqualTo(400);
    }

    @Test
    void a_record_may_be_all_defaults() {
        assertThat(record(people.create(Map.of(), Params.empty()))).containsEntry("name", null);
    }
}
