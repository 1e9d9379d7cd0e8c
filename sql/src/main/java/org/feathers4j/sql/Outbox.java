package org.feathers4j.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.feathers4j.FeathersException;
import org.feathers4j.Registration;
import org.feathers4j.ServiceListener;
import org.feathers4j.json.Json;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of one database that are written down in the transaction of the change, and the listeners with a name that read them.
 *
 * <p>Each table with kept events has a head, the number of its last event. A transaction counts it up right before its commit and so holds the head's lock until it has ended:
 * numbers have no gaps, and come in the order of the commits. A reader that has seen number 5 will never find a 4 afterwards.
 */
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    static final Table<Record> EVENTS = DSL.table(DSL.name("feathers_events"));
    static final Table<Record> HEADS = DSL.table(DSL.name("feathers_event_heads"));
    static final Table<Record> LISTENERS = DSL.table(DSL.name("feathers_listeners"));
    static final Field<String> SOURCE = text("source");
    static final Field<String> EVENT = text("event");
    static final Field<String> NAME = text("name");
    static final Field<String> OWNER = text("owner");
    static final Field<String> RECORD = DSL.field(DSL.name("record"), SQLDataType.CLOB.nullable(false));
    static final Field<Long> NUMBER = number("number");
    static final Field<Long> LAST = number("last");
    static final Field<Long> POSITION = number("position");
    static final Field<Long> WRITTEN_AT = number("written_at");
    static final Field<Long> OWNED_UNTIL = number("owned_until");

    /**
     * An event to be kept.
     *
     * @param source the table that the record is in
     */
    record Entry(String source, String event, Map<String, @Nullable Object> record) {}

    private final SqlDatabase database;
    private final List<NamedListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isStarted;
    private volatile boolean hasTables;

    Outbox(SqlDatabase database) {
        this.database = database;
    }

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.VARCHAR(200).nullable(false));
    }

    private static Field<Long> number(String name) {
        return DSL.field(DSL.name(name), SQLDataType.BIGINT.nullable(false));
    }

    static List<Entry> entries(String source, String event, List<Map<String, @Nullable Object>> records) {
        return records.stream().map(each -> new Entry(source, event, each)).toList();
    }

    /** Writes events on the connection of the transaction that they belong to, tables in one order, so that two transactions never wait for each other. */
    void write(Connection connection, List<Entry> entries) throws SQLException {
        DSLContext dsl = database.dsl(connection);
        if (!hasTables) createTables(dsl);
        var bySource = new TreeMap<String, List<Entry>>();
        for (Entry entry : entries)
            bySource.computeIfAbsent(entry.source(), s -> new ArrayList<>()).add(entry);
        long now = System.currentTimeMillis();
        bySource.forEach((source, some) -> {
            long number = countedUp(dsl, source, some.size()) - some.size();
            for (Entry entry : some)
                dsl.insertInto(EVENTS)
                        .columns(SOURCE, NUMBER, EVENT, RECORD, WRITTEN_AT)
                        .values(source, ++number, entry.event(), Json.text(entry.record()), now)
                        .execute();
        });
    }

    private static long countedUp(DSLContext dsl, String source, int count) {
        int changed = dsl.update(HEADS)
                .set(LAST, LAST.plus(count))
                .where(SOURCE.eq(source))
                .execute();
        if (changed == 0) {
            dsl.insertInto(HEADS)
                    .columns(SOURCE, LAST)
                    .values(source, 0L)
                    .onConflictDoNothing()
                    .execute();
            return countedUp(dsl, source, count);
        }
        return head(dsl, source);
    }

    static long head(DSLContext dsl, String source) {
        Long last = dsl.select(LAST).from(HEADS).where(SOURCE.eq(source)).fetchOne(LAST);
        return last == null ? 0 : last;
    }

    private static void createTables(DSLContext dsl) {
        dsl.createTableIfNotExists(EVENTS)
                .columns(SOURCE, NUMBER, EVENT, RECORD, WRITTEN_AT)
                .primaryKey(SOURCE, NUMBER)
                .execute();
        dsl.createTableIfNotExists(HEADS)
                .columns(SOURCE, LAST)
                .primaryKey(SOURCE)
                .execute();
        dsl.createTableIfNotExists(LISTENERS)
                .columns(NAME, SOURCE, EVENT, POSITION, OWNER, OWNED_UNTIL)
                .primaryKey(NAME, SOURCE, EVENT)
                .execute();
    }

    /** Makes the tables unless they are there. Two processes may try at once, of which PostgreSQL refuses one. */
    void ensureTables() {
        if (hasTables) return;
        try {
            database.inTransaction(this::created);
        } catch (FeathersException e) {
            database.inTransaction(this::created);
        }
        hasTables = true;
    }

    private boolean created(Connection connection) {
        createTables(database.dsl(connection));
        return true;
    }

    /** From now on listeners hear; those that came before too. */
    void start() {
        isStarted = true;
        try {
            ensureTables();
        } catch (FeathersException e) {
            log.warn("The tables for kept events cannot be made yet: {}", e.message());
        }
        listeners.forEach(NamedListener::start);
    }

    Registration listen(String source, String event, String name, ServiceListener listener) {
        var named = new NamedListener(database, source, event, name, listener);
        listeners.add(named);
        if (isStarted) named.start();
        return () -> {
            listeners.remove(named);
            named.stop();
        };
    }

    /** What was committed can be read. */
    void wake() {
        listeners.forEach(NamedListener::wake);
    }

    void stop(String source) {
        List<NamedListener> ending =
                listeners.stream().filter(each -> each.source().equals(source)).toList();
        listeners.removeAll(ending);
        ending.forEach(NamedListener::stop);
    }

    void close() {
        listeners.forEach(NamedListener::stop);
        listeners.clear();
    }
}
