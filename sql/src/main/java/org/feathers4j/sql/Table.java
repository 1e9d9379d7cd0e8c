package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it: its columns, and which of them its constraints are about. Immutable.
 *
 * @param columns by name, in their order
 * @param constraints the columns of each unique index and foreign key, and of checks where the database tells them, by its name
 * @param foreign the columns of all foreign keys
 */
record Table(
        String name,
        org.jooq.Table<?> from,
        Map<String, Column> columns,
        Column id,
        Map<String, List<String>> constraints,
        List<String> foreign) {
    private static final String POSTGRES_CHECKS = """
            SELECT conname, attname FROM pg_constraint
            JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
            JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
            WHERE contype = 'c' AND nspname = ? AND relname = ? ORDER BY conname, attnum""";

    /**
     * Reads what the database knows of a table.
     *
     * @param schema null: the one that the connection is in
     * @throws IllegalStateException when there is no such table, or it has no such column for the id
     */
    static Table read(Connection connection, SQLDialect dialect, @Nullable String schema, String name, String id)
            throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String where = schema == null ? connection.getSchema() : schema;
        Name path = schema == null ? DSL.name(name) : DSL.name(schema, name);
        Map<String, Column> columns = columns(database, dialect, where, name, path);
        if (columns.isEmpty())
            throw new IllegalStateException(
                    "The database has no table '%s'. Create it, by a migration for instance, before calls need it"
                            .formatted(path.toString().replace("\"", "")));
        Column key = columns.get(id);
        if (key == null)
            throw new IllegalStateException(
                    "The table '%s' has no column '%s' for the id; its columns are %s. Set the option id"
                            .formatted(name, id, columns.keySet()));
        var constraints = new LinkedHashMap<String, List<String>>();
        List<String> foreign = foreignKeys(database, connection.getCatalog(), where, name, constraints);
        uniqueIndexes(database, connection.getCatalog(), where, name, constraints);
        if (dialect.family() == SQLDialect.POSTGRES) checks(connection, where, name, constraints);
        return new Table(name, DSL.table(path), columns, key, constraints, foreign);
    }

    private static Map<String, Column> columns(
            DatabaseMetaData database, SQLDialect dialect, @Nullable String schema, String name, Name path)
            throws SQLException {
        var columns = new LinkedHashMap<String, Column>();
        String escape = database.getSearchStringEscape();
        try (ResultSet rows = database.getColumns(
                database.getConnection().getCatalog(), escaped(schema, escape), escaped(name, escape), null)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                String typeName = rows.getString("TYPE_NAME");
                ColumnType type = dialect.family() == SQLDialect.SQLITE
                        ? ColumnType.ofSqlite(typeName)
                        : ColumnType.of(rows.getInt("DATA_TYPE"), typeName);
                boolean computed = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"))
                        && !"YES".equals(rows.getString("IS_AUTOINCREMENT"));
                Field<Object> field = DSL.field(path.append(column), SQLDataType.OTHER);
                int size = rows.getInt("COLUMN_SIZE");
                int scale = rows.getInt("DECIMAL_DIGITS");
                columns.put(column, new Column(column, type, typeName, size, scale, computed, field));
            }
        }
        return columns;
    }

    /** In patterns of metadata _ stands for any character. */
    private static @Nullable String escaped(@Nullable String name, String escape) {
        return name == null ? null : name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private static List<String> foreignKeys(
            DatabaseMetaData database,
            @Nullable String catalog,
            @Nullable String schema,
            String name,
            Map<String, List<String>> constraints)
            throws SQLException {
        var foreign = new ArrayList<String>();
        try (ResultSet rows = database.getImportedKeys(catalog, schema, name)) {
            while (rows.next()) {
                String column = rows.getString("FKCOLUMN_NAME");
                foreign.add(column);
                String constraint = rows.getString("FK_NAME");
                if (constraint != null)
                    constraints
                            .computeIfAbsent(constraint, c -> new ArrayList<>())
                            .add(column);
            }
        }
        return foreign;
    }

    private static void uniqueIndexes(
            DatabaseMetaData database,
            @Nullable String catalog,
            @Nullable String schema,
            String name,
            Map<String, List<String>> constraints)
            throws SQLException {
        try (ResultSet rows = database.getIndexInfo(catalog, schema, name, true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null)
                    constraints.computeIfAbsent(index, c -> new ArrayList<>()).add(column);
            }
        }
    }

    /** JDBC knows nothing of checks. */
    private static void checks(
            Connection connection, @Nullable String schema, String name, Map<String, List<String>> constraints)
            throws SQLException {
        try (var statement = connection.prepareStatement(POSTGRES_CHECKS)) {
            statement.setString(1, schema);
            statement.setString(2, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next())
                    constraints
                            .computeIfAbsent(rows.getString(1), c -> new ArrayList<>())
                            .add(rows.getString(2));
            }
        }
    }

    /** @throws FeathersException BadRequest when there is no such column; the name is in it */
    Column column(String column) {
        Column found = columns.get(column);
        if (found == null)
            throw FeathersException.badRequest("'%s' has no column '%s'", name, column)
                    .withErrors(Map.of(column, "is no column"));
        return found;
    }

    Collection<Column> all() {
        return columns.values();
    }
}
