package org.feathers4j.interop;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.feathers4j.testrules.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feathers' Knex adapter and {@link SqlService} over the same database of PostgreSQL: the same answers, and the same records after the same changes. Node's drivers for SQLite are
 * addons that are downloaded from elsewhere or built for minutes, so that SQLite is not compared here.
 */
class KnexTest {
    private static final long SEED = 20260131;
    private static final int QUERIES = 500;
    private static final int CHANGES = 200;
    private static final Map<String, ?> OPTIONS =
            Map.of("id", "id", "multi", true, "paginate", Map.of("default", 20, "max", 50));

    @TempDir
    Path folder;

    @BeforeAll
    static void node() {
        NodeModules.require();
    }

    /** A database that both can reach. */
    private record Place(
            String url, String jdbc, String client, Object connection, String columns, boolean isPostgres) {}

    private Place postgres(PostgresServer server) {
        return new Place(
                server.url(),
                "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(server.port()),
                "pg",
                server.url(),
                "id serial primary key, name text, count integer, weight double precision, done boolean",
                true);
    }

    private PostgresServer server() {
        Assumptions.assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        return PostgresServer.started(folder);
    }

    @Test
    void answers_generated_queries_alike_over_postgresql() throws Exception {
        try (var server = server()) {
            compareQueries(postgres(server));
        }
    }

    @Test
    void makes_the_same_changes_over_postgresql() throws Exception {
        try (var server = server()) {
            compareChanges(postgres(server));
        }
    }

    private static void compareQueries(Place place) throws SQLException {
        create(place, "things");
        var generated = new KnexQueries(SEED, place.isPostgres());
        try (var database = SqlDatabase.open(place.url());
                var node = KnexPeer.start(place.client(), place.connection(), List.of("things"), OPTIONS)) {
            var service = service(database, "things");
            for (int i = 0; i < 60; i++) service.create(generated.record(), Params.empty());
            int found = 0;
            for (int i = 0; i < QUERIES; i++) {
                boolean isSorted = i % 5 != 0;
                var query = isSorted ? generated.sortedQuery() : generated.query();
                // Without an order the adapter has none; then all that match, in any order
                if (!isSorted) query.put("$limit", 50);
                Object here = plain(service.find(Params.query(query)));
                Object there = plain(node.call("things", "find", Map.of("query", query)));
                assertThat(isSorted ? here : byId(here))
                        .as("query %d: %s", i, Json.text(query))
                        .isEqualTo(isSorted ? there : byId(there));
                if (!data(here).isEmpty()) found++;
            }
            assertThat(found).as("queries that find something").isGreaterThan(QUERIES / 4);
        }
    }

    private static void compareChanges(Place place) throws SQLException {
        create(place, "ours");
        create(place, "theirs");
        var generated = new KnexQueries(SEED, place.isPostgres());
        var random = new Random(SEED);
        try (var database = SqlDatabase.open(place.url());
                var node = KnexPeer.start(place.client(), place.connection(), List.of("theirs"), OPTIONS)) {
            var service = service(database, "ours");
            for (int i = 0; i < CHANGES; i++) {
                var change = change(random, generated, i);
                assertThat(byId(here(service, change)))
                        .as("change %d: %s", i, change)
                        .isEqualTo(byId(there(node, change)));
            }
            var all = Params.query(Map.of("$sort", Map.of("id", 1), "$limit", 50));
            assertThat(plain(service.find(all)))
                    .isEqualTo(plain(node.call("theirs", "find", Map.of("query", all.query()))));
        }
    }

    private static SqlService service(SqlDatabase database, String table) {
        return SqlService.create(
                o -> o.database(database).table(table).multi(true).paginate(20, 50));
    }

    private static void create(Place place, String table) throws SQLException {
        try (var connection = DriverManager.getConnection(place.jdbc());
                var statement = connection.createStatement()) {
            statement.execute("create table %s (%s)".formatted(table, place.columns()));
        }
    }

    private record Change(
            String method, @Nullable Integer id, @Nullable Object data, Map<String, @Nullable Object> query) {}

    /**
     * Left out are changes with a query that no longer matches afterwards: the adapter answers NotFound and leaves the change, ours takes it back (update) or answers with the
     * record (patch, as the adapter does).
     */
    private static Change change(Random random, KnexQueries generated, int number) {
        int id = 1 + random.nextInt(number / 2 + 2);
        var record = generated.record();
        Map<String, @Nullable Object> select =
                random.nextInt(3) == 0 ? KnexQueries.object("$select", List.of("name")) : Map.of();
        return switch (number < 20 ? 0 : random.nextInt(9)) {
            case 0, 1, 2 -> new Change("create", null, record, select);
            case 3 -> new Change("create", null, List.of(record, generated.record()), Map.of());
            case 4 -> new Change("update", id, record, Map.of());
            case 5 -> new Change("patch", id, with(record, "id", 1000), generated.conditions(1));
            case 6 -> new Change("patch", null, record, generated.conditions(3));
            case 7 ->
                new Change(
                        "remove", null, null, with(generated.conditions(3), "id", Map.of("$in", List.of(id, id + 1))));
            default -> new Change(random.nextBoolean() ? "remove" : "patch", id, record, select);
        };
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> object, String name, @Nullable Object value) {
        var more = new LinkedHashMap<>(object);
        more.put(name, value);
        return more;
    }

    private static @Nullable Object here(SqlService service, Change change) {
        Params params = Params.query(change.query());
        Id id = change.id() == null ? null : Id.of(change.id());
        try {
            return plain(
                    switch (change.method()) {
                        case "create" -> service.create(change.data(), params);
                        case "update" -> service.update(id, change.data(), params);
                        case "patch" -> service.patch(id, change.data(), params);
                        default -> service.remove(id, params);
                    });
        } catch (FeathersException e) {
            return e.name() + ": " + e.message();
        }
    }

    private static @Nullable Object there(KnexPeer node, Change change) {
        Object params = Map.of("query", change.query());
        try {
            return plain(
                    switch (change.method()) {
                        case "create" -> node.call("theirs", "create", change.data(), params);
                        case "remove" -> node.call("theirs", "remove", change.id(), params);
                        default -> node.call("theirs", change.method(), change.id(), change.data(), params);
                    });
        } catch (NodeCallException e) {
            return e.errorName() + ": " + e.error().get("message");
        }
    }

    /** As JSON with numbers of one kind, members in order of their names, and truth values of SQLite as the adapter gives them: 0 and 1. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                members.forEach((name, member) -> sorted.put(String.valueOf(name), plain(member)));
                yield sorted;
            }
            case List<?> items -> {
                var list = new ArrayList<@Nullable Object>(items.size());
                for (Object item : items) list.add(plain(item));
                yield list;
            }
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1.0 : 0.0;
            case null, default -> value;
        };
    }

    private static @Nullable Object byId(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> page && page.get("data") instanceof List<?> data) {
            var sorted = new TreeMap<String, @Nullable Object>(Values.object(page));
            sorted.put("data", byId(data));
            return sorted;
        }
        if (!(answer instanceof List<?> list)) return answer;
        return Values.objects(list).stream()
                .sorted(Comparator.comparing(record -> (Double) Objects.requireNonNull(record.get("id"))))
                .toList();
    }

    private static List<?> data(@Nullable Object page) {
        return (List<?>) Objects.requireNonNull(Values.object(page).get("data"));
    }
}
