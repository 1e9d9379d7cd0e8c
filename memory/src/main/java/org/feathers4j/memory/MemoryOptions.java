package org.feathers4j.memory;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MemoryService} behaves, with Feathers' names and defaults. Immutable; the methods with arguments return a changed copy.
 *
 * @param id the field that holds the id; {@code id}
 * @param startId the id of the first record created without one, from there it counts up, past ids that are taken; 0
 * @param store the records to begin with, each with its id; none. They are copied
 * @param multi which of create, patch and remove may address many records at once; none
 * @param paginate that find answers with pages; null: with plain lists
 * @param events events that the service emits itself; none
 * @param filters keys that may stand at the top of a query, besides {@code $limit $skip $sort $select $or $and}
 * @param operators what a query may ask of a field, besides {@code $in $nin $lt $lte $gt $gte $ne}
 */
public record MemoryOptions(
        String id,
        long startId,
        List<Map<String, @Nullable Object>> store,
        Set<MethodKind> multi,
        @Nullable Pagination paginate,
        List<String> events,
        Map<String, FilterConverter> filters,
        Map<String, Operator> operators) {
    private static final Set<MethodKind> CAN_BE_MULTI =
            Collections.unmodifiableSet(EnumSet.of(MethodKind.CREATE, MethodKind.PATCH, MethodKind.REMOVE));
    private static final MemoryOptions DEFAULTS =
            new MemoryOptions("id", 0, List.of(), Set.of(), null, List.of(), Map.of(), Map.of());

    public MemoryOptions {
        store = List.copyOf(store);
        multi = Set.copyOf(multi);
        events = List.copyOf(events);
        filters = Map.copyOf(filters);
        operators = Map.copyOf(operators);
        if (!CAN_BE_MULTI.containsAll(multi))
            throw new IllegalArgumentException("multi can allow create, patch and remove, not all of " + multi);
    }

    /** What Feathers has when nothing is said. */
    public static MemoryOptions defaults() {
        return DEFAULTS;
    }

    /** The name of the field that holds the id. */
    public MemoryOptions id(String field) {
        return new MemoryOptions(field, startId, store, multi, paginate, events, filters, operators);
    }

    /** The id of the first record created without one. */
    public MemoryOptions startId(long first) {
        return new MemoryOptions(id, first, store, multi, paginate, events, filters, operators);
    }

    /** The records to begin with, each with its id. They are not changed. */
    public MemoryOptions store(List<Map<String, @Nullable Object>> records) {
        return new MemoryOptions(id, startId, records, multi, paginate, events, filters, operators);
    }

    /** All of create, patch and remove may address many records, or none. */
    public MemoryOptions multi(boolean allowed) {
        return multi(allowed ? CAN_BE_MULTI : Set.of());
    }

    /**
     * These methods may address many records at once.
     *
     * @param methods some of {@code create}, {@code patch}, {@code remove}
     */
    public MemoryOptions multi(String... methods) {
        return multi(kinds(Arrays.asList(methods)));
    }

    private MemoryOptions multi(Set<MethodKind> methods) {
        return new MemoryOptions(id, startId, store, methods, paginate, events, filters, operators);
    }

    /** Pages of defaultLimit records, and of max when the caller asks for that many. */
    public MemoryOptions paginate(int defaultLimit, int max) {
        return paginate(new Pagination(defaultLimit, max));
    }

    /** Pages of these sizes; null for plain lists. */
    public MemoryOptions paginate(@Nullable Pagination pages) {
        return new MemoryOptions(id, startId, store, multi, pages, events, filters, operators);
    }

    /** Events that the service emits itself. */
    public MemoryOptions events(String... names) {
        return new MemoryOptions(id, startId, store, multi, paginate, List.of(names), filters, operators);
    }

    /**
     * A further filter, or another reading of a usual one. The service itself does nothing with further ones; they are there for hooks and
     * subclasses.
     *
     * @param name with the {@code $}
     */
    public MemoryOptions filter(String name, FilterConverter converter) {
        return new MemoryOptions(
                id, startId, store, multi, paginate, events, with(filters, name, converter), operators);
    }

    /**
     * A further operator, or another meaning for a usual one.
     *
     * @param name with the {@code $}
     */
    public MemoryOptions operator(String name, Operator operator) {
        return new MemoryOptions(id, startId, store, multi, paginate, events, filters, with(operators, name, operator));
    }

    /** The guard that these options ask for. */
    QueryFilter queryFilter() {
        return new QueryFilter(filters, operators.keySet(), paginate);
    }

    /** These options with what the params of one call ask for instead, see {@link MemoryService}. */
    MemoryOptions overriddenBy(Params params) {
        Object adapter = params.get("adapter");
        if (adapter instanceof MemoryOptions options) return options;
        var options = params.has("paginate") ? paginate(Pagination.of(params.get("paginate"))) : this;
        return adapter instanceof Map<?, ?> members ? options.overriddenBy(members) : options;
    }

    private MemoryOptions overriddenBy(Map<?, ?> adapter) {
        var options = this;
        if (adapter.containsKey("paginate")) options = options.paginate(Pagination.of(adapter.get("paginate")));
        if (adapter.get("multi") instanceof Boolean allowed) options = options.multi(allowed);
        if (adapter.get("multi") instanceof Collection<?> methods) options = options.multi(kinds(methods));
        return options;
    }

    private static Set<MethodKind> kinds(Collection<?> methods) {
        var kinds = EnumSet.noneOf(MethodKind.class);
        for (Object method : methods) kinds.add(MethodKind.named(String.valueOf(method)));
        return kinds;
    }

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        if (!name.startsWith("$")) throw new IllegalArgumentException("'%s' must start with $".formatted(name));
        var copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return copy;
    }
}
