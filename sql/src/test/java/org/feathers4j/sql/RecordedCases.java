package org.feathers4j.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cases recorded of Feathers' memory service that fit a table, replayed over one. Other answers than the memory service of feathers4j gives are lines of
 * {@code docs/deviations.md}; what is answered instead stands in {@code vectors-sql/deviations.json}, and must be answered so.
 */
abstract class RecordedCases {
    private static final Params NONE = Params.empty();

    /** Lists and objects, which are no values of a column. */
    private static final Pattern NOT_FLAT = Pattern.compile("\"(tags|address|list)[.\"]");

    private static final List<String> ABOUT_OBJECTS = List.of("input is copied shallowly");

    private final SqlDatabase database = open();

    /** An empty database. */
    abstract SqlDatabase open();

    /** What answers are called by in the list of deviations. */
    abstract String dialect();

    /** What makes the next id 3. */
    abstract String nextId();

    abstract String idType();

    @AfterEach
    void close() {
        database.close();
    }

    @TestFactory
    List<DynamicTest> finds_what_is_recorded() {
        recreate("id integer primary key, name text, age integer, active boolean, score double precision");
        var service = service(o -> {});
        for (Object record : list(read("vectors/query-memory").get("data"))) service.create(row(record), NONE);
        return cases("query-memory")
                .filter(recorded -> !NOT_FLAT.matcher(Json.text(recorded)).find())
                .map(recorded -> check("query-memory", recorded, () -> query(service, recorded)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> answers_as_recorded() {
        return cases("adapter-memory")
                .filter(recorded -> !ABOUT_OBJECTS.contains(name(recorded)))
                .map(recorded -> check("adapter-memory", recorded, () -> answer(recorded)))
                .toList();
    }

    @Test
    void what_is_answered_otherwise_is_listed() {
        for (String file : List.of("query-memory", "adapter-memory")) {
            var answers = deviations("vectors-sql").stream()
                    .filter(each -> file.equals(each.get("file")))
                    .toList();
            assertThat(answers)
                    .as("docs/deviations.md, '%s.json over sql'", file)
                    .extracting(RecordedCases::name)
                    .hasSameElementsAs(Deviations.of(file + ".json over sql").keySet());
            for (var answer : answers) {
                var recorded = cases(file)
                        .filter(each -> name(each).equals(name(answer)))
                        .toList();
                assertThat(recorded).as(name(answer)).isNotEmpty();
                assertThat(recorded)
                        .as("'%s' is answered as recorded", name(answer))
                        .anyMatch(each -> !expected(each).equals(answer.get("sqlite"))
                                || !expected(each).equals(answer.get("postgres")));
            }
        }
    }

    private DynamicTest check(String file, Map<String, @Nullable Object> recorded, Callable<Object> call) {
        Object expected = deviations("vectors-sql").stream()
                .filter(each -> file.equals(each.get("file")) && name(each).equals(name(recorded)))
                .<Object>map(each -> Objects.requireNonNull(each.get(dialect())))
                .findFirst()
                .orElse(expected(recorded));
        return DynamicTest.dynamicTest(
                name(recorded) + " " + Json.text(recorded.get("options")),
                () -> assertThat(plain(outcome(call))).isEqualTo(plain(expected)));
    }

    private static Object outcome(Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (FeathersException e) {
            var error = new LinkedHashMap<>(e.toJson());
            error.keySet().retainAll(List.of("name", "message", "code", "className"));
            return Map.of("throws", error);
        }
    }

    private static Object query(SqlService service, Map<String, @Nullable Object> recorded) {
        Params params = Params.query(object(recorded.get("query")));
        if (recorded.containsKey("get"))
            return Map.of("result", service.get(Id.ofNullable(recorded.get("get")), params));
        return Map.of(
                "ids",
                list(service.find(params)).stream()
                        .map(each -> object(each).get("id"))
                        .toList());
    }

    private Object answer(Map<String, @Nullable Object> recorded) {
        recreate("id %s primary key, a integer, b integer, x integer, z integer, f integer, d timestamp with time zone"
                .formatted(idType()));
        Map<?, ?> options = recorded.get("options") instanceof Map<?, ?> given ? given : Map.of();
        var service = service(o -> {
            o.paginate(Pagination.of(options.get("paginate")));
            if (options.get("multi") instanceof Boolean multi) o.multi(multi);
            if (options.get("multi") instanceof Collection<?> methods)
                o.multi(methods.stream().map(String::valueOf).toArray(String[]::new));
        });
        if (recorded.containsKey("options")) {
            for (int id = 1; id <= 2; id++) service.create(object("id", id, "a", id), NONE);
            execute(nextId());
        }
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("result", call(name(recorded), service));
        return result;
    }

    private static @Nullable Object call(String name, SqlService service) {
        Id one = Id.of(1);
        return switch (name) {
            case "create array" -> service.create(List.of(object("a", 3)), NONE);
            case "patch null" -> service.patch(null, object("b", 1), NONE);
            case "remove null" -> service.remove(null, NONE);
            case "update null" -> service.update(null, object("b", 1), NONE);
            case "update array" -> service.update(one, List.of(object("b", 1)), NONE);
            case "params.adapter.multi override" ->
                service.create(List.of(object("a", 3)), NONE.with("adapter", object("multi", true)));
            case "params.paginate override" -> service.find(NONE.with("paginate", false));
            case "params.paginate object" -> service.find(NONE.with("paginate", object("default", 1)));
            case "params.adapter.paginate override" ->
                service.find(NONE.with("adapter", object("paginate", object("default", 1))));
            case "find without params" -> service.find(NONE);
            case "get null", "get undefined" -> service.get(null, NONE);
            case "get string for a numeric id" -> service.get(Id.of("1"), NONE);
            case "remove with string id" -> service.remove(Id.of("1"), NONE);
            case "patch with string id keeps the numeric id in the record" ->
                service.patch(Id.of("1"), object("z", 1), NONE);
            case "update with string id keeps the numeric id in the record" ->
                service.update(Id.of("1"), object("z", 1), NONE);
            case "create undefined", "create null" -> service.create(null, NONE);
            case "create string" -> service.create("ab", NONE);
            case "patch undefined data" -> service.patch(one, null, NONE);
            case "update null data" -> service.update(one, null, NONE);
            case "create duplicate id overwrites" -> service.create(object("id", 1, "x", 1), NONE);
            case "default start id is 0 (no options at all)" -> service.create(object("x", 1), NONE);
            case "create with falsy id" -> service.create(object("id", 0, "x", 1), NONE);
            case "result is a copy" -> {
                list(service.find(NONE)).forEach(item -> ((Map<?, ?>) Objects.requireNonNull(item)).clear());
                yield object(service.get(one, NONE)).get("a");
            }
            case "values are JSON-copied on output" -> service.create(object("d", Instant.EPOCH, "f", 1), NONE);
            case "remove many with $limit ignores it" -> service.remove(null, Params.query(object("$limit", 1)));
            case "patch many with $sort and $skip" ->
                service.patch(null, object("b", 1), Params.query(object("$sort", object("a", -1), "$skip", 1)));
            case "patch many with a query that no longer matches afterwards still returns the records" ->
                service.patch(null, object("a", 7), Params.query(object("a", 1)));
            case "patch one with a query that no longer matches afterwards" ->
                service.patch(one, object("a", 7), Params.query(object("a", 1)));
            case "update one with a query that no longer matches afterwards" ->
                service.update(one, object("a", 7), Params.query(object("a", 1)));
            default -> throw new AssertionError("Nothing is known of '" + name + "'");
        };
    }

    private SqlService service(Consumer<SqlOptions.Builder> more) {
        return SqlService.create(o -> {
            o.database(database).table("recorded");
            more.accept(o);
        });
    }

    private void recreate(String columns) {
        execute("drop table if exists recorded");
        execute("create table recorded (" + columns + ")");
    }

    private void execute(String statement) {
        if (statement.isEmpty()) return;
        database.transaction(params ->
                Objects.requireNonNull(database.transactionOf(params)).dsl().execute(statement));
    }

    /** A column has one type: texts that say a number or a truth value are stored as such. */
    private static Map<String, @Nullable Object> row(@Nullable Object recorded) {
        var row = object(recorded);
        row.keySet().removeAll(List.of("tags", "address", "list"));
        if ("25".equals(row.get("age"))) row.put("age", 25);
        if ("true".equals(row.get("active"))) row.put("active", true);
        return row;
    }

    // -- recordings

    private static Stream<Map<String, @Nullable Object>> cases(String file) {
        return list(read("vectors/" + file).get("cases")).stream()
                .map(RecordedCases::object)
                .map(recorded -> answered(file, recorded));
    }

    /** With what our memory service answers instead, if it does. */
    private static Map<String, @Nullable Object> answered(String file, Map<String, @Nullable Object> recorded) {
        for (var deviation : deviations("vectors")) {
            if (!file.equals(deviation.get("file")) || !name(deviation).equals(name(recorded))) continue;
            recorded.keySet().removeAll(List.of("throws", "result", "ids"));
            recorded.putAll(deviation);
        }
        return recorded;
    }

    private static Object expected(Map<String, @Nullable Object> recorded) {
        var expected = new LinkedHashMap<>(recorded);
        expected.keySet().retainAll(List.of("throws", "result", "ids"));
        return expected;
    }

    private static List<Map<String, @Nullable Object>> deviations(String folder) {
        return list(read(folder + "/deviations").get("cases")).stream()
                .map(RecordedCases::object)
                .toList();
    }

    private static Map<String, @Nullable Object> read(String file) {
        try (var in = RecordedCases.class.getResourceAsStream("/" + file + ".json")) {
            return object(Json.parse(Objects.requireNonNull(in, file).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Map<String, @Nullable Object> recorded) {
        return String.valueOf(recorded.get("name"));
    }

    // -- JSON

    /** With members in order of their names, without those that are null, which a record of a table has for every column; numbers of one kind. */
    private static @Nullable Object plain(@Nullable Object json) {
        return switch (json) {
            case Map<?, ?> members -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                members.forEach((name, value) -> {
                    if (value != null) sorted.put(String.valueOf(name), plain(value));
                });
                yield sorted;
            }
            case List<?> items -> items.stream().map(RecordedCases::plain).toList();
            case Number number -> number.doubleValue();
            case null, default -> json;
        };
    }

    private static List<?> list(@Nullable Object json) {
        return (List<?>) Objects.requireNonNull(json);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object json) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        if (json instanceof Map<?, ?> members)
            members.forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    private static Map<String, @Nullable Object> object(String name, @Nullable Object value, @Nullable Object... more) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put(name, value);
        for (int i = 0; i < more.length; i += 2) object.put(String.valueOf(more[i]), more[i + 1]);
        return object;
    }
}
