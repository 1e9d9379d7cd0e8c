package org.feathers4j.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** What a database that fails under load costs: clear errors, no acknowledged write, and no connection. */
abstract class FaultsTest {
    /** Is waited for by the tests that have it strike; to all other calls, for which it holds as well, it must leave the time that a busy machine takes. */
    static final Duration TIMEOUT = Patience.ofSeconds(1);

    static final Duration LONG = Patience.ofSeconds(30);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() throws InterruptedException {
        stopped.set(true);
        for (Thread each : threads) each.join();
    }

    static SqlDatabase database(String url, int connections) {
        return SqlDatabase.create(o -> o.url(url).maxConnections(connections).timeout(TIMEOUT));
    }

    static void execute(SqlDatabase database, String... statements) {
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                for (String each : statements) statement.execute(each);
            }
            return true;
        });
    }

    static SqlService service(SqlDatabase database, String table) {
        return SqlService.create(o -> o.database(database).table(table).multi(true));
    }

    void start(Runnable step) {
        threads.add(Thread.ofVirtual().start(() -> {
            while (!stopped.get()) {
                try {
                    step.run();
                } catch (Throwable e) {
                    errors.add(e);
                    java.util.concurrent.locks.LockSupport.parkNanos(5_000_000); // as a client that tries again
                }
            }
        }));
    }

    /** Writers that remember what was acknowledged, half of them in transactions that write two records. */
    void load(SqlDatabase database, int writers) {
        SqlService numbers = service(database, "numbers");
        SqlService doubles = service(database, "doubles");
        for (int i = 0; i < writers; i++)
            start(
                    i % 2 == 0
                            ? () -> {
                                int n = count.incrementAndGet();
                                numbers.create(Map.of("n", n), Params.empty());
                                acknowledged.add(n);
                            }
                            : () -> {
                                int n = count.incrementAndGet();
                                database.transaction(params -> {
                                    numbers.create(Map.of("n", n), params);
                                    return doubles.create(Map.of("n", 2 * n), params);
                                });
                                acknowledged.add(n);
                            });
    }

    void more(int writes) {
        int until = acknowledged.size() + writes;
        Eventually.await(LONG, "more writes", () -> acknowledged.size() >= until);
    }

    void endLoad() throws InterruptedException {
        end();
        assertThat(errors).allSatisfy(FaultsTest::isUnavailable);
    }

    static void isUnavailable(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(FeathersException.class, e -> {
            assertThat(e.kind()).as("%s, because of %s", e, e.getCause()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(e.message()).containsAnyOf("database", "not known");
        });
    }

    void nothingIsLost(SqlDatabase database) {
        Set<Integer> stored = numbers(database, "numbers");
        assertThat(stored).containsAll(acknowledged);
        // of a transaction both records or none: all doubles have their number
        assertThat(stored.stream().map(n -> 2 * n)).containsAll(numbers(database, "doubles"));
    }

    static Set<Integer> numbers(SqlDatabase database, String table) {
        var numbers = new HashSet<Integer>();
        for (Object each : (List<?>) service(database, table).find(Params.empty()))
            numbers.add(((Number) Objects.requireNonNull(((Map<?, ?>) each).get("n"))).intValue());
        return numbers;
    }

    static void noConnectionIsLeaked(SqlDatabase database) {
        Pools pools = database.pools();
        for (Object each : List.of(pools.readers(), pools.writers())) {
            HikariPoolMXBean pool = ((HikariDataSource) each).getHikariPoolMXBean();
            assertThat(pool.getActiveConnections()).isZero();
            assertThat(pool.getThreadsAwaitingConnection()).isZero();
        }
    }

    static Duration timed(Runnable call) {
        Instant start = Instant.now();
        call.run();
        return Duration.between(start, Instant.now());
    }

    /** Holds so many connections in transactions, until it is closed. */
    static final class Holders implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<Thread> threads;

        Holders(SqlDatabase database, int count) throws InterruptedException {
            var held = new CountDownLatch(count);
            threads = java.util.stream.IntStream.range(0, count)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> hold(database, held)))
                    .toList();
            held.await();
        }

        private boolean hold(SqlDatabase database, CountDownLatch held) {
            return database.transaction(params -> {
                held.countDown();
                end.await();
                return true;
            });
        }

        @Override
        public void close() {
            end.countDown();
            Eventually.await(
                    LONG, "the end of transactions", () -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    void exhaust(SqlDatabase database, int connections) throws InterruptedException {
        SqlService numbers = service(database, "numbers");
        numbers.create(Map.of("n", 1), Params.empty());
        try (var holders = new Holders(database, connections)) {
            assertThat(holders.threads).hasSize(connections);
            Duration waited = timed(() -> {
                FeathersException error = DatabaseTest.refused(() -> numbers.create(Map.of("n", 2), Params.empty()));
                isUnavailable(error);
                assertThat(error.message()).contains("no connection", "free");
            });
            assertThat(waited).isBetween(TIMEOUT.minusMillis(50), TIMEOUT.plusSeconds(20));
            isUnavailable(DatabaseTest.refused(() -> database.transaction(params -> 1)));
        }
        numbers.create(Map.of("n", 3), Params.empty());
        assertThat(numbers(database, "numbers")).containsExactlyInAnyOrder(1, 3);
        noConnectionIsLeaked(database);
    }
}
