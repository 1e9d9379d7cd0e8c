package org.feathers4j.sql;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.adapter.FilterConverter;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.adapter.QueryFilter;
import org.jspecify.annotations.Nullable;

/** How a {@link SqlService} behaves. Immutable; {@link Builder} says what each option is for. Names and defaults are those of Feathers. */
public final class SqlOptions {
    private static final Set<MethodKind> CAN_BE_MULTI =
            Collections.unmodifiableSet(EnumSet.of(MethodKind.CREATE, MethodKind.PATCH, MethodKind.REMOVE));
    private static final List<String> OWN_OPERATORS = List.of("$like", "$notlike", "$ilike");

    private final @Nullable SqlDatabase database;
    private final String table;
    private final @Nullable String schema;
    private final String id;
    private final @Nullable Class<?> type;
    private final Set<MethodKind> multi;
    private final @Nullable Pagination paginate;
    private final boolean total;
    private final List<String> events;
    private final boolean keepsEvents;
    private final Map<String, FilterConverter> filters;
    private final Map<String, SqlOperator> operators;
    private final int maxConditions;
    private final int maxDepth;

    private SqlOptions(Builder from, String table) {
        database = from.database;
        this.table = table;
        schema = from.schema;
        id = from.id;
        type = from.type;
        multi = from.multi;
        paginate = from.paginate;
        total = from.total;
        events = from.events;
        keepsEvents = from.keepsEvents;
        filters = Map.copyOf(from.filters);
        operators = Map.copyOf(from.operators);
        maxConditions = from.maxConditions;
        maxDepth = from.maxDepth;
    }

    static SqlOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    @Nullable
    SqlDatabase database() {
        return database;
    }

    /** The name of the table. */
    public String table() {
        return table;
    }

    /** The schema of the table; null for the one that connections are in. */
    public @Nullable String schema() {
        return schema;
    }

    /** The name of the column that holds the id. */
    public String id() {
        return id;
    }

    @Nullable
    Class<?> type() {
        return type;
    }

    /** Which of create, patch and remove may address many records at once. */
    public Set<MethodKind> multi() {
        return multi;
    }

    /** The sizes of pages; null when find answers with plain lists. */
    public @Nullable Pagination paginate() {
        return paginate;
    }

    /** Whether pages say how many records match in all. */
    public boolean total() {
        return total;
    }

    /** The events that the service emits itself. */
    public List<String> events() {
        return events;
    }

    /** Whether events are kept for listeners with a name. */
    public boolean keepsEvents() {
        return keepsEvents;
    }

    Map<String, FilterConverter> filters() {
        return filters;
    }

    Map<String, SqlOperator> operators() {
        return operators;
    }

    int maxConditions() {
        return maxConditions;
    }

    int maxDepth() {
        return maxDepth;
    }

    QueryFilter queryFilter() {
        var allowed = new LinkedHashSet<>(operators.keySet());
        allowed.addAll(OWN_OPERATORS);
        return new QueryFilter(filters, allowed, paginate);
    }

    /** These options with what the params of one call ask for instead, see {@link SqlService}. */
    SqlOptions overriddenBy(Params params) {
        Object adapter = params.get("adapter");
        if (adapter == null && !params.has("paginate")) return this;
        var builder = new Builder(this);
        if (params.has("paginate")) builder.paginate(Pagination.of(params.get("paginate")));
        if (adapter instanceof Map<?, ?> members) builder.overriddenBy(members);
        return builder.build();
    }

    private static Set<MethodKind> kinds(Collection<?> methods) {
        var kinds = EnumSet.noneOf(MethodKind.class);
        for (Object method : methods) kinds.add(MethodKind.named(String.valueOf(method)));
        return kinds;
    }

    /** Options being set, given to the function passed to {@link SqlService#create(Consumer)}. For one thread. */
    public static final class Builder {
        private @Nullable SqlDatabase database;
        private @Nullable String table;
        private @Nullable String schema;
        private String id = "id";
        private @Nullable Class<?> type;
        private Set<MethodKind> multi = Set.of();
        private @Nullable Pagination paginate;
        private boolean total = true;
        private List<String> events = List.of();
        private boolean keepsEvents;
        private final Map<String, FilterConverter> filters = new LinkedHashMap<>();
        private final Map<String, SqlOperator> operators = new LinkedHashMap<>();
        private int maxConditions = 1000;
        private int maxDepth = 20;

        private Builder() {}

        private Builder(SqlOptions from) {
            database = from.database;
            table = from.table;
            schema = from.schema;
            id = from.id;
            type = from.type;
            multi = from.multi;
            paginate = from.paginate;
            total = from.total;
            events = from.events;
            keepsEvents = from.keepsEvents;
            filters.putAll(from.filters);
            operators.putAll(from.operators);
            maxConditions = from.maxConditions;
            maxDepth = from.maxDepth;
        }

        /** The database that the table is in; unless set, the one that the application was configured with. */
        public Builder database(SqlDatabase of) {
            this.database = of;
            return this;
        }

        /** Connections to the database, for a service that shares no transactions with others; {@link #database} unless set. */
        public Builder dataSource(DataSource pool) {
            return database(SqlDatabase.of(pool));
        }

        /** The name of the table, as the database spells it. Must be set. */
        public Builder table(String name) {
            this.table = name;
            return this;
        }

        /** The schema that the table is in; the one that connections are in unless set. */
        public Builder schema(String name) {
            this.schema = name;
            return this;
        }

        /** The name of the column that holds the id; {@code id} unless set. */
        public Builder id(String column) {
            this.id = column;
            return this;
        }

        /**
         * The record that data of create and update must fit, as those of a {@link org.feathers4j.TypedService} must: what is not nullable is required, and the answer to
         * data that do not fit is a BadRequest that names each place. Data need only fit the columns unless set.
         */
        public Builder type(Class<? extends Record> record) {
            this.type = record;
            return this;
        }

        /** All of create, patch and remove may address many records at once, or none; none unless set. */
        public Builder multi(boolean allowed) {
            return multi(allowed ? CAN_BE_MULTI : Set.of());
        }

        /**
         * These methods may address many records at once; none unless set.
         *
         * @param methods some of {@code create}, {@code patch}, {@code remove}
         */
        public Builder multi(String... methods) {
            return multi(kinds(Arrays.asList(methods)));
        }

        private Builder multi(Set<MethodKind> methods) {
            this.multi = Set.copyOf(methods);
            return this;
        }

        /** Pages of defaultLimit records, and of at most max when the caller asks for that many; plain lists unless set. */
        public Builder paginate(int defaultLimit, int max) {
            return paginate(new Pagination(defaultLimit, max));
        }

        /** Pages of these sizes; null for plain lists, also unless set. */
        public Builder paginate(@Nullable Pagination pages) {
            this.paginate = pages;
            return this;
        }

        /**
         * Whether pages say how many records match in all; true unless set. The count is exact, and costs a second statement where the page does not tell it. Without it pages
         * have no {@code total} (-1 in Java).
         */
        public Builder total(boolean counted) {
            this.total = counted;
            return this;
        }

        /** Events that the service emits itself; none unless set. */
        public Builder events(String... names) {
            this.events = List.of(names);
            return this;
        }

        /**
         * Whether the events {@code created}, {@code updated}, {@code patched} and {@code removed} are written down in the transaction of the change, so that a listener with a
         * name misses none: see {@link SqlService#on}. False unless set. The tables for it are made in the same database: {@code feathers_events},
         * {@code feathers_event_heads} and {@code feathers_listeners}.
         */
        public Builder keepsEvents(boolean kept) {
            this.keepsEvents = kept;
            return this;
        }

        /**
         * A key that may stand at the top of a query, besides {@code $limit $skip $sort $select $or $and}: for hooks, and for {@link SqlService#createQuery}, which finds it in the
         * query of the params.
         *
         * @param name with the {@code $}
         */
        public Builder filter(String name, FilterConverter converter) {
            filters.put(dollar(name), converter);
            return this;
        }

        /**
         * What a query may ask of a column, besides {@code $in $nin $lt $lte $gt $gte $ne $like $notlike $ilike}, or another meaning for one of these.
         *
         * @param name with the {@code $}
         */
        public Builder operator(String name, SqlOperator operator) {
            operators.put(dollar(name), operator);
            return this;
        }

        /** The most values that a query may compare with, each of a list counted; 1000 unless set. A larger query is a BadRequest. */
        public Builder maxConditions(int count) {
            this.maxConditions = count;
            return this;
        }

        /** How deep {@code $or} and {@code $and} may be nested; 20 unless set. A deeper query is a BadRequest. */
        public Builder maxDepth(int levels) {
            this.maxDepth = levels;
            return this;
        }

        private void overriddenBy(Map<?, ?> adapter) {
            if (adapter.containsKey("paginate")) paginate(Pagination.of(adapter.get("paginate")));
            switch (adapter.get("multi")) {
                case Boolean allowed -> multi(allowed);
                case Collection<?> methods -> multi(kinds(methods));
                case null, default -> {}
            }
        }

        private static String dollar(String name) {
            if (!name.startsWith("$")) throw new IllegalArgumentException("'%s' must start with $".formatted(name));
            return name;
        }

        private SqlOptions build() {
            if (table == null) throw new IllegalArgumentException("A service over a database needs the option table");
            if (!CAN_BE_MULTI.containsAll(multi))
                throw new IllegalArgumentException("multi can allow create, patch and remove, not all of " + multi);
            if (maxConditions < 1 || maxDepth < 1)
                throw new IllegalArgumentException("maxConditions and maxDepth must be 1 or more, not %s and %s"
                        .formatted(maxConditions, maxDepth));
            return new SqlOptions(this, table);
        }
    }
}
