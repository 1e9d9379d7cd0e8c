package org.feathers4j.sql;

import java.time.Duration;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come from. A file of SQLite can be written by one connection at a time: with one only, writers queue here, in order, and not in SQLite, where they would
 * have to ask again and again.
 *
 * @param readers for statements that change nothing
 * @param writers for all others; may be the same
 * @param shown for messages, without secrets
 */
record Pools(DataSource readers, DataSource writers, String shown, boolean areOurs) implements AutoCloseable {
    private static final String SQLITE_PREPARE = "PRAGMA foreign_keys=ON";

    static Pools of(DataSource pool) {
        return new Pools(pool, pool, "a data source of the application", false);
    }

    static Pools of(DatabaseUrl url, SqlDatabaseOptions options) {
        if (url.isInMemory()) {
            HikariDataSource only = new HikariDataSource(config(url, options, 1, "memory"));
            return new Pools(only, only, url.shown(), true);
        }
        if (!url.isSqlite()) {
            HikariDataSource all = new HikariDataSource(config(url, options, options.maxConnections(), "sql"));
            return new Pools(all, all, url.shown(), true);
        }
        if (options.maxConnections() < 2)
            throw new IllegalArgumentException(
                    "maxConnections must be 2 or more for a file of SQLite: one writes, the others read");
        HikariConfig writing = config(url, options, 1, "sqlite-writer");
        writing.addDataSourceProperty("journal_mode", "WAL");
        writing.addDataSourceProperty("synchronous", "NORMAL");
        writing.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        writing.addDataSourceProperty("busy_timeout", "0"); // the database tries again itself
        HikariConfig reading = config(url, options, options.maxConnections() - 1, "sqlite-readers");
        return new Pools(new HikariDataSource(reading), new HikariDataSource(writing), url.shown(), true);
    }

    private static HikariConfig config(DatabaseUrl url, SqlDatabaseOptions options, int size, String name) {
        var config = new HikariConfig();
        config.setPoolName("feathers4j-" + name);
        config.setJdbcUrl(url.jdbc());
        config.setUsername(either(options.user(), url.user()));
        config.setPassword(either(options.password(), url.password()));
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(options.timeout().toMillis());
        config.setInitializationFailTimeout(-1); // the database may start after us
        if (url.isSqlite()) sqlite(config, url, options.timeout());
        return config;
    }

    private static void sqlite(HikariConfig config, DatabaseUrl url, Duration timeout) {
        config.setMinimumIdle(url.isInMemory() ? 1 : 0);
        config.setMaxLifetime(0); // nothing is between us and a file
        if (url.isInMemory()) config.setIdleTimeout(0);
        config.setConnectionInitSql(SQLITE_PREPARE);
        config.addDataSourceProperty("busy_timeout", Long.toString(timeout.toMillis()));
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    @Override
    public void close() {
        if (!areOurs) return;
        if (readers instanceof HikariDataSource pool) pool.close();
        if (writers instanceof HikariDataSource pool) pool.close();
    }
}
