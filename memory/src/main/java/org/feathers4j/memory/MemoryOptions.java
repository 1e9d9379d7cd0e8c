package org.feathers4j.memory;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.adapter.FilterConverter;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.adapter.QueryFilter;
import org.jspecify.annotations.Nullable;

/** How a {@link MemoryService} behaves. Immutable; {@link Builder} says what each option is for. Names and defaults are those of Feathers. */
public final class MemoryOptions {
    private static final Set<MethodKind> CAN_BE_MULTI =
            Collections.unmodifiableSet(EnumSet.of(MethodKind.CREATE, MethodKind.PATCH, MethodKind.REMOVE));

    private final String id;
    private final long startId;
    private final List<Map<String, @Nullable Object>> store;
    private final Set<MethodKind> multi;
    private final @Nullable Pagination paginate;
    private final List<String> events;
    private final Map<String, FilterConverter> filters;
    private final Map<String, Operator> operators;

    private MemoryOptions(Builder from) {
        id = from.id;
        startId = from.startId;
        store = from.store;
        multi = from.multi;
        paginate = from.paginate;
        events = from.events;
        filters = Map.copyOf(from.filters);
        operators = Map.copyOf(from.operators);
    }

    /** Feathers' defaults with these options, also for {@code params.adapter}: {@code MemoryOptions.of(o -> o.multi(true))}. */
    public static MemoryOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /** The name of the field that holds the id. */
    public String id() {
        return id;
    }

    /** The id of the first record created without one. */
    public long startId() {
        return startId;
    }

    /** The records to begin with. */
    public List<Map<String, @Nullable Object>> store() {
        return store;
    }

    /** Which of create, patch and remove may address many records at once. */
    public Set<MethodKind> multi() {
        return multi;
    }

    /** The sizes of pages; null when find answers with plain lists. */
    public @Nullable Pagination paginate() {
        return paginate;
    }

    /** The events that the service emits itself. */
    public List<String> events() {
        return events;
    }

    /** The further keys that may stand at the top of a query. */
    public Map<String, FilterConverter> filters() {
        return filters;
    }

    /** The further operators of a query. */
    public Map<String, Operator> operators() {
        return operators;
    }

    /** The guard that these options ask for. */
    QueryFilter queryFilter() {
        return new QueryFilter(filters, operators.keySet(), paginate);
    }

    /** These options with the overrides in the params of one call, see {@link MemoryService}. */
    MemoryOptions overriddenBy(Params params) {
        Object adapter = params.get("adapter");
        if (adapter instanceof MemoryOptions options) return options;
        if (adapter == null && !params.has("paginate")) return this;
        var builder = new Builder(this);
        return builder.overriddenBy(params).build();
    }

    private static Set<MethodKind> kinds(Collection<?> methods) {
        var kinds = EnumSet.noneOf(MethodKind.class);
        for (Object method : methods) kinds.add(MethodKind.named(String.valueOf(method)));
        return kinds;
    }

    /** Options being set, given to the function passed to {@link MemoryService#create(Consumer)}. For one thread. */
    public static final class Builder {
        private String id = "id";
        private long startId;
        private List<Map<String, @Nullable Object>> store = List.of();
        private Set<MethodKind> multi = Set.of();
        private @Nullable Pagination paginate;
        private List<String> events = List.of();
        private final Map<String, FilterConverter> filters = new LinkedHashMap<>();
        private final Map<String, Operator> operators = new LinkedHashMap<>();

        private Builder() {}

        private Builder(MemoryOptions from) {
            id = from.id;
            startId = from.startId;
            store = from.store;
            multi = from.multi;
            paginate = from.paginate;
            events = from.events;
            filters.putAll(from.filters);
            operators.putAll(from.operators);
        }

        /** The name of the field that holds the id; {@code id} unless set. */
        public Builder id(String field) {
            this.id = field;
            return this;
        }

        /** The id of the first record created without one, from there it counts up, past ids that are taken; 0 unless set. */
        public Builder startId(long first) {
            this.startId = first;
            return this;
        }

        /** The records to begin with, each with its id; none unless set. They are copied. */
        public Builder store(List<Map<String, @Nullable Object>> records) {
            this.store = List.copyOf(records);
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

        /** Events that the service emits itself; none unless set. */
        public Builder events(String... names) {
            this.events = List.of(names);
            return this;
        }

        /**
         * A key that may stand at the top of a query, besides {@code $limit $skip $sort $select $or $and}, or another reading of one of these. The service itself
         * does nothing with further ones; they are there for hooks and subclasses.
         *
         * @param name with the {@code $}
         */
        public Builder filter(String name, FilterConverter converter) {
            filters.put(dollar(name), converter);
            return this;
        }

        /**
         * An operator that a query may use, besides {@code $in $nin $lt $lte $gt $gte $ne}, or another meaning for one of these.
         *
         * @param name with the {@code $}
         */
        public Builder operator(String name, Operator operator) {
            operators.put(dollar(name), operator);
            return this;
        }

        Builder overriddenBy(Params params) {
            if (params.has("paginate")) paginate(Pagination.of(params.get("paginate")));
            return params.get("adapter") instanceof Map<?, ?> members ? overriddenBy(members) : this;
        }

        private Builder overriddenBy(Map<?, ?> adapter) {
            if (adapter.containsKey("paginate")) paginate(Pagination.of(adapter.get("paginate")));
            return switch (adapter.get("multi")) {
                case Boolean allowed -> multi(allowed);
                case Collection<?> methods -> multi(kinds(methods));
                case null, default -> this;
            };
        }

        private static String dollar(String name) {
            if (!name.startsWith("$")) throw new IllegalArgumentException("'%s' must start with $".formatted(name));
            return name;
        }

        private MemoryOptions build() {
            if (!CAN_BE_MULTI.containsAll(multi))
                throw new IllegalArgumentException("multi can allow create, patch and remove, not all of " + multi);
            return new MemoryOptions(this);
        }
    }
}
