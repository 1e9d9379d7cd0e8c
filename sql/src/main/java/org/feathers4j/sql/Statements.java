package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The statements that calls make most often: about one record, whose only condition is its id; and find. Each is rendered once, for a database answers many of them in less time
 * than rendering takes. All methods may be called from any thread.
 */
final class Statements {
    /** So many texts are kept at most: callers choose the columns. */
    private static final int MOST = 256;

    private static final int MOST_PARAMETERS = 500;

    /** Types whose parameters are a ? and nothing more with every database; others stand in casts with some. */
    private static final Set<DataType<?>> PLAIN = Set.of(
            SQLDataType.VARCHAR, SQLDataType.BIGINT, SQLDataType.DOUBLE, SQLDataType.BOOLEAN, SQLDataType.NUMERIC);

    private enum Kind {
        SELECT,
        INSERT,
        UPDATE
    }

    /**
     * What the text of a statement depends on.
     *
     * @param of columns, or the shape of a query
     */
    private record Shape(Kind kind, Object of) {}

    /**
     * A part of what a query finds.
     *
     * @param select without limit and offset
     * @param parameters those of the statement so far, in the order in which they stand in it
     * @param limit null for none
     */
    record Page(
            SelectQuery<Record> select,
            List<Column> columns,
            List<Field<?>> parameters,
            @Nullable Number limit,
            long skip) {
        private boolean isPart() {
            return limit != null || skip > 0;
        }

        private List<Field<?>> allParameters() {
            var all = new ArrayList<>(parameters);
            if (isPart()) all.add(DSL.val(limit == null ? Long.MAX_VALUE : limit.longValue()));
            if (skip > 0) all.add(DSL.val(skip));
            return all;
        }

        /** SQLite has no OFFSET without LIMIT. */
        private String end() {
            return (isPart() ? " limit ?" : "") + (skip > 0 ? " offset ?" : "");
        }
    }

    private final Table table;
    private final Values values;
    private final DSLContext dsl;
    private final List<Column> all;
    private final List<Field<?>> fields;
    private final String returning;
    private final Map<Shape, String> texts = new ConcurrentHashMap<>();

    Statements(Table table, Values values, SQLDialect dialect) {
        this.table = table;
        this.values = values;
        this.dsl = DSL.using(dialect);
        this.all = List.copyOf(table.all());
        this.fields = List.copyOf(table.all().stream().map(Column::field).toList());
        this.returning = all.stream()
                .map(column -> dsl.render(DSL.name(column.name())))
                .collect(Collectors.joining(", ", " returning ", ""));
    }

    /** Whether all of them can be parameters of these statements. */
    static boolean arePlain(Collection<Field<?>> parameters) {
        for (Field<?> each : parameters)
            if (!(each instanceof Param<?> param) || !PLAIN.contains(param.getDataType())) return false;
        return true;
    }

    /** The record with this id, or none. */
    List<Map<String, @Nullable Object>> select(Connection connection, Field<?> id) throws SQLException {
        String text = text(
                new Shape(Kind.SELECT, List.of()),
                () -> dsl.render(dsl.select(fields).from(table.from()).where(isIt(id))));
        return run(connection, text, List.of(id), all);
    }

    /** Whether {@link #find} can find it: with few plain parameters, for jOOQ writes many as a part of the text; and where a page is LIMIT and OFFSET. */
    boolean canFind(Page page) {
        SQLDialect family = dsl.dialect().family();
        return (family == SQLDialect.SQLITE || family == SQLDialect.POSTGRES)
                && page.parameters().size() <= MOST_PARAMETERS
                && arePlain(page.parameters());
    }

    /**
     * The records of a page. Its statement is that of all queries that differ in nothing but the values.
     *
     * @param query that the page was made for
     */
    List<Map<String, @Nullable Object>> find(Connection connection, Map<String, @Nullable Object> query, Page page)
            throws SQLException {
        String text = text(
                new Shape(Kind.SELECT, Arrays.asList(shape(query), page.end())),
                () -> dsl.render(page.select()) + page.end());
        return run(connection, text, page.allParameters(), page.columns());
    }

    /** A query without the values that become parameters; of values only null shows in the text of a statement. */
    private static @Nullable Object shape(@Nullable Object query) {
        return switch (query) {
            case null -> null;
            case Map<?, ?> members -> {
                var shapes = new ArrayList<@Nullable Object>(2 * members.size() + 1);
                shapes.add("{");
                members.forEach((name, value) -> {
                    if ("$limit".equals(name) || "$skip".equals(name)) return;
                    shapes.add(name);
                    shapes.add("$sort".equals(name) || "$select".equals(name) ? copy(value) : shape(value));
                });
                yield shapes;
            }
            case Collection<?> items -> {
                var shapes = new ArrayList<@Nullable Object>(items.size());
                for (Object item : items) shapes.add(shape(item));
                yield shapes;
            }
            default -> "?";
        };
    }

    /** A copy of its own, for callers may change theirs; of a map in order, in which statements differ. */
    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Collection<?> items) return new ArrayList<>(items);
        if (!(value instanceof Map<?, ?> members)) return value;
        var copy = new ArrayList<@Nullable Object>(2 * members.size());
        members.forEach((name, member) -> {
            copy.add(name);
            copy.add(member);
        });
        return copy;
    }

    /** The new record; the row is not empty. */
    List<Map<String, @Nullable Object>> insert(Connection connection, Map<Field<?>, Field<?>> row) throws SQLException {
        String text = text(new Shape(Kind.INSERT, List.copyOf(row.keySet())), () -> {
            String insert = dsl.render(dsl.insertInto(table.from()).set(row).returningResult(fields));
            return values.isSqlite() ? insert + returning : insert; // jOOQ adds it when it runs the statement
        });
        return run(connection, text, row.values(), all);
    }

    /** The record with this id after the changes, which are not empty; or none. */
    List<Map<String, @Nullable Object>> update(Connection connection, Map<Field<?>, Field<?>> changes, Field<?> id)
            throws SQLException {
        String text = text(
                new Shape(Kind.UPDATE, List.copyOf(changes.keySet())),
                () -> dsl.render(
                        dsl.update(table.from()).set(changes).where(isIt(id)).returningResult(fields)));
        var parameters = new ArrayList<Field<?>>(changes.values());
        parameters.add(id);
        return run(connection, text, parameters, all);
    }

    private String text(Shape shape, Supplier<String> rendered) {
        String known = texts.get(shape);
        if (known != null) return known;
        String text = rendered.get();
        if (texts.size() < MOST) texts.put(shape, text);
        return text;
    }

    private List<Map<String, @Nullable Object>> run(
            Connection connection, String text, Collection<Field<?>> parameters, List<Column> columns)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int place = 1;
            for (Field<?> parameter : parameters) statement.setObject(place++, ((Param<?>) parameter).getValue());
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, columns);
            }
        }
    }

    private List<Map<String, @Nullable Object>> read(ResultSet rows, List<Column> columns) throws SQLException {
        var records = new ArrayList<Map<String, @Nullable Object>>();
        while (rows.next()) {
            var record = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(columns.size());
            int place = 1;
            for (Column column : columns) record.put(column.name(), values.json(rows, place++, column.type()));
            records.add(record);
        }
        return records;
    }

    @SuppressWarnings("unchecked") // the database compares values of different types itself
    private Condition isIt(Field<?> id) {
        return table.id().field().eq((Field<Object>) id);
    }
}
