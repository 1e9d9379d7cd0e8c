package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsText;
import org.feathers4j.JsonForm;
import org.feathers4j.JsonMapper;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.Registration;
import org.feathers4j.Service;
import org.feathers4j.ServiceListener;
import org.feathers4j.adapter.Pagination;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectQuery;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The records of a {@link SqlService} and the six methods on them, without its checks: Feathers' {@code _find}, {@code _get} and so on. For code that the application
 * trusts: many records can always be addressed at once. No hooks run and no events follow, but those that are kept.
 *
 * <p>All methods may be called from any thread.
 */
public final class SqlStore implements Service.Complete {
    /** So many ids in one statement at most. */
    private static final int CHUNK = 500;

    private final SqlService service;
    private final SqlOptions options;
    private final boolean isJoined;
    private final List<PendingListener> pending = new CopyOnWriteArrayList<>();
    private volatile @Nullable SqlDatabase database;
    private volatile @Nullable TableAccess access;

    SqlStore(SqlService service, SqlOptions options) {
        this.service = service;
        this.options = options;
        this.database = options.database();
        this.isJoined = isOverridden(service.getClass());
    }

    private static boolean isOverridden(Class<?> type) {
        for (Class<?> each = type; each != null && each != SqlService.class; each = each.getSuperclass()) {
            for (var method : each.getDeclaredMethods()) if (method.getName().equals("createQuery")) return true;
        }
        return false;
    }

    void start(Application app, String path) {
        if (database == null) database = app.plugin(SqlDatabase.class).orElse(null);
        if (database == null)
            throw new IllegalStateException(
                    "Service '%s' has no database: set the option database, or app.configure(SqlDatabase.create())"
                            .formatted(path));
        if (!options.keepsEvents()) return;
        for (PendingListener each : pending) each.start(database().outbox());
        pending.clear();
        database().outbox().start();
    }

    void stop() {
        SqlDatabase present = database;
        if (present != null) present.outbox().stop(options.table());
    }

    Registration on(String event, String name, ServiceListener listener) {
        if (!options.keepsEvents())
            throw new IllegalStateException("The service over '%s' keeps no events: set the option keepsEvents(true)"
                    .formatted(options.table()));
        SqlDatabase present = database;
        var waiting = new PendingListener(options.table(), event, name, listener);
        if (present == null) pending.add(waiting);
        else waiting.start(present.outbox());
        return waiting::end;
    }

    private SqlDatabase database() {
        SqlDatabase present = database;
        if (present == null)
            throw new IllegalStateException("The service over '%s' has no database before its application is set up"
                    .formatted(options.table()));
        return present;
    }

    // -- reading

    /** A list of the records that match; a page when the options or the params say so. */
    @Override
    public Object find(Params params) {
        Params plain = plain(params);
        Pagination pages = options.overriddenBy(params).paginate();
        return read("find", plain, connection -> found(connection, plain, pages));
    }

    private Object found(Connection connection, Params params, @Nullable Pagination pages) throws SQLException {
        Map<String, @Nullable Object> query = params.query();
        Number skip = effective(query.get("$skip"));
        Number limit = effective(query.get("$limit"));
        if (pages != null) limit = pages.limit(limit);
        long from = skip == null ? 0 : skip.longValue();
        List<Map<String, @Nullable Object>> records;
        if (limit != null && limit.longValue() == 0) records = nothing(params);
        else if (isJoined) records = part(connection, service.createQuery(params), from, limit);
        else records = part(connection, query, from, limit);
        if (pages == null) return records;
        var page = new LinkedHashMap<String, @Nullable Object>();
        if (options.total()) page.put("total", JsNumbers.whole(total(connection, params, from, limit, records.size())));
        if (limit != null) page.put("limit", limit);
        page.put("skip", JsNumbers.whole(from));
        page.put("data", records);
        return page;
    }

    /** NaN and numbers below 0 have no effect. */
    private static @Nullable Number effective(@Nullable Object value) {
        if (value == null) return null;
        Number number = JsNumbers.parse(value);
        return Pagination.isEffective(number) ? number : null;
    }

    /** Of a query that is well-formed. */
    private List<Map<String, @Nullable Object>> nothing(Params params) {
        service.createQuery(params);
        return new ArrayList<>();
    }

    private List<Map<String, @Nullable Object>> part(
            Connection connection, Map<String, @Nullable Object> query, long skip, @Nullable Number limit)
            throws SQLException {
        var conditions = access().conditions();
        SelectQuery<Record> select = access().select(query, conditions);
        List<Field<?>> parameters = conditions.parameters().orElse(null);
        if (parameters == null) return part(connection, select, skip, limit);
        var page = new Statements.Page(select, access().selected(query.get("$select")), parameters, limit, skip);
        return statements().canFind(page)
                ? statements().find(connection, query, page)
                : part(connection, select, skip, limit);
    }

    private List<Map<String, @Nullable Object>> part(
            Connection connection, SelectQuery<Record> select, long skip, @Nullable Number limit) throws SQLException {
        if (limit != null) select.addLimit(DSL.val(limit.longValue()));
        else if (skip > 0) select.addLimit(DSL.val(Long.MAX_VALUE)); // SQLite has no OFFSET without LIMIT
        if (skip > 0) select.addOffset(DSL.val(skip));
        return rows(connection, select);
    }

    /** A page that is not full ends where the records end. */
    private long total(Connection connection, Params params, long skip, @Nullable Number limit, int count)
            throws SQLException {
        boolean isLast = limit == null || count < limit.longValue();
        if (isLast && (count > 0 || skip == 0)) return skip + count;
        SelectQuery<Record> matching = service.createQuery(params);
        return query(connection, dsl -> dsl.fetchCount(matching));
    }

    /** The record, when it matches the query; throws NotFound otherwise, also for null. */
    @Override
    public Map<String, @Nullable Object> get(@Nullable Id id, Params params) {
        Params plain = plain(params);
        return read("get", plain, connection -> got(connection, id, plain));
    }

    private Map<String, @Nullable Object> got(Connection connection, @Nullable Id id, Params params)
            throws SQLException {
        Field<?> key = id == null ? null : access().key(id);
        if (key == null) throw notFound(id);
        List<Map<String, @Nullable Object>> records;
        if (!isJoined && params.query().isEmpty() && Statements.arePlain(List.of(key))) {
            records = statements().select(connection, key);
        } else {
            SelectQuery<Record> select = service.createQuery(params);
            select.addConditions(access().isIt(key));
            records = rows(connection, select);
        }
        if (records.isEmpty()) throw notFound(id);
        return records.getFirst();
    }

    /** The default of {@link SqlService#createQuery}. */
    SelectQuery<Record> select(Params params) {
        return access().select(params.query(), access().conditions());
    }

    // -- writing

    /** The new record, or the new records for a list, all or none. Of the query only {@code $select} counts. */
    @Override
    public Object create(@Nullable Object data, Params params) {
        prepare(params, "create");
        Params select = plain(params).withQuery(selectOf(params));
        if (!(data instanceof List<?> items)) {
            Map<Field<?>, Field<?>> row = access().assignments(typed(data));
            return change(MethodKind.CREATE, select, true, connection -> inserted(connection, row))
                    .getFirst();
        }
        var rows = new ArrayList<Map<Field<?>, Field<?>>>(items.size());
        for (Object item : items) rows.add(access().assignments(typed(item)));
        return change(MethodKind.CREATE, select, false, connection -> {
            var stored = new ArrayList<Map<String, @Nullable Object>>(rows.size());
            for (var row : rows) stored.addAll(inserted(connection, row));
            return stored;
        });
    }

    private List<Map<String, @Nullable Object>> inserted(Connection connection, Map<Field<?>, Field<?>> row)
            throws SQLException {
        if (!row.isEmpty() && Statements.arePlain(row.values()))
            return statements().insert(connection, row);
        return returned(connection, dsl -> {
            var insert = dsl.insertInto(table().from());
            return row.isEmpty()
                    ? insert.defaultValues().returningResult(access().fields())
                    : insert.set(row).returningResult(access().fields());
        });
    }

    /** The record with all columns replaced except its id. It must match the query before and after, or nothing is changed. */
    @Override
    public Map<String, @Nullable Object> update(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null || data instanceof List<?>)
            throw FeathersException.badRequest("You can not replace multiple instances. Did you mean 'patch'?");
        prepare(params, "update");
        Params plain = plain(params);
        Map<Field<?>, Field<?>> all = access().replacement(access().assignments(data == null ? Map.of() : typed(data)));
        Condition conditions = isJoined ? null : access().conditions(plain.query());
        boolean isOneStatement = conditions == null && !isJoined;
        return change(MethodKind.UPDATE, plain, isOneStatement, connection -> {
                    var replaced = set(connection, id, all, conditions, plain);
                    if (isJoined) got(connection, id, plain);
                    else if (conditions != null && !isMatched(connection, id, conditions)) throw notFound(id);
                    return replaced;
                })
                .getFirst();
    }

    private boolean isMatched(Connection connection, Id id, Condition conditions) throws SQLException {
        Condition both = DSL.and(Objects.requireNonNull(access().identity(id)), conditions);
        return query(connection, dsl -> dsl.fetchExists(table().from(), both));
    }

    /** The record after the columns in data were set, which keeps its id and needs to match the query before only; for a null id all that match. */
    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        prepare(params, "patch");
        Params plain = plain(params);
        Map<Field<?>, Field<?>> changes = access().assignments(data == null ? Map.of() : object(data));
        changes.remove(table().id().field());
        if (id == null)
            return change(MethodKind.PATCH, plain, false, connection -> changedAll(connection, plain, changes));
        Condition conditions = isJoined ? null : access().conditions(plain.query());
        return change(MethodKind.PATCH, plain, !isJoined, connection -> set(connection, id, changes, conditions, plain))
                .getFirst();
    }

    /** One record; not found when there is none that matches. */
    private List<Map<String, @Nullable Object>> set(
            Connection connection,
            Id id,
            Map<Field<?>, Field<?>> changes,
            @Nullable Condition conditions,
            Params params)
            throws SQLException {
        Field<?> key = access().key(id);
        if (key == null) throw notFound(id);
        if (isJoined) got(connection, id, params);
        var rows = conditions == null && !changes.isEmpty()
                ? updated(connection, changes, key)
                : changed(
                        connection,
                        changes,
                        conditions == null ? access().isIt(key) : DSL.and(access().isIt(key), conditions));
        if (rows.isEmpty()) throw notFound(id);
        return rows;
    }

    private List<Map<String, @Nullable Object>> updated(
            Connection connection, Map<Field<?>, Field<?>> changes, Field<?> key) throws SQLException {
        boolean arePlain = Statements.arePlain(changes.values()) && Statements.arePlain(List.of(key));
        return arePlain
                ? statements().update(connection, changes, key)
                : updated(connection, changes, access().isIt(key));
    }

    private List<Map<String, @Nullable Object>> changed(
            Connection connection, Map<Field<?>, Field<?>> changes, Condition where) throws SQLException {
        return changes.isEmpty() ? stored(connection, where) : updated(connection, changes, where);
    }

    private List<Map<String, @Nullable Object>> changedAll(
            Connection connection, Params params, Map<Field<?>, Field<?>> changes) throws SQLException {
        return eachMatching(connection, params, where -> changed(connection, changes, where));
    }

    private List<Map<String, @Nullable Object>> updated(
            Connection connection, Map<Field<?>, Field<?>> changes, Condition where) throws SQLException {
        return returned(
                connection,
                dsl -> dsl.update(table().from()).set(changes).where(where).returningResult(access().fields()));
    }

    private List<Map<String, @Nullable Object>> stored(Connection connection, Condition where) throws SQLException {
        return returned(
                connection,
                dsl -> dsl.select(access().fields()).from(table().from()).where(where));
    }

    private List<Map<String, @Nullable Object>> deleted(Connection connection, Condition where) throws SQLException {
        return returned(
                connection, dsl -> dsl.deleteFrom(table().from()).where(where).returningResult(access().fields()));
    }

    /** The removed record; for a null id all that match. */
    @Override
    public Object remove(@Nullable Id id, Params params) {
        prepare(params, "remove");
        Params plain = plain(params);
        if (id == null)
            return change(
                    MethodKind.REMOVE,
                    plain,
                    false,
                    connection -> eachMatching(connection, plain, where -> deleted(connection, where)));
        Condition conditions = isJoined ? null : access().conditions(plain.query());
        return change(MethodKind.REMOVE, plain, !isJoined, connection -> {
                    Condition isIt = access().identity(id);
                    if (isIt == null) throw notFound(id);
                    if (isJoined) got(connection, id, plain);
                    var removed = deleted(connection, conditions == null ? isIt : DSL.and(isIt, conditions));
                    if (removed.isEmpty()) throw notFound(id);
                    return removed;
                })
                .getFirst();
    }

    /** A part of a change. */
    private interface Step {
        List<Map<String, @Nullable Object>> on(Condition where) throws SQLException;
    }

    /** All that match, or those of a part of them: by their ids where one statement cannot say which. */
    private List<Map<String, @Nullable Object>> eachMatching(Connection connection, Params params, Step step)
            throws SQLException {
        Map<String, @Nullable Object> query = params.query();
        boolean isPart = effective(query.get("$limit")) != null || effective(query.get("$skip")) != null;
        if (!isJoined && !isPart && !query.containsKey("$sort")) {
            Condition conditions = access().conditions(query);
            return inOrder(step.on(conditions == null ? DSL.trueCondition() : conditions));
        }
        List<Object> ids = matching(connection, params);
        var rows = new ArrayList<Map<String, @Nullable Object>>(ids.size());
        for (int from = 0; from < ids.size(); from += CHUNK)
            rows.addAll(step.on(access().among(ids.subList(from, Math.min(from + CHUNK, ids.size())))));
        return inOrder(ids, rows);
    }

    /** By id, as find gives them. */
    private List<Map<String, @Nullable Object>> inOrder(List<Map<String, @Nullable Object>> rows) {
        String id = options.id();
        rows.sort((a, b) -> {
            Object x = a.get(id);
            Object y = b.get(id);
            return x instanceof Number one && y instanceof Number two && JsNumbers.isIntegral(one)
                    ? Long.compare(one.longValue(), two.longValue())
                    : JsText.of(x).compareTo(JsText.of(y));
        });
        return rows;
    }

    private List<Map<String, @Nullable Object>> inOrder(List<Object> ids, List<Map<String, @Nullable Object>> rows) {
        var byId = new HashMap<Object, Map<String, @Nullable Object>>();
        for (var row : rows) byId.put(Objects.requireNonNull(row.get(options.id())), row);
        var ordered = new ArrayList<Map<String, @Nullable Object>>(rows.size());
        for (Object id : ids) {
            var row = byId.get(id);
            if (row != null) ordered.add(row);
        }
        return ordered;
    }

    private List<Object> matching(Connection connection, Params params) throws SQLException {
        return records(connection, params).stream()
                .map(record -> Objects.requireNonNull(record.get(options.id())))
                .toList();
    }

    private List<Map<String, @Nullable Object>> records(Connection connection, Params params) throws SQLException {
        SelectQuery<Record> select = service.createQuery(params);
        Number skip = effective(params.query().get("$skip"));
        return part(
                connection,
                select,
                skip == null ? 0 : skip.longValue(),
                effective(params.query().get("$limit")));
    }

    /**
     * Makes a change, as a part of the transaction of the params, as a transaction of its own, or as one statement, which needs none.
     *
     * @return the records as they are shown to the caller
     */
    private List<Map<String, @Nullable Object>> change(
            MethodKind kind,
            Params params,
            boolean isOneStatement,
            SqlTransaction.Use<List<Map<String, @Nullable Object>>> step) {
        SqlDatabase of = database();
        if (isOneStatement && !options.keepsEvents() && !isJoined)
            return told(kind, () -> access().selection(of.write(params, step), params));
        return of.transaction(params, inner -> {
            SqlTransaction transaction = Objects.requireNonNull(of.transactionOf(inner));
            return told(
                    kind, () -> transaction.use(connection -> changed(transaction, connection, kind, params, step)));
        });
    }

    /** A change whose errors are to say what was asked of which table. */
    private interface Change {
        List<Map<String, @Nullable Object>> make() throws SQLException;
    }

    private List<Map<String, @Nullable Object>> told(MethodKind kind, Change change) {
        String method = kind.name();
        try {
            return change.make();
        } catch (SQLException e) {
            throw SqlErrors.of(e, known(), doing(method));
        } catch (DataAccessException e) {
            throw converted(e, method);
        }
    }

    private List<Map<String, @Nullable Object>> changed(
            SqlTransaction transaction,
            Connection connection,
            MethodKind kind,
            Params params,
            SqlTransaction.Use<List<Map<String, @Nullable Object>>> step)
            throws SQLException {
        boolean isRemoval = kind == MethodKind.REMOVE;
        var before = isJoined && isRemoval ? records(connection, params) : null;
        List<Map<String, @Nullable Object>> rows = step.with(connection);
        if (options.keepsEvents())
            transaction.keep(Outbox.entries(options.table(), Objects.requireNonNull(kind.event()), rows));
        if (!isJoined) return access().selection(rows, params);
        List<Object> ids = rows.stream()
                .map(row -> Objects.requireNonNull(row.get(options.id())))
                .toList();
        return before == null ? inOrder(ids, joined(connection, ids, params)) : inOrder(ids, before);
    }

    /** Stored records as {@link SqlService#createQuery} shows them. */
    private List<Map<String, @Nullable Object>> joined(Connection connection, List<Object> ids, Params params)
            throws SQLException {
        var rows = new ArrayList<Map<String, @Nullable Object>>(ids.size());
        for (int from = 0; from < ids.size(); from += CHUNK) {
            SelectQuery<Record> select = service.createQuery(params.withQuery(selectOf(params)));
            select.addConditions(access().among(ids.subList(from, Math.min(from + CHUNK, ids.size()))));
            rows.addAll(rows(connection, select));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> selectOf(Params params) {
        Object select = params.query().get("$select");
        return select == null ? Map.of() : Map.of("$select", select);
    }

    // -- data

    private Map<?, ?> typed(@Nullable Object data) {
        Class<?> type = options.type();
        if (type == null) return object(data);
        JsonMapper mapper = JsonMapper.shared().refusingUnknown();
        mapper.toTyped(data, type);
        return object(data);
    }

    private static Map<?, ?> object(@Nullable Object data) {
        if (JsonForm.plain(data) instanceof Map<?, ?> members) return members;
        throw FeathersException.badRequest("A record must be an object");
    }

    // -- statements

    private Params plain(Params params) {
        return params.query().isEmpty() ? params : params.withQuery(plainQuery(params.query()));
    }

    @SuppressWarnings("unchecked") // the form of an object is one
    private static Map<String, @Nullable Object> plainQuery(Map<String, @Nullable Object> query) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(JsonForm.plain(query));
    }

    private <T> T read(String method, Params params, SqlTransaction.Use<T> use) {
        prepare(params, method);
        try {
            return database().read(params, use);
        } catch (SQLException e) {
            throw SqlErrors.of(e, known(), doing(method));
        } catch (DataAccessException e) {
            throw converted(e, method);
        }
    }

    private FeathersException converted(DataAccessException error, String method) {
        SQLException cause = error.getCause(SQLException.class);
        return cause == null
                ? FeathersException.generalError("%s: the statement cannot be made", doing(method))
                        .withCause(error)
                : SqlErrors.of(cause, known(), doing(method));
    }

    private @Nullable Table known() {
        TableAccess present = access;
        return present == null ? null : present.table();
    }

    private String doing(String method) {
        return "%s on the table '%s'".formatted(method.toLowerCase(Locale.ROOT), options.table());
    }

    /** Asks the database for the table's columns, once. */
    private void prepare(Params params, String method) {
        if (access != null) return;
        SqlDatabase of = database();
        try {
            of.read(params, connection -> {
                var dialect = of.dialect(connection);
                Table table = Table.read(connection, dialect, options.schema(), options.table(), options.id());
                var values = Values.of(dialect);
                access = new TableAccess(table, values, new Statements(table, values, dialect), options);
                return true;
            });
        } catch (SQLException e) {
            throw SqlErrors.of(e, null, doing(method));
        }
    }

    private TableAccess access() {
        TableAccess present = access;
        if (present == null) {
            prepare(Params.empty(), "reading of the columns");
            present = Objects.requireNonNull(access);
        }
        return present;
    }

    private Table table() {
        return access().table();
    }

    private Statements statements() {
        return access().statements();
    }

    private <T> T query(Connection connection, Function<DSLContext, T> query) {
        return query.apply(database().dsl(connection));
    }

    /** jOOQ reads what a change returns itself, and loses fractions of seconds and lists; as plain SQL of PostgreSQL, which has them, that is left to {@link Values}. */
    private List<Map<String, @Nullable Object>> returned(
            Connection connection, Function<DSLContext, ResultQuery<?>> statement) throws SQLException {
        DSLContext dsl = database().dsl(connection);
        ResultQuery<?> returning = statement.apply(dsl);
        boolean isPostgres = dsl.family() == SQLDialect.POSTGRES;
        try (ResultSet rows = (isPostgres ? dsl.resultQuery("{0}", returning) : returning).fetchResultSet()) {
            return access().read(rows);
        }
    }

    private List<Map<String, @Nullable Object>> rows(Connection connection, SelectQuery<Record> select)
            throws SQLException {
        select.attach(database().dsl(connection).configuration());
        try (ResultSet rows = select.fetchResultSet()) {
            return access().read(rows);
        }
    }

    private static FeathersException notFound(@Nullable Id id) {
        return FeathersException.notFound("No record found for id '%s'", id == null ? "null" : JsText.of(id.value()));
    }
}
