package org.feathers4j.examples.todos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.feathers4j.FeathersException;
import org.feathers4j.sql.SqlDatabase;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The tables of the example, made when they are missing; a larger application has migrations. */
final class Tables {
    private Tables() {}

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What people in the example have to do at first. */
    private static final List<Map<String, Object>> FIRST = List.of(
            Map.of("text", "Open this page in a second tab", "done", false),
            Map.of("text", "Kill a replica", "done", false),
            Map.of("text", "Add a todo all the same", "done", false));

    /** Users have an address that nobody else has, and the hash of a password. */
    static void users(SqlDatabase database) {
        make(
                database,
                sql -> sql.createTableIfNotExists("users")
                        .column("id", SQLDataType.INTEGER.generatedByDefaultAsIdentity())
                        .column("email", SQLDataType.VARCHAR(200).nullable(false))
                        .column("password", SQLDataType.VARCHAR(100).nullable(false))
                        .primaryKey("id")
                        .unique("email")
                        .execute());
    }

    static void todos(SqlDatabase database) {
        make(database, sql -> {
            sql.createTableIfNotExists("todos")
                    .column("id", SQLDataType.INTEGER.generatedByDefaultAsIdentity())
                    .column("text", SQLDataType.VARCHAR(200).nullable(false))
                    .column("done", SQLDataType.BOOLEAN.nullable(false))
                    .primaryKey("id")
                    .execute();
            if (sql.fetchCount(DSL.table("todos")) > 0) return 0;
            for (Map<String, Object> each : FIRST)
                sql.insertInto(DSL.table("todos"))
                        .set(DSL.field("text"), each.get("text"))
                        .set(DSL.field("done"), each.get("done"))
                        .execute();
            return 0;
        });
    }

    private static void make(SqlDatabase database, Function<DSLContext, Integer> statements) {
        patiently(() -> database.statements(statements));
    }

    /**
     * Programs start together: one of them makes its tables and records, the others wait for that, on a busy machine for
     * longer than one call would.
     */
    static void patiently(Runnable work) {
        long start = System.nanoTime();
        while (true) {
            try {
                work.run();
                return;
            } catch (FeathersException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) throw e;
            }
        }
    }
}
