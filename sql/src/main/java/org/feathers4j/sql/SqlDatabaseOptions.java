package org.feathers4j.sql;

import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** How a {@link SqlDatabase} is reached. Immutable; {@link Builder} says what each option is for. */
public final class SqlDatabaseOptions {
    private final @Nullable String url;
    private final @Nullable DataSource dataSource;
    private final @Nullable String user;
    private final @Nullable String password;
    private final int maxConnections;
    private final Duration timeout;

    private SqlDatabaseOptions(Builder from) {
        url = from.url;
        dataSource = from.dataSource;
        user = from.user;
        password = from.password;
        maxConnections = from.maxConnections;
        timeout = from.timeout;
    }

    static SqlDatabaseOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    @Nullable
    String url() {
        return url;
    }

    @Nullable
    DataSource dataSource() {
        return dataSource;
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    int maxConnections() {
        return maxConnections;
    }

    Duration timeout() {
        return timeout;
    }

    /** Options being set, given to the function passed to {@link SqlDatabase#create(Consumer)}. For one thread. */
    public static final class Builder {
        private @Nullable String url;
        private @Nullable DataSource dataSource;
        private @Nullable String user;
        private @Nullable String password;
        private int maxConnections = 10;
        private Duration timeout = Duration.ofSeconds(5);

        private Builder() {}

        /**
         * Where the database is: {@code sqlite:todos.db} (a file, made when it is missing), {@code sqlite::memory:}, {@code postgres://user:password@host:5432/name}, or an
         * address of JDBC. Unless set, the setting {@code database} of the application, then the environment variable {@code DATABASE_URL}, then {@code sqlite:data.db}.
         */
        public Builder url(String address) {
            this.url = address;
            return this;
        }

        /** Connections that the application pools itself. Not closed with the database. Options of the connections have no effect then. */
        public Builder dataSource(DataSource pool) {
            this.dataSource = pool;
            return this;
        }

        /** The user that the database knows; the one in the address unless set. */
        public Builder user(String name) {
            this.user = name;
            return this;
        }

        /** The user's password; the one in the address unless set. */
        public Builder password(String secret) {
            this.password = secret;
            return this;
        }

        /**
         * The most connections at a time; 10 unless set. A call that finds none free waits for one. A file of SQLite is written by one connection and read by the others.
         *
         * @param count 1 or more; for a file of SQLite 2 or more
         */
        public Builder maxConnections(int count) {
            this.maxConnections = count;
            return this;
        }

        /**
         * How long a call waits for a free connection, and SQLite for the lock of its file; then the call fails with Unavailable. 5 s unless set.
         *
         * @param limit at least 250 ms
         */
        public Builder timeout(Duration limit) {
            this.timeout = limit;
            return this;
        }

        private SqlDatabaseOptions build() {
            if (url != null && dataSource != null)
                throw new IllegalArgumentException("A database has an address or a data source, not both");
            if (maxConnections < 1)
                throw new IllegalArgumentException("maxConnections must be 1 or more, not " + maxConnections);
            if (timeout.toMillis() < 250)
                throw new IllegalArgumentException("timeout must be at least 250 ms, not " + timeout);
            return new SqlDatabaseOptions(this);
        }
    }
}
