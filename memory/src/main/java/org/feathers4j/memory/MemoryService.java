package org.feathers4j.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.MethodKind;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.adapter.Adapter;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.adapter.QueryFilter;
import org.jspecify.annotations.Nullable;

/**
 * A service that keeps its records in memory and understands the queries of Feathers.
 *
 * <pre>{@code
 * app.use("todos", MemoryService.create(o -> o.startId(1).paginate(10, 50).multi("create")));
 * }</pre>
 *
 * <p>A single call can override options: {@code params.paginate} ({@code {default, max}}, a {@link Pagination}, or false) and {@code
 * params.adapter}, an object with {@code multi} and {@code paginate} or complete {@link MemoryOptions}, of which id, startId and store do not
 * count. Clients cannot set them.
 *
 * <p>All methods may be called from any thread. Data are copied in and results are copies: they are the caller's to change. A find sees all
 * records as they were at one moment, and each change is made as one. Subclasses may override the public methods: these never call one
 * another, only {@link #raw()}.
 */
public class MemoryService implements Service.Complete, Adapter {
    private final MemoryOptions options;
    private final MemoryStore store;

    /**
     * For subclasses: {@code super(o -> o.startId(1).multi(true))}.
     *
     * @throws IllegalArgumentException when a record to begin with has no id, or two have the same
     */
    protected MemoryService(Consumer<MemoryOptions.Builder> options) {
        this.options = MemoryOptions.of(options);
        this.store = new MemoryStore(this.options);
    }

    /** An empty service with Feathers' defaults. */
    public static MemoryService create() {
        return create(options -> {});
    }

    /**
     * A service with these options.
     *
     * @throws IllegalArgumentException when a record to begin with has no id, or two have the same
     */
    public static MemoryService create(Consumer<MemoryOptions.Builder> options) {
        return new MemoryService(options);
    }

    /** The name of the id field. */
    @Override
    public final String id() {
        return options.id();
    }

    @Override
    public final Set<MethodKind> multi() {
        return options.multi();
    }

    @Override
    public final @Nullable Pagination paginate() {
        return options.paginate();
    }

    /** The options of the service. */
    public final MemoryOptions options() {
        return options;
    }

    /** The events that the service emits itself. */
    public final List<String> events() {
        return options.events();
    }

    /** The same records without checks of queries and of {@code multi}. */
    public final MemoryStore raw() {
        return store;
    }

    /**
     * A list of the records that match, or a page of them.
     *
     * @throws FeathersException BadRequest for a query that is malformed or uses an operator that is not allowed
     */
    @Override
    public Object find(Params params) {
        return store.find(checked(params));
    }

    /**
     * The record.
     *
     * @throws FeathersException NotFound when there is none or it does not match the query; BadRequest as for find
     */
    @Override
    @NonBlocking
    public Object get(@Nullable Id id, Params params) {
        return store.get(id, checked(params));
    }

    /**
     * The new record or records. Those without an id get a free one. The query does not count, except its {@code $select}.
     *
     * @throws FeathersException MethodNotAllowed for a list, unless {@code multi} allows it; BadRequest when a record is no object, Conflict when
     *     its id is taken (1 and "1" are the same one): then none is stored
     */
    @Override
    public Object create(@Nullable Object data, Params params) {
        if (data instanceof List<?>) checkMulti(MethodKind.CREATE, "create", params);
        return store.create(data, params);
    }

    /**
     * The record after all its fields but the id were replaced.
     *
     * @throws FeathersException BadRequest without an id and for a list; NotFound when there is no such record, or it does not match the query
     *     before and after
     */
    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        return store.update(id, data, checked(params));
    }

    /**
     * The record after the fields in data were put into it; without an id all records that match the query, in the order of the store.
     *
     * @throws FeathersException MethodNotAllowed without an id, unless {@code multi} allows it; NotFound as for get; BadRequest as for find
     */
    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null) checkMulti(MethodKind.PATCH, "patch", params);
        return store.patch(id, data, checked(params));
    }

    /**
     * The removed record; without an id all records that matched the query.
     *
     * @throws FeathersException MethodNotAllowed without an id, unless {@code multi} allows it; NotFound as for get; BadRequest as for find
     */
    @Override
    public Object remove(@Nullable Id id, Params params) {
        if (id == null) checkMulti(MethodKind.REMOVE, "remove", params);
        return store.remove(id, checked(params));
    }

    private Params checked(Params params) {
        if (params.query().isEmpty()) return params;
        QueryFilter filter = options.overriddenBy(params).queryFilter();
        return params.withQuery(filter.apply(params.query()).joined());
    }

    /** The method that a hook performs by calling another: softDelete removes by a patch. */
    private static Optional<MethodKind> carriedOut(Params params) {
        return params.get("adapter") instanceof Map<?, ?> adapter && adapter.get("insteadOf") instanceof String method
                ? Optional.of(MethodKind.named(method))
                : Optional.empty();
    }

    private void checkMulti(MethodKind kind, String method, Params params) {
        if (!options.overriddenBy(params).multi().contains(carriedOut(params).orElse(kind)))
            throw FeathersException.methodNotAllowed("Can not %s multiple entries", method);
    }
}
