package org.feathers4j.authentication;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords on a few platform threads of its own: a virtual thread that burns CPU is not preempted, and a hundred logins at once would stop all other
 * calls. Callers wait. Safe for all threads; owner of its threads, which start when needed and end when idle.
 */
final class Passwords {
    private static final int IDLE_SECONDS = 10;
    private static final String NOBODYS = "a password that nobody has";

    private final int cost;
    private final ThreadPoolExecutor threads;
    /** The hash that passwords of unknown users are compared with; made once, by the first caller. */
    private final AtomicReference<@Nullable String> dummy = new AtomicReference<>();

    Passwords(int cost, int parallel, int waiting) {
        this.cost = cost;
        this.threads = new ThreadPoolExecutor(
                parallel,
                parallel,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                Thread.ofPlatform().name("feathers4j-passwords-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws FeathersException Unavailable when too many are waiting already */
    String hash(String password) {
        return await(() -> Bcrypt.hash(password, cost));
    }

    /**
     * Whether a password is the one of the hash. Takes as long when there is no such hash: a faster answer would reveal which users exist.
     *
     * @param hash null when the user or the password is unknown
     * @throws FeathersException Unavailable when too many are waiting already
     */
    boolean matches(String password, @Nullable String hash) {
        return await(() -> {
            String compared = hash == null ? dummy() : hash;
            return Bcrypt.matches(password, compared) && hash != null;
        });
    }

    private String dummy() {
        String made = dummy.get();
        if (made != null) return made;
        String hash = Bcrypt.hash(NOBODYS, cost);
        dummy.set(hash);
        return hash;
    }

    private <T> T await(Callable<T> work) {
        Future<T> result = submit(work);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted while a password was hashed")
                    .withCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw FeathersException.unavailable("Too many passwords are waiting to be checked: try again later")
                    .withCause(e);
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
