package org.feathers4j.sql;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.ServiceListener;
import org.feathers4j.json.Json;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads kept events for one listener, on a thread of its own. How far it has come is in the database, so that it goes on there after a restart. Of several processes one owns
 * the name at a time: for some seconds, which it prolongs as long as it lives, so that another one takes over when it dies.
 */
final class NamedListener {
    private static final Logger log = LoggerFactory.getLogger(NamedListener.class);
    private static final Duration OWNED = Duration.ofSeconds(6);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    /** Events that all names have heard are kept for this long, for people who look for what happened. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final SqlDatabase database;
    private final String source;
    private final String event;
    private final String name;
    private final ServiceListener listener;
    private final String owner = UUID.randomUUID().toString();
    private final Semaphore news = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isEnded;
    private volatile boolean isHearing;
    private volatile boolean isRegistered;
    private @Nullable Thread thread;
    private int failures;
    private long cleanedAt;

    NamedListener(SqlDatabase database, String source, String event, String name, ServiceListener listener) {
        this.database = database;
        this.source = source;
        this.event = event;
        this.name = name;
        this.listener = listener;
    }

    String source() {
        return source;
    }

    void start() {
        lock.lock();
        try {
            if (thread != null || isEnded) return;
            try {
                register();
            } catch (FeathersException e) {
                log.warn("Listener '{}' of '{} {}' waits for the database: {}", name, source, event, e.message());
            }
            thread = Thread.ofVirtual().name("listener " + name).start(this::run);
            Thread.ofVirtual().name("owner of listener " + name).start(this::prolong);
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        if (news.availablePermits() == 0) news.release();
    }

    /** Lets the event that is being heard end, for some seconds. */
    void stop() {
        Thread running;
        lock.lock();
        try {
            isEnded = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        wake();
        if (running == null || running == Thread.currentThread()) return;
        try {
            if (!running.join(ENDING)) {
                log.warn(
                        "Listener '{}' of '{} {}' did not end within {}; it is interrupted",
                        name,
                        source,
                        event,
                        ENDING);
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A name that is new begins with what happens from now on. */
    private void register() {
        database.outbox().ensureTables();
        database.inTransaction(connection -> {
            DSLContext dsl = database.dsl(connection);
            return dsl.insertInto(Outbox.LISTENERS)
                    .columns(
                            Outbox.NAME, Outbox.SOURCE, Outbox.EVENT, Outbox.POSITION, Outbox.OWNER, Outbox.OWNED_UNTIL)
                    .values(name, source, event, Outbox.head(dsl, source), "", 0L)
                    .onConflictDoNothing()
                    .execute();
        });
        isRegistered = true;
    }

    /** A listener may take longer for one event than a dead one is waited for. */
    private void prolong() {
        while (!isEnded) {
            try {
                if (ended.await(OWNED.toMillis() / 3, TimeUnit.MILLISECONDS)) return;
                if (isHearing) owned(System.currentTimeMillis() + OWNED.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.debug("Listener '{}' could not prolong its ownership", name, e);
            }
        }
    }

    private void run() {
        while (!isEnded) {
            try {
                if (!hearBatch()) news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                failures = 0;
            } catch (InterruptedException e) {
                break;
            } catch (Exception e) {
                log.warn("Listener '{}' of '{} {}' failed, and hears the same event again", name, source, event, e);
                pause();
            }
        }
        ended.countDown();
        try {
            owned(0);
        } catch (RuntimeException e) {
            log.debug("Listener '{}' stays owned for some seconds", name, e);
        }
    }

    private void pause() {
        long pause = Math.min(LONGEST_PAUSE.toMillis(), 250L << Math.min(failures++, 10));
        try {
            if (!isEnded) Thread.sleep(pause);
        } catch (InterruptedException e) {
            isEnded = true;
        }
    }

    /**
     * Looks without writing first: at rest a listener costs one read a second.
     *
     * @return whether there may be more at once
     */
    private boolean hearBatch() throws Exception {
        if (!isRegistered) register();
        clean();
        if (database.read(Params.empty(), connection -> batch(database.dsl(connection)))
                .isEmpty()) return false;
        if (!owned(System.currentTimeMillis() + OWNED.toMillis())) return false;
        List<Record2<Long, String>> batch = database.inTransaction(connection -> batch(database.dsl(connection)));
        for (var each : batch) {
            if (isEnded) return true;
            isHearing = true;
            try {
                listener.on(Json.parse(each.value2()), null);
            } finally {
                isHearing = false;
            }
            if (!heard(each.value1())) return false;
        }
        return batch.size() == BATCH;
    }

    private List<Record2<Long, String>> batch(DSLContext dsl) {
        Long position =
                dsl.select(Outbox.POSITION).from(Outbox.LISTENERS).where(isMe()).fetchOne(Outbox.POSITION);
        return dsl.select(Outbox.NUMBER, Outbox.RECORD)
                .from(Outbox.EVENTS)
                .where(Outbox.SOURCE.eq(source), Outbox.EVENT.eq(event), Outbox.NUMBER.gt(position))
                .orderBy(Outbox.NUMBER)
                .limit(BATCH)
                .fetch();
    }

    private Condition isMe() {
        return Outbox.NAME.eq(name).and(Outbox.SOURCE.eq(source)).and(Outbox.EVENT.eq(event));
    }

    private boolean owned(long until) {
        return database.inTransaction(connection -> database.dsl(connection)
                        .update(Outbox.LISTENERS)
                        .set(Outbox.OWNER, owner)
                        .set(Outbox.OWNED_UNTIL, until)
                        .where(isMe(), Outbox.OWNER.eq(owner).or(Outbox.OWNED_UNTIL.lt(System.currentTimeMillis())))
                        .execute())
                == 1;
    }

    /** @return false when another process has taken over meanwhile */
    private boolean heard(long number) {
        return database.inTransaction(connection -> database.dsl(connection)
                        .update(Outbox.LISTENERS)
                        .set(Outbox.POSITION, number)
                        .set(Outbox.OWNED_UNTIL, System.currentTimeMillis() + OWNED.toMillis())
                        .where(isMe(), Outbox.OWNER.eq(owner))
                        .execute())
                == 1;
    }

    private void clean() {
        long now = System.currentTimeMillis();
        if (now - cleanedAt < KEPT.toMillis() / 10) return;
        cleanedAt = now;
        database.inTransaction(connection -> {
            DSLContext dsl = database.dsl(connection);
            Long least = dsl.select(org.jooq.impl.DSL.min(Outbox.POSITION))
                    .from(Outbox.LISTENERS)
                    .where(Outbox.SOURCE.eq(source))
                    .fetchOne(0, Long.class);
            return dsl.deleteFrom(Outbox.EVENTS)
                    .where(
                            Outbox.SOURCE.eq(source),
                            Outbox.NUMBER.le(least == null ? 0L : least),
                            Outbox.WRITTEN_AT.lt(now - KEPT.toMillis()))
                    .execute();
        });
    }
}
