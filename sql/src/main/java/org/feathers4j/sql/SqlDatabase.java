package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.Plugin;
import org.feathers4j.UnitOfWork;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that services share: its connections and transactions.
 *
 * <pre>{@code
 * SqlDatabase database = app.configure(SqlDatabase.create());                  // sqlite:data.db, or what the settings say
 * app.use("todos", SqlService.create(o -> o.database(database).table("todos")));
 *
 * database.transaction(params -> {
 *     Object order = orders.create(data, params);
 *     return items.create(itemsOf(order), params);                            // both or none
 * });
 * }</pre>
 *
 * <p>A plugin of an application is closed with it, after its services. It opens no connection before the first call, so that the database may start later. All methods may be
 * called from any thread.
 */
public final class SqlDatabase implements AutoCloseable, Plugin<SqlDatabase> {
    private static final Logger log = LoggerFactory.getLogger(SqlDatabase.class);
    private static final String DEFAULT_URL = "sqlite:data.db";
    private static final Duration RETRY = Duration.ofMillis(5);

    static {
        // jOOQ logs a banner at its first use; an application that wants it sets the property
        if (System.getProperty("org.jooq.no-logo") == null) System.setProperty("org.jooq.no-logo", "true");
        if (System.getProperty("org.jooq.no-tips") == null) System.setProperty("org.jooq.no-tips", "true");
    }

    /** Calls that belong together. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /**
         * Makes the calls, on the thread that asked for the transaction.
         *
         * @param params to be passed to the calls that take part
         * @throws Exception rolls back what was done
         */
        T run(Params params) throws Exception;
    }

    /** Work that has its params already. */
    @FunctionalInterface
    interface Step<T extends @Nullable Object> {
        T run() throws Exception;
    }

    private final SqlDatabaseOptions options;
    private final Outbox outbox = new Outbox(this);
    private volatile @Nullable Pools pools;
    private volatile @Nullable SQLDialect dialect;
    private volatile boolean closed;
    private volatile boolean isReady;

    private SqlDatabase(SqlDatabaseOptions options) {
        this.options = options;
        if (options.dataSource() != null) pools = Pools.of(options.dataSource());
    }

    /** The database that the settings of the application name, or the file {@code data.db}. */
    public static SqlDatabase create() {
        return create(o -> {});
    }

    /**
     * A database with these options.
     *
     * @throws IllegalArgumentException for options that contradict each other
     */
    public static SqlDatabase create(Consumer<SqlDatabaseOptions.Builder> options) {
        return new SqlDatabase(SqlDatabaseOptions.of(options));
    }

    /** The database at an address, see {@link SqlDatabaseOptions.Builder#url}. */
    public static SqlDatabase open(String url) {
        return create(o -> o.url(url));
    }

    /** The database behind connections that the application pools itself. */
    public static SqlDatabase of(DataSource dataSource) {
        return create(o -> o.dataSource(dataSource));
    }

    /** Called by {@link Application#configure}: reads the settings, and closes the database with the application. */
    @Override
    public SqlDatabase configure(Application app) {
        if (pools == null && options.url() == null) open(app.get("database"));
        log.info("Database: {}", pools().shown());
        app.lifeCycle(new LifeCycle() {
            @Override
            public void closed(Application application) {
                close();
            }
        });
        return this;
    }

    private void open(@Nullable Object setting) {
        if (setting == null) return;
        if (!(setting instanceof String url))
            throw new IllegalArgumentException("The setting 'database' must be an address such as sqlite:todos.db");
        opened(DatabaseUrl.of(url));
    }

    Pools pools() {
        Pools present = pools;
        if (present != null) return present;
        String url = options.url() != null ? options.url() : System.getenv().getOrDefault("DATABASE_URL", DEFAULT_URL);
        return opened(DatabaseUrl.of(url));
    }

    private synchronized Pools opened(DatabaseUrl url) {
        if (closed) throw new IllegalStateException("The database is closed");
        Pools present = pools;
        if (present == null) pools = present = Pools.of(url, options);
        return present;
    }

    /**
     * Runs calls in a transaction: all of it is kept, or nothing. Events of the calls that take part are emitted after the commit, and not when it is rolled back.
     *
     * @return what the work returns
     * @throws FeathersException what the work throws; Conflict when the database chose to end it in favour of another one; Unavailable when there is no connection
     */
    public <T extends @Nullable Object> T transaction(Work<T> work) {
        return transaction(Params.empty(), work);
    }

    /**
     * The same within a call: its params go on to the work, and when they have a transaction of this database already, the work becomes a part of it that can be undone by
     * itself.
     */
    public <T extends @Nullable Object> T transaction(Params params, Work<T> work) {
        try {
            SqlTransaction present = transactionOf(params);
            return present == null ? begun(params, work) : present.nested(() -> work.run(params));
        } catch (RuntimeException e) {
            throw e;
        } catch (SQLException e) {
            throw SqlErrors.of(e, null, "transaction");
        } catch (Exception e) {
            throw FeathersException.from(e);
        }
    }

    /**
     * A hook that runs everything further in as a transaction; registered {@code around} methods that make several calls. Calls take part when they get
     * {@code context.params()}.
     *
     * <pre>{@code
     * orders.hooks(h -> h.around("create", database.transactional()));
     * }</pre>
     */
    public Hook.Around transactional() {
        return (context, next) -> transaction(context.params(), params -> {
            context.params(params);
            next.run();
            return context;
        });
    }

    /**
     * Runs statements of your own, in a transaction of their own.
     *
     * <pre>{@code
     * database.statements(sql -> sql.execute("CREATE TABLE IF NOT EXISTS todos (...)"));
     * }</pre>
     *
     * @return what the function returns
     * @throws FeathersException as calls of services do
     */
    public <T extends @Nullable Object> T statements(Function<DSLContext, T> statements) {
        return inTransaction(connection -> statements.apply(dsl(connection)));
    }

    /**
     * Statements of your own within the transaction of a call.
     *
     * @param params of the call
     * @throws IllegalStateException when they have no transaction of this database, or it has ended
     */
    public DSLContext statements(Params params) {
        SqlTransaction transaction = transactionOf(params);
        if (transaction == null)
            throw new IllegalStateException(
                    "The params have no transaction of this database; use transaction(params, ...) or transactional()");
        return transaction.dsl();
    }

    private <T extends @Nullable Object> T begun(Params params, Work<T> work) throws Exception {
        try (Connection connection = connection(true)) {
            if (!isReady) ready(connection);
            unlocked(connection, SqlDatabase::begin);
            var transaction = new SqlTransaction(this, connection);
            try {
                T result = work.run(params.with(UnitOfWork.PARAM, transaction));
                transaction.commit();
                return result;
            } catch (Throwable e) {
                transaction.rollback(e);
                throw e;
            } finally {
                restore(connection);
            }
        }
    }

    /**
     * Makes the classes of jOOQ that most statements need load before the first transaction begins and not within it: that takes half a second in a new process and ten times
     * as long on a busy machine, while all other writers of SQLite's file would wait.
     */
    private void ready(Connection connection) {
        DSLContext sql = dsl(connection);
        sql.insertInto(DSL.table("t"), DSL.field("f")).values(1).getSQL();
        sql.update(DSL.table("t"))
                .set(DSL.field("f"), 1)
                .where(DSL.field("f").eq(2))
                .getSQL();
        sql.selectOne().fetch();
        isReady = true;
    }

    private static boolean begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return true;
        } catch (SQLException e) {
            restore(connection); // SQLite's driver believes it has begun
            throw e;
        }
    }

    /**
     * Repeats a statement while another connection has the lock of SQLite's file, without an effect until then. SQLite itself would wait in native code, where a virtual
     * thread keeps its carrier.
     */
    private <T extends @Nullable Object> T unlocked(Connection connection, SqlTransaction.Use<T> statement)
            throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return statement.with(connection);
            } catch (SQLException | DataAccessException e) {
                boolean isOver = System.nanoTime() - start >= options.timeout().toNanos();
                if (isOver
                        || !pools().areOurs()
                        || !SqlErrors.isLocked(e)
                        || Thread.currentThread().isInterrupted()) throw e;
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            log.debug("A connection is broken after its transaction; the pool replaces it", e);
        }
    }

    @Nullable
    SqlTransaction transactionOf(Params params) {
        return params.get(UnitOfWork.PARAM) instanceof SqlTransaction transaction && transaction.database() == this
                ? transaction
                : null;
    }

    /** Reads within the transaction of the params, if there is one. */
    <T extends @Nullable Object> T read(Params params, SqlTransaction.Use<T> use) throws SQLException {
        SqlTransaction transaction = transactionOf(params);
        if (transaction != null) return transaction.use(use);
        try (Connection connection = connection(false)) {
            return use.with(connection);
        }
    }

    /** Makes one statement within the transaction of the params, or by itself. */
    <T extends @Nullable Object> T write(Params params, SqlTransaction.Use<T> use) throws SQLException {
        SqlTransaction transaction = transactionOf(params);
        if (transaction != null) return transaction.use(use);
        try (Connection connection = connection(true)) {
            return unlocked(connection, use);
        }
    }

    private Connection connection(boolean writing) throws SQLException {
        if (closed) throw FeathersException.unavailable("The database is closed");
        Pools present = pools();
        return (writing ? present.writers() : present.readers()).getConnection();
    }

    /** What its SQL looks like; known after the first connection. */
    SQLDialect dialect(Connection connection) {
        SQLDialect present = dialect;
        if (present != null) return present;
        SQLDialect found = JDBCUtils.dialect(connection);
        if (found != SQLDialect.DEFAULT) dialect = found; // also what a broken connection looks like
        return found;
    }

    DSLContext dsl(Connection connection) {
        return DSL.using(connection, dialect(connection), SETTINGS);
    }

    private static final Settings SETTINGS =
            new Settings().withExecuteLogging(false).withRenderSchema(true);

    Outbox outbox() {
        return outbox;
    }

    /** Does something of our own in a transaction of its own. */
    <T extends @Nullable Object> T inTransaction(SqlTransaction.Use<T> use) {
        try {
            return transaction(
                    params -> Objects.requireNonNull(transactionOf(params)).use(use));
        } catch (DataAccessException e) {
            SQLException cause = e.getCause(SQLException.class);
            throw cause == null ? e : SqlErrors.of(cause, null, "statement");
        }
    }

    /** Closes its connections, unless the application pools them itself. Calls fail with Unavailable from now on. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        outbox.close();
        Pools present = pools;
        if (present != null) present.close();
    }

    @Override
    public String toString() {
        Pools present = pools;
        return "SqlDatabase[%s]".formatted(present == null ? "not opened yet" : present.shown());
    }
}
