package org.feathers4j.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.Registration;
import org.feathers4j.Service;
import org.feathers4j.ServiceListener;
import org.feathers4j.adapter.Adapter;
import org.feathers4j.adapter.Pagination;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jspecify.annotations.Nullable;

/**
 * A service over a table of a SQL database that understands the queries of Feathers.
 *
 * <pre>{@code
 * SqlDatabase database = app.configure(SqlDatabase.create());
 * app.use("todos", SqlService.create(o -> o.database(database).table("todos").paginate(10, 50)));
 * }</pre>
 *
 * <p>Columns and their types are read from the database once, with the first call. Records have all columns of the table, {@code null} where there is no value. A query or data
 * with a name that is no column are a BadRequest. Conditions mean what they mean in SQL: {@code $ne} and {@code $nin} do not match NULL.
 *
 * <p>A single call can ask for something else: {@code params.paginate} ({@code {default, max}}, or false) and {@code params.adapter}, an object with {@code multi} and
 * {@code paginate}; {@code params.transaction} makes it a part of a transaction, see {@link SqlDatabase#transaction}. Clients cannot set them.
 *
 * <p>All methods may be called from any thread, and each change is made as one. Errors: NotFound when there is no such record; Conflict for a value that must be unique;
 * BadRequest for what else the constraints of the table refuse, with the columns in {@code errors}; Unavailable when no connection is free in time, or the database is away.
 *
 * <p>Subclasses may override the public methods, which never call one another, only {@link #raw()}, and {@link #createQuery}.
 */
public class SqlService implements Service.Complete, Adapter, Service.Remembers {
    private final SqlOptions options;
    private final SqlStore store;

    /**
     * For subclasses: {@code super(o -> o.database(database).table("todos"))}.
     *
     * @throws IllegalArgumentException without a table, and for options that contradict each other
     */
    @SuppressWarnings("this-escape") // the store asks it for statements later, with the first call
    protected SqlService(Consumer<SqlOptions.Builder> options) {
        this.options = SqlOptions.of(options);
        this.store = new SqlStore(this, this.options);
    }

    /**
     * A service with these options.
     *
     * @throws IllegalArgumentException without a table, and for options that contradict each other
     */
    public static SqlService create(Consumer<SqlOptions.Builder> options) {
        return new SqlService(options);
    }

    /** The name of the column that holds the id. */
    @Override
    public final String id() {
        return options.id();
    }

    /** What the service was made with. */
    public final SqlOptions options() {
        return options;
    }

    @Override
    public final Set<MethodKind> multi() {
        return options.multi();
    }

    @Override
    public final @Nullable Pagination paginate() {
        return options.paginate();
    }

    /** The events that the service emits itself. */
    public final List<String> events() {
        return options.events();
    }

    /** The same records without checks of {@code multi}, and without pages of a limited size. */
    public final SqlStore raw() {
        return store;
    }

    /**
     * Takes the database of the application unless the options have one.
     *
     * @throws IllegalStateException when there is none
     */
    @Override
    public void setup(Application app, String path) throws Exception {
        store.start(app, path);
    }

    /** Ends the listeners with a name; they go on after the next start. */
    @Override
    public void teardown(Application app, String path) throws Exception {
        store.stop();
    }

    /**
     * The statement that finds records, for the query of the params: its columns, conditions and order. To be overridden to add joins, columns and conditions; {@code find},
     * {@code get} and the records that changes answer with follow it. Pages are set apart from it, and a column with the name of one of the table's takes its place.
     *
     * <pre>{@code
     * protected SelectQuery<Record> createQuery(Params params) {
     *     SelectQuery<Record> query = super.createQuery(params);
     *     query.addSelect(field(name("users", "name")).as("userName"));
     *     query.addJoin(table(name("users")), JoinType.LEFT_OUTER_JOIN, field(name("users", "id")).eq(field(name("todos", "userId"))));
     *     return query;
     * }
     * }</pre>
     *
     * <p>Called on the thread of the call, once or twice.
     *
     * @throws FeathersException BadRequest for a query that is malformed or asks for a column that is not there
     */
    protected SelectQuery<Record> createQuery(Params params) {
        return store.select(params);
    }

    /**
     * A list of the records that match, or a page of them.
     *
     * @throws FeathersException BadRequest for a query that is malformed or uses what it may not
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
    public Object get(@Nullable Id id, Params params) {
        return store.get(id, checked(params));
    }

    /**
     * The new record or records, all or none. The query does not count, except its {@code $select}.
     *
     * @throws FeathersException MethodNotAllowed for a list, unless {@code multi} allows it; BadRequest and Conflict for what the table refuses
     */
    @Override
    public Object create(@Nullable Object data, Params params) {
        if (data instanceof List<?>) checkMulti(MethodKind.CREATE, "create", params);
        return store.create(data, params);
    }

    /**
     * The record after all its columns but the id were replaced: those that data do not have are NULL.
     *
     * @throws FeathersException BadRequest without an id and for a list; NotFound when there is no such record, or it does not match the query before and after
     */
    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        return store.update(id, data, checked(params));
    }

    /**
     * The record after the columns in data were set; without an id all records that match the query.
     *
     * @throws FeathersException MethodNotAllowed without an id, unless {@code multi} allows it; NotFound as for get; BadRequest and Conflict for what the table refuses
     */
    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null) checkMulti(MethodKind.PATCH, "patch", params);
        return store.patch(id, data, id == null ? unlimited(checked(params)) : checked(params));
    }

    /**
     * The removed record; without an id all records that matched the query.
     *
     * @throws FeathersException MethodNotAllowed without an id, unless {@code multi} allows it; NotFound as for get; BadRequest when records of another table refer to it
     */
    @Override
    public Object remove(@Nullable Id id, Params params) {
        if (id == null) checkMulti(MethodKind.REMOVE, "remove", params);
        return store.remove(id, id == null ? unlimited(checked(params)) : checked(params));
    }

    /**
     * Hears an event under a name, and misses none, see {@link org.feathers4j.ServiceHandle#on(String, String, ServiceListener)}, which is the way to call this. Events are
     * written down in the transaction of the change, with the record as the table has it, and read by the listener in the order of the commits, each at least once: again when
     * the process died, or the listener threw, before the next one was begun. A name that is new hears what happens from now on. Of several processes that listen under one
     * name, one hears at a time.
     *
     * @throws IllegalStateException without the option {@code keepsEvents}
     */
    @Override
    public Registration on(String event, String name, ServiceListener listener) {
        return store.on(event, name, listener);
    }

    private Params checked(Params params) {
        if (params.query().isEmpty()) return params;
        return params.withQuery(
                options.overriddenBy(params).queryFilter().apply(params.query()).joined());
    }

    /** Sizes of pages are no limits of changes, as in the reference (knex, src/adapter.ts, patch). */
    private static Params unlimited(Params params) {
        if (!params.query().containsKey("$limit")) return params;
        var query = new LinkedHashMap<>(params.query());
        query.remove("$limit");
        return params.withQuery(query);
    }

    /** What a hook carries out by another method: softDelete removes by a patch. */
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
