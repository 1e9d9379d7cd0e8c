package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.FeathersException;
import org.feathers4j.UnitOfWork;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that calls of services take part in, as {@code params.transaction}: made by {@link SqlDatabase#transaction(SqlDatabase.Work)} and
 * {@link SqlDatabase#transactional()}. Calls of several threads take turns.
 */
public final class SqlTransaction implements UnitOfWork {
    private static final Logger log = LoggerFactory.getLogger(SqlTransaction.class);

    private enum State {
        ACTIVE,
        COMMITTED,
        ROLLED_BACK
    }

    /** What is done with its connection. */
    @FunctionalInterface
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    private final SqlDatabase database;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> onCommit = new ArrayList<>();
    private final List<Outbox.Entry> entries = new ArrayList<>();
    private State state = State.ACTIVE;

    SqlTransaction(SqlDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** The database that it belongs to. */
    public SqlDatabase database() {
        return database;
    }

    DSLContext dsl() {
        lock.lock();
        try {
            checkActive();
            return database.dsl(connection);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        lock.lock();
        try {
            if (state == State.ACTIVE) onCommit.add(action);
            if (state != State.COMMITTED) return;
        } finally {
            lock.unlock();
        }
        run(action);
    }

    <T> T use(Use<T> use) throws SQLException {
        lock.lock();
        try {
            checkActive();
            return use.with(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Events that are to be kept, written right before the commit. */
    void keep(List<Outbox.Entry> more) {
        lock.lock();
        try {
            entries.addAll(more);
        } finally {
            lock.unlock();
        }
    }

    private void checkActive() {
        if (state != State.ACTIVE)
            throw new IllegalStateException(
                    "The transaction has ended (%s); params with it cannot be used any more".formatted(state));
    }

    /** A part that can be undone by itself. */
    <T> T nested(SqlDatabase.Step<T> work) throws Exception {
        Savepoint savepoint = use(Connection::setSavepoint);
        int commits = onCommit.size();
        int events = entries.size();
        T result;
        try {
            result = work.run();
        } catch (Throwable e) {
            undo(savepoint, commits, events, e);
            throw e;
        }
        use(c -> {
            c.releaseSavepoint(savepoint);
            return true;
        });
        return result;
    }

    private void undo(Savepoint savepoint, int commits, int events, Throwable error) {
        try {
            use(c -> {
                c.rollback(savepoint);
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            error.addSuppressed(e);
        }
        onCommit.subList(commits, onCommit.size()).clear();
        entries.subList(events, entries.size()).clear();
    }

    /** @throws FeathersException Unavailable when the outcome of the commit is unknown */
    void commit() {
        List<Runnable> actions;
        lock.lock();
        try {
            checkActive();
            if (!entries.isEmpty()) database.outbox().write(connection, entries);
            connection.commit();
            state = State.COMMITTED;
            actions = List.copyOf(onCommit);
        } catch (SQLException e) {
            FeathersException error = SqlErrors.of(e, null, "commit");
            throw error.code() == 503
                    ? FeathersException.unavailable(
                                    "%s. It is not known whether the transaction was committed", error.message())
                            .withCause(e)
                    : error;
        } finally {
            lock.unlock();
        }
        if (!entries.isEmpty()) database.outbox().wake();
        actions.forEach(SqlTransaction::run);
    }

    void rollback(Throwable reason) {
        lock.lock();
        try {
            if (state != State.ACTIVE) return;
            state = State.ROLLED_BACK;
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e); // the database rolls back what is not committed
        } finally {
            lock.unlock();
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("What was to follow the commit of a transaction failed", e);
        }
    }
}
