package org.feathers4j.interop;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.Id;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** Calls of all methods of an {@code echo} service at a steady rate, each on a thread of its own, whether or not those before it have ended. */
final class Traffic implements AutoCloseable {

    /** The methods, in turn. */
    private static final List<String> METHODS = List.of("find", "get", "create", "update", "patch", "remove", "toggle");

    /** No more calls are under way at a time: how long they take must not depend on how many a busy machine has put off. */
    private static final int MOST = 200;

    /**
     * A call that failed.
     *
     * @param begun when the call began, by {@link System#nanoTime}
     */
    record Failure(String method, Throwable error, long begun) {
        boolean isRead() {
            return method.equals("find") || method.equals("get");
        }
    }

    private final ServiceHandle echo;
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    /** The numbers of calls that have not ended. */
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

    private final AtomicInteger answered = new AtomicInteger();
    private final Thread clock;
    private volatile boolean stopped;

    /** @param perSecond how many calls begin in a second */
    Traffic(ServiceHandle echo, int perSecond) {
        this.echo = echo;
        clock = Thread.ofPlatform()
                .name("traffic")
                .start(() -> begin(Duration.ofSeconds(1).toNanos() / perSecond));
    }

    private void begin(long pause) {
        long next = System.nanoTime();
        for (int i = 0; !stopped; i++) {
            var method = METHODS.get(i % METHODS.size());
            int id = i;
            underWay.add(id);
            Thread.ofVirtual().start(() -> call(method, id));
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
            while (underWay.size() >= MOST && !stopped) {
                LockSupport.parkNanos(pause);
                next = System.nanoTime(); // what a busy machine has missed is not made up for
            }
        }
    }

    private void call(String method, int id) {
        long begun = System.nanoTime();
        try {
            switch (method) {
                case "find" -> echo.find();
                case "get" -> echo.get(id);
                case "create" -> echo.create(Map.of("n", id));
                case "update" -> echo.update(Id.of(id), Map.of("n", id));
                case "patch" -> echo.patch(Id.of(id), Map.of("n", id));
                case "remove" -> echo.remove(Id.of(id));
                default -> echo.call(method, Map.of("n", id));
            }
            answered.incrementAndGet();
        } catch (RuntimeException e) {
            failures.add(new Failure(method, e, begun));
        } finally {
            underWay.remove(id);
        }
    }

    /** Returns when that many more calls have been answered. */
    void awaitAnswers(int more, Duration within) {
        int wanted = answered.get() + more;
        Eventually.await(
                within,
                "%d more answers; %d calls are under way, failures: %s".formatted(more, underWay.size(), failures),
                () -> answered.get() >= wanted);
    }

    /** Returns when the calls that are under way now have ended, with any outcome; those that begin later may go on. */
    void awaitEndOfCallsUnderWay(Duration within) {
        var now = Set.copyOf(underWay);
        Eventually.await(
                within,
                "the end of the %d calls under way".formatted(now.size()),
                () -> Collections.disjoint(underWay, now));
    }

    int answered() {
        return answered.get();
    }

    /** Begins no more calls, waits for those under way, and returns what failed. */
    List<Failure> stop() {
        stopped = true;
        Eventually.await(Patience.ofSeconds(30), "the end of all calls", () -> !clock.isAlive() && underWay.isEmpty());
        return List.copyOf(failures);
    }

    /** Begins no more calls. */
    @Override
    public void close() {
        stopped = true;
    }
}
