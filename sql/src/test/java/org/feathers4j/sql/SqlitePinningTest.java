package org.feathers4j.sql;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.Params;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqlitePinningTest extends PinningTest {
    private static final Duration LOCKED = Duration.ofSeconds(10);

    @Override
    String url() {
        return "sqlite:" + folder.resolve("data.db");
    }

    /** Guards the test itself: a thread that parks within a static initializer is pinned by every JDK. */
    @Test
    void a_pinned_thread_would_be_seen() throws Exception {
        assertThat(pinned(() -> Thread.ofVirtual().start(Pinned::touch).join())).isNotEmpty();
    }

    private static final class Pinned {
        static final int VALUE = slept();

        private static int slept() {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
            return 1;
        }

        static void touch() {
            assertThat(VALUE).isOne();
        }
    }

    /**
     * What SQLite does it does in native code, where a thread keeps its carrier although no event of pinning says so: reading and writing the file. It must not wait there for
     * the lock of another process, or as many databases as the machine has processors would hold up all virtual threads.
     */
    @Test
    void threads_that_wait_for_locked_files_leave_the_carriers_to_others() throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        var waiting = new CountDownLatch(carriers);
        var longest = new AtomicLong();
        var ticker = Thread.ofVirtual().start(() -> {
            while (waiting.getCount() > 0) {
                long start = System.nanoTime();
                LockSupport.parkNanos(1_000_000);
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        });
        for (int i = 0; i < carriers; i++) {
            String url = "sqlite:" + folder.resolve("locked%d.db".formatted(i));
            Thread.ofVirtual().start(() -> {
                waitForLock(url);
                waiting.countDown();
            });
        }
        ticker.join();
        assertThat(Duration.ofNanos(longest.get())).isLessThan(LOCKED.dividedBy(2));
    }

    private static void waitForLock(String url) {
        try (var database = SqlDatabase.create(o -> o.url(url).timeout(LOCKED));
                var other = DriverManager.getConnection("jdbc:" + url);
                var statement = other.createStatement()) {
            statement.execute("CREATE TABLE things (id INTEGER PRIMARY KEY)");
            SqlService things = SqlService.create(o -> o.database(database).table("things"));
            things.create(Map.of(), Params.empty());
            statement.execute("BEGIN IMMEDIATE");
            assertThat(refused(() -> things.create(Map.of(), Params.empty())).code())
                    .isEqualTo(503);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
