package org.feathers4j.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteFaultsTest extends FaultsTest {
    @TempDir
    Path folder;

    private String url;
    private SqlDatabase database;

    @BeforeEach
    void open() {
        url = "sqlite:" + folder.resolve("data.db");
        database = database(url, 4);
        execute(
                database,
                "CREATE TABLE numbers (id INTEGER PRIMARY KEY, n int, text text)",
                "CREATE TABLE doubles (id INTEGER PRIMARY KEY, n int)");
    }

    @AfterEach
    void close() throws InterruptedException {
        end();
        database.close();
    }

    /** The lock of a file is one of processes and of connections alike. */
    @Test
    void a_file_locked_by_another_writer_is_Unavailable_until_it_is_free_and_readable_all_the_while()
            throws SQLException {
        SqlService numbers = service(database, "numbers");
        numbers.create(Map.of("n", 1), Params.empty());
        try (var other = DriverManager.getConnection("jdbc:" + url);
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO numbers (n) VALUES (2)");
            var waited = timed(() -> {
                FeathersException error = DatabaseTest.refused(() -> numbers.create(Map.of("n", 3), Params.empty()));
                isUnavailable(error);
                assertThat(error.message()).contains("locked by another writer");
            });
            assertThat(waited).isBetween(TIMEOUT.minusMillis(50), TIMEOUT.plusSeconds(20));
            isUnavailable(DatabaseTest.refused(
                    () -> database.transaction(params -> numbers.create(Map.of("n", 3), params))));
            assertThat(numbers(database, "numbers")).containsExactly(1);
            statement.execute("COMMIT");
        }
        numbers.create(Map.of("n", 4), Params.empty());
        assertThat(numbers(database, "numbers")).containsExactlyInAnyOrder(1, 2, 4);
        noConnectionIsLeaked(database);
    }

    @Test
    void a_transaction_after_one_that_could_not_begin_is_all_or_nothing() throws SQLException {
        SqlService numbers = service(database, "numbers");
        try (var other = DriverManager.getConnection("jdbc:" + url);
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            isUnavailable(DatabaseTest.refused(
                    () -> database.transaction(params -> numbers.create(Map.of("n", 1), params))));
            statement.execute("COMMIT");
        }
        FeathersException error = DatabaseTest.refused(() -> database.transaction(params -> {
            numbers.create(Map.of("n", 2), params);
            throw FeathersException.conflict("undone");
        }));
        assertThat(error.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(error.getSuppressed()).isEmpty();
        assertThat(numbers(database, "numbers")).isEmpty();
    }

    @Test
    void two_applications_that_write_one_file_lose_nothing() throws InterruptedException {
        try (var second = database(url, 4)) {
            load(database, 6);
            load(second, 6);
            more(1000);
            endLoad();
            nothingIsLost(database);
            noConnectionIsLeaked(database);
            noConnectionIsLeaked(second);
        }
    }

    /** A file has one connection that writes. */
    @Test
    void an_exhausted_pool_is_Unavailable_until_a_connection_is_free() throws InterruptedException {
        exhaust(database, 1);
    }

    @Test
    void a_database_whose_folder_comes_later_is_Unavailable_until_then() throws Exception {
        Path later = folder.resolve("later");
        try (var away = database("sqlite:" + later.resolve("data.db"), 2)) {
            isUnavailable(
                    DatabaseTest.refused(() -> execute(away, "CREATE TABLE numbers (id INTEGER PRIMARY KEY, n int)")));
            Files.createDirectory(later);
            execute(away, "CREATE TABLE numbers (id INTEGER PRIMARY KEY, n int)");
            service(away, "numbers").create(Map.of("n", 1), Params.empty());
            noConnectionIsLeaked(away);
        }
    }

    @Test
    @EnabledIf("org.feathers4j.sql.SmallDisk#isAllowed")
    void a_full_disk_is_Unavailable_until_there_is_space(@TempDir Path mount) throws Exception {
        try (var disk = SmallDisk.mounted(mount)) {
            disk.fill(1 << 19);
            try (var full = database("sqlite:" + mount.resolve("data.db"), 2)) {
                execute(full, "CREATE TABLE big (id INTEGER PRIMARY KEY, n int, text text)");
                disk.isFilledAndFreed(service(full, "big"));
                noConnectionIsLeaked(full);
            }
        }
    }
}
