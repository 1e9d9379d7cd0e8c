package org.feathers4j.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes records and queries that mean the same to Feathers' Knex adapter and to {@code SqlService}. Left out is what the adapter leaves to the database's conversions, where
 * {@code SqlService} says BadRequest: numbers that a column cannot hold, {@code $like} on numbers, and operands that are objects or lists.
 */
final class KnexQueries {
    static final List<String> COLUMNS = List.of("name", "count", "weight", "done");

    private static final List<String> NAMES = List.of(
            "Ann", "ann", "Bob", "bob%", "b_b", "", " ", "Åsa", "åsa", "日本", "😀", "O'Neil", "null", "-1", "\"q\"");
    private static final List<String> PATTERNS =
            List.of("%", "a%", "A%", "%b%", "_o_", "%'%", "å%", "%😀", "b\\_b", "", "nobody", "%\"%");

    private final Random random;
    private final boolean isPostgres;

    KnexQueries(long seed, boolean isPostgres) {
        this.random = new Random(seed);
        this.isPostgres = isPostgres;
    }

    /** The columns of a record, some of them missing. */
    Map<String, @Nullable Object> record() {
        var record = new LinkedHashMap<String, @Nullable Object>();
        for (String column : COLUMNS) if (!chance(5)) record.put(column, chance(6) ? null : value(column));
        if (record.isEmpty()) record.put("name", "all alone");
        return record;
    }

    Map<String, @Nullable Object> query() {
        var query = conditions(3);
        if (chance(3)) query.put("$or", list(3, () -> conditions(2)));
        if (chance(4))
            query.put("$and", list(3, () -> chance(3) ? object("$or", list(2, () -> conditions(2))) : conditions(2)));
        if (chance(4)) query.put("$select", some(List.of("id", "name", "count", "weight", "done")));
        return query;
    }

    /** The same, in an order that leaves nothing open, and a part of it. */
    Map<String, @Nullable Object> sortedQuery() {
        var query = query();
        var sort = new LinkedHashMap<String, @Nullable Object>();
        for (String column : some(COLUMNS)) sort.put(column, random.nextBoolean() ? 1 : -1);
        sort.put("id", random.nextBoolean() ? 1 : -1);
        query.put("$sort", sort);
        if (chance(2)) query.put("$limit", random.nextInt(12));
        if (chance(3)) query.put("$skip", random.nextInt(12));
        return query;
    }

    /** At most so many columns, with a condition each. */
    Map<String, @Nullable Object> conditions(int most) {
        var conditions = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            String column = chance(6) ? "id" : COLUMNS.get(random.nextInt(COLUMNS.size()));
            conditions.put(column, condition(column));
        }
        return conditions;
    }

    private @Nullable Object condition(String column) {
        if (chance(3)) return chance(5) ? null : value(column);
        var operators = new LinkedHashMap<String, @Nullable Object>();
        for (int i = chance(4) ? 2 : 1; i > 0; i--) {
            String operator = operator(column);
            operators.put(operator, operand(column, operator));
        }
        return operators;
    }

    private String operator(String column) {
        var operators = new ArrayList<>(List.of("$lt", "$lte", "$gt", "$gte", "$ne", "$in", "$nin"));
        if (column.equals("name")) operators.addAll(List.of("$like", "$notlike", "$like"));
        if (column.equals("name") && isPostgres) operators.add("$ilike");
        return operators.get(random.nextInt(operators.size()));
    }

    private @Nullable Object operand(String column, String operator) {
        return switch (operator) {
            case "$in", "$nin" -> chance(8) ? List.of() : list(4, () -> chance(12) ? null : value(column));
            case "$like", "$notlike", "$ilike" -> PATTERNS.get(random.nextInt(PATTERNS.size()));
            default -> chance(10) ? null : value(column);
        };
    }

    private Object value(String column) {
        return switch (column) {
            case "id" -> 1 + random.nextInt(70);
            case "name" -> NAMES.get(random.nextInt(NAMES.size()));
            case "count" -> chance(8) ? Integer.MIN_VALUE + random.nextInt(3) : random.nextInt(9) - 4;
            case "weight" -> chance(3) ? random.nextInt(5) - 2 : (random.nextInt(400) - 200) / 16.0;
            default -> random.nextBoolean();
        };
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private List<String> some(List<String> names) {
        return names.stream().filter(name -> chance(2)).toList();
    }

    private static <T extends @Nullable Object> List<T> listOf(int size, Supplier<T> each) {
        var list = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) list.add(each.get());
        return list;
    }

    private <T extends @Nullable Object> List<T> list(int most, Supplier<T> each) {
        return listOf(1 + random.nextInt(most), each);
    }

    static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put(name, value);
        return object;
    }
}
