package org.feathers4j.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A server of its own, which is killed. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresFaultsTest extends FaultsTest {
    private static final String[] TABLES = {
        "DROP TABLE IF EXISTS numbers, doubles",
        "CREATE TABLE numbers (id serial PRIMARY KEY, n int)",
        "CREATE TABLE doubles (id serial PRIMARY KEY, n int)"
    };

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private SqlDatabase database;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.started(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        database = database(server.url(), 4);
        execute(database, TABLES);
    }

    @AfterEach
    void close() throws InterruptedException {
        end();
        database.close();
    }

    @Test
    void a_server_killed_under_load_and_started_again_has_all_that_was_acknowledged() throws InterruptedException {
        load(database, 12);
        for (int i = 0; i < 2; i++) {
            more(300);
            int before = errors.size();
            server.kill();
            Eventually.await(LONG, "errors", () -> errors.size() > before + 12);
            server.start();
        }
        more(300);
        endLoad();
        assertThat(errors).isNotEmpty();
        nothingIsLost(database);
        noConnectionIsLeaked(database);
    }

    @Test
    void a_server_that_ends_its_connections_costs_no_more_than_the_calls_of_the_moment() throws InterruptedException {
        load(database, 12);
        try (var other = database(server.url(), 1)) {
            for (int i = 0; i < 5; i++) {
                more(100);
                execute(
                        other,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
            }
        }
        more(100);
        endLoad();
        nothingIsLost(database);
        noConnectionIsLeaked(database);
    }

    @Test
    void a_server_that_starts_later_than_the_application_is_waited_for_by_trying_again() {
        server.kill();
        try (var late = database(server.url(), 2)) {
            SqlService numbers = service(late, "numbers");
            FeathersException error = DatabaseTest.refused(() -> numbers.create(Map.of("n", 1), Params.empty()));
            isUnavailable(error);
            assertThat(error.message()).contains("cannot be reached");
            isUnavailable(DatabaseTest.refused(() -> numbers.find(Params.empty())));
            server.start();
            Eventually.await(LONG, "the database", () -> numbers.create(Map.of("n", 2), Params.empty()) != null);
            assertThat(numbers(late, "numbers")).containsExactly(2);
            noConnectionIsLeaked(late);
        } finally {
            if (!isUp()) server.start();
        }
    }

    private static boolean isUp() {
        try (var probe = database(server.url(), 1)) {
            execute(probe, "SELECT 1");
            return true;
        } catch (FeathersException e) {
            return false;
        }
    }

    @Test
    void an_exhausted_pool_is_Unavailable_until_a_connection_is_free() throws InterruptedException {
        exhaust(database, 4);
    }

    @Test
    void calls_that_fail_give_their_connections_back() {
        SqlService numbers = service(database, "numbers");
        for (int i = 0; i < 20; i++) {
            DatabaseTest.refused(() -> numbers.create(Map.of("n", 1, "id", "x"), Params.empty()));
            DatabaseTest.refused(() -> numbers.patch(null, Map.of("id", 1, "n", 1L << 40), Params.empty()));
            DatabaseTest.refused(() -> numbers.get(org.feathers4j.Id.of(9), Params.empty()));
            DatabaseTest.refused(() -> database.transaction(params -> numbers.get(org.feathers4j.Id.of(9), params)));
        }
        noConnectionIsLeaked(database);
    }

    @Test
    @EnabledIf("org.feathers4j.sql.SmallDisk#isAllowed")
    void a_full_disk_is_Unavailable_until_there_is_space(@TempDir Path mount) throws Exception {
        try (var disk = SmallDisk.mounted(mount)) {
            Path space = Files.createDirectory(mount.resolve("space"));
            new ProcessBuilder("chown", "postgres", mount.toString(), space.toString())
                    .start()
                    .waitFor();
            disk.fill(1 << 20);
            execute(database, TABLES);
            try (var connection = database.pools().writers().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLESPACE small LOCATION '%s'".formatted(space));
            }
            execute(database, "CREATE TABLE big (id serial PRIMARY KEY, n int, text text) TABLESPACE small");
            try {
                disk.isFilledAndFreed(service(database, "big"));
            } finally {
                execute(database, "DROP TABLE big");
                try (var connection = database.pools().writers().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT");
                    statement.execute("DROP TABLESPACE small");
                }
            }
            noConnectionIsLeaked(database);
        }
    }
}
