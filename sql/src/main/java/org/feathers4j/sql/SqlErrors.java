package org.feathers4j.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Errors of databases as those of Feathers: the border, in one place. Messages name the table and columns, and never hold what the database says, which may be values of
 * other records; the database's own error is the cause.
 */
final class SqlErrors {
    /** SQLite says columns in its messages only: {@code UNIQUE constraint failed: users.email, users.tenant}. */
    private static final Pattern SQLITE_COLUMNS = Pattern.compile("constraint failed: ([^)]*)");

    private static final int BUSY = 5;
    private static final String CHECK_FAILED = "CHECK constraint failed: ";

    private static final boolean POSTGRES = isPresent("org.postgresql.util.PSQLException");
    private static final boolean SQLITE = isPresent("org.sqlite.SQLiteException");

    private SqlErrors() {}

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, SqlErrors.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What was refused, and which of its columns. */
    private enum Refusal {
        UNIQUE,
        NULL,
        CHECK,
        FOREIGN_KEY
    }

    /**
     * The error for a statement that failed.
     *
     * @param table null when it is not known
     * @param doing for the message, for instance {@code create on 'todos'}
     */
    static FeathersException of(SQLException error, @Nullable Table table, String doing) {
        FeathersException converted = SQLITE && error instanceof SQLiteException sqlite
                ? ofSqlite(sqlite, table, doing)
                : ofState(error, table, doing);
        return converted.withCause(error);
    }

    /** Whether SQLite had no lock for the statement, which is without effect then. */
    static boolean isLocked(Throwable error) {
        if (!SQLITE) return false;
        for (Throwable each = error; each != null; each = each.getCause())
            if (each instanceof SQLiteException sqlite) return (sqlite.getResultCode().code & 0xff) == BUSY;
        return false;
    }

    private static FeathersException ofState(SQLException error, @Nullable Table table, String doing) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (error instanceof SQLTransientConnectionException && error.getCause() == null)
            return FeathersException.unavailable(
                    "%s: no connection to the database was free in time; calls within a transaction need its params",
                    doing);
        if (error instanceof SQLTransientConnectionException || state.startsWith("08"))
            return FeathersException.unavailable("%s: the database cannot be reached", doing);
        return switch (state) {
            case "23505" -> refused(Refusal.UNIQUE, columns(error, table), doing);
            case "23502" -> refused(Refusal.NULL, columns(error, table), doing);
            case "23503", "23506" -> refused(Refusal.FOREIGN_KEY, columns(error, table), doing);
            case "23514", "23513" -> refused(Refusal.CHECK, columns(error, table), doing);
            case "23P01" -> FeathersException.conflict("%s: another record excludes such a one", doing);
            case "40001", "40P01" ->
                FeathersException.conflict("%s: another transaction changed the same records; try again", doing);
            case "53100" -> FeathersException.unavailable("%s: the database has no space left", doing);
            case "25006" -> FeathersException.unavailable("%s: the database takes no changes now", doing);
            case "53200", "53300", "57P01", "57P02", "57P03" ->
                FeathersException.unavailable("%s: the database is not available now (SQLSTATE %s)", doing, state);
            default -> unknown(state, doing);
        };
    }

    private static FeathersException unknown(String state, String doing) {
        if (state.startsWith("22"))
            return FeathersException.badRequest(
                    "%s: a value is out of range or of the wrong form (SQLSTATE %s)", doing, state);
        if (state.startsWith("23"))
            return FeathersException.badRequest("%s: a constraint refuses the data (SQLSTATE %s)", doing, state);
        return FeathersException.generalError("%s: the database refused the statement (SQLSTATE %s)", doing, state);
    }

    private static List<String> columns(SQLException error, @Nullable Table table) {
        if (!POSTGRES || !(error instanceof PSQLException postgres) || postgres.getServerErrorMessage() == null)
            return List.of();
        ServerErrorMessage message = postgres.getServerErrorMessage();
        if (message.getColumn() != null) return List.of(message.getColumn());
        if (table == null || message.getConstraint() == null) return List.of();
        return table.constraints().getOrDefault(message.getConstraint(), List.of());
    }

    private static FeathersException ofSqlite(SQLiteException error, @Nullable Table table, String doing) {
        SQLiteErrorCode code = error.getResultCode();
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                refused(Refusal.UNIQUE, sqliteColumns(error, table), doing);
            case SQLITE_CONSTRAINT_NOTNULL -> refused(Refusal.NULL, sqliteColumns(error, table), doing);
            case SQLITE_CONSTRAINT_CHECK -> refused(Refusal.CHECK, sqliteChecked(error, table), doing);
            case SQLITE_CONSTRAINT_FOREIGNKEY ->
                refused(Refusal.FOREIGN_KEY, table == null ? List.of() : table.foreign(), doing);
            case SQLITE_CONSTRAINT_DATATYPE, SQLITE_MISMATCH, SQLITE_TOOBIG ->
                FeathersException.badRequest(
                        "%s: a value is out of range or of the wrong form (%s)", doing, code.name());
            case SQLITE_FULL -> FeathersException.unavailable("%s: the database has no space left", doing);
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_TIMEOUT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED ->
                FeathersException.unavailable("%s: the database is locked by another writer", doing);
            case SQLITE_READONLY, SQLITE_CANTOPEN ->
                FeathersException.unavailable("%s: the database cannot be opened or written (%s)", doing, code.name());
            default ->
                code.name().startsWith("SQLITE_IOERR")
                        ? FeathersException.unavailable(
                                "%s: the database's file cannot be read or written (%s)", doing, code.name())
                        : FeathersException.generalError(
                                "%s: the database refused the statement (%s)", doing, code.name());
        };
    }

    /** SQLite says the text of a check that has no name: the columns that stand in it. */
    private static List<String> sqliteChecked(SQLiteException error, @Nullable Table table) {
        String message = String.valueOf(error.getMessage());
        int start = message.indexOf(CHECK_FAILED);
        if (table == null || start < 0) return List.of();
        String check = message.substring(start + CHECK_FAILED.length());
        return table.columns().keySet().stream()
                .filter(column -> Pattern.compile("(?<!\\w)" + Pattern.quote(column) + "(?!\\w)")
                        .matcher(check)
                        .find())
                .toList();
    }

    /** Only those that the table has: the message may say anything. */
    private static List<String> sqliteColumns(SQLiteException error, @Nullable Table table) {
        Matcher found = SQLITE_COLUMNS.matcher(String.valueOf(error.getMessage()));
        if (table == null || !found.find()) return List.of();
        var columns = new ArrayList<String>();
        for (String each : found.group(1).split(",", -1)) {
            String column = each.strip();
            column = column.substring(column.lastIndexOf('.') + 1);
            if (table.columns().containsKey(column)) columns.add(column);
        }
        return columns;
    }

    private static FeathersException refused(Refusal refusal, List<String> columns, String doing) {
        String named = columns.isEmpty() ? "" : " '" + String.join("', '", columns) + "'";
        var error = switch (refusal) {
            case UNIQUE ->
                FeathersException.of(
                        ErrorKind.CONFLICT,
                        "%s: a record with the same%s already exists",
                        doing,
                        named.isEmpty() ? " values" : named);
            case NULL ->
                FeathersException.badRequest(
                        "%s: a value is missing for%s", doing, named.isEmpty() ? " a column" : named);
            case CHECK ->
                FeathersException.badRequest(
                        "%s: the value%s is refused by a check of the database",
                        doing, named.isEmpty() ? "" : " of" + named);
            case FOREIGN_KEY ->
                FeathersException.badRequest(
                        "%s: a record that%s refers to does not exist, or other records refer to this one",
                        doing, named.isEmpty() ? " it" : named);
        };
        if (columns.isEmpty()) return error;
        var errors = new LinkedHashMap<String, Object>();
        for (String column : columns) errors.put(column, word(refusal));
        return error.withErrors(Map.copyOf(errors));
    }

    private static String word(Refusal refusal) {
        return switch (refusal) {
            case UNIQUE -> "is taken already";
            case NULL -> "is missing";
            case CHECK -> "is refused by a check";
            case FOREIGN_KEY -> "refers to a record that does not exist";
        };
    }
}
