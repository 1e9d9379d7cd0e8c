package org.feathers4j.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsText;
import org.feathers4j.Params;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Between calls and the statements over one table: queries and data as expressions of statements, rows as records. Known once the database has been asked for the table's
 * columns. All methods may be called from any thread.
 *
 * @param statements those that are made most often
 */
record TableAccess(Table table, Values values, Statements statements, SqlOptions options) {
    private static final DSLContext BUILDER = DSL.using(org.jooq.SQLDialect.DEFAULT);

    /** A reader for the conditions of one query. */
    Conditions conditions() {
        return new Conditions(table, values, options);
    }

    SelectQuery<Record> select(Map<String, @Nullable Object> query, Conditions reader) {
        SelectQuery<Record> select = BUILDER.selectQuery();
        for (Column column : selected(query.get("$select"))) select.addSelect(column.field());
        select.addFrom(table.from());
        Condition conditions = conditions(query, reader);
        if (conditions != null) select.addConditions(conditions);
        select.addOrderBy(order(query.get("$sort")));
        return select;
    }

    @Nullable
    Condition conditions(Map<String, @Nullable Object> query) {
        return conditions(query, conditions());
    }

    @Nullable
    Condition conditions(Map<String, @Nullable Object> query, Conditions reader) {
        var conditions = new LinkedHashMap<String, @Nullable Object>(query);
        List.of("$skip", "$limit", "$sort", "$select").forEach(conditions::remove);
        options.filters().keySet().forEach(conditions::remove);
        return conditions.isEmpty() ? null : reader.of(conditions);
    }

    List<Column> selected(@Nullable Object select) {
        List<?> names = switch (select) {
            case null -> null;
            case String name -> List.of(name);
            case List<?> list -> list;
            default -> throw FeathersException.badRequest("$select must be a list of names");
        };
        if (names == null) return List.copyOf(table.all());
        var columns = new LinkedHashMap<String, Column>();
        for (Object name : names) {
            String text = JsText.of(name);
            columns.put(text, table.column(text));
        }
        columns.put(options.id(), table.id());
        return List.copyOf(columns.values());
    }

    /** What is asked for, then by id, so that pages never overlap. */
    List<SortField<?>> order(@Nullable Object sort) {
        var order = new ArrayList<SortField<?>>();
        if (sort instanceof Map<?, ?> weights) {
            weights.forEach((name, weight) -> {
                Column column = table.column(String.valueOf(name));
                if (!column.type().isOrdered())
                    throw FeathersException.badRequest("The values of '%s' have no order", column.name());
                Number direction = JsNumbers.parse(weight);
                if (direction.doubleValue() < 0) order.add(column.field().desc());
                else if (direction.doubleValue() > 0) order.add(column.field().asc());
            });
        }
        order.add(table.id().field().asc());
        return order;
    }

    @Nullable
    Condition identity(Id id) {
        Field<?> key = key(id);
        return key == null ? null : isIt(key);
    }

    Condition isIt(Field<?> key) {
        return table.id().field().eq(any(key));
    }

    /** The id as a parameter. */
    @Nullable
    Field<?> key(Id id) {
        try {
            return values.bound(table.id(), id.value(), true);
        } catch (FeathersException e) {
            return null; // no record can have such an id
        }
    }

    Condition among(List<Object> ids) {
        Column column = table.id();
        var fields = new ArrayList<Field<?>>(ids.size());
        for (Object id : ids) fields.add(values.bound(column, id, true));
        return any(column.field()).in(fields);
    }

    List<Map<String, @Nullable Object>> selection(List<Map<String, @Nullable Object>> rows, Params params) {
        Object select = params.query().get("$select");
        if (select == null) return rows;
        List<Column> columns = selected(select);
        var shown = new ArrayList<Map<String, @Nullable Object>>(rows.size());
        for (var row : rows) {
            var record = new LinkedHashMap<String, @Nullable Object>();
            for (Column column : columns) record.put(column.name(), row.get(column.name()));
            shown.add(record);
        }
        return shown;
    }

    /** The values of columns; a null id counts as none, so that the database makes one. */
    Map<Field<?>, Field<?>> assignments(Map<?, ?> data) {
        var row = new LinkedHashMap<Field<?>, Field<?>>();
        data.forEach((name, value) -> {
            Column column = table.column(String.valueOf(name));
            if (value == null && column.name().equals(options.id())) return;
            if (column.computed())
                throw FeathersException.badRequest("'%s' is computed by the database", column.name());
            row.put(column.field(), values.bound(column, value, false));
        });
        return row;
    }

    Map<Field<?>, Field<?>> replacement(Map<Field<?>, Field<?>> given) {
        var all = new LinkedHashMap<Field<?>, Field<?>>();
        for (Column column : table.all()) {
            if (column.computed() || column.name().equals(options.id())) continue;
            Field<?> value = given.get(column.field());
            all.put(column.field(), value == null ? values.bound(column, null, false) : value);
        }
        return all;
    }

    List<Field<?>> fields() {
        return List.copyOf(table.all().stream().map(Column::field).toList());
    }

    /** Columns of the table by their types, others as the driver gives them. */
    List<Map<String, @Nullable Object>> read(ResultSet rows) throws SQLException {
        ResultSetMetaData shape = rows.getMetaData();
        int count = shape.getColumnCount();
        var names = new String[count];
        var types = new ColumnType[count];
        for (int place = 0; place < count; place++) {
            names[place] = shape.getColumnLabel(place + 1);
            Column column = table.columns().get(names[place]);
            types[place] = column == null
                    ? values.isSqlite()
                            ? ColumnType.OTHER
                            : ColumnType.of(shape.getColumnType(place + 1), shape.getColumnTypeName(place + 1))
                    : column.type();
        }
        var records = new ArrayList<Map<String, @Nullable Object>>();
        while (rows.next()) {
            var record = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(count);
            for (int place = 0; place < count; place++)
                record.put(names[place], values.json(rows, place + 1, types[place]));
            records.add(record);
        }
        return records;
    }

    @SuppressWarnings("unchecked") // the database compares values of different types itself
    private static Field<Object> any(Field<?> field) {
        return (Field<Object>) field;
    }
}
