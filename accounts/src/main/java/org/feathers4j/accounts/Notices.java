package org.feathers4j.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands notices to the notifier, on virtual threads of its own. Safe for all threads. */
final class Notices {
    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final int MOST_LATER = 1000;

    private final Notifier notifier;
    private final Users users;
    private final Semaphore room = new Semaphore(MOST_LATER);
    private volatile ExecutorService threads = threads();

    Notices(Notifier notifier, Users users) {
        this.notifier = notifier;
        this.users = users;
    }

    private static ExecutorService threads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("accounts-", 0).factory());
    }

    /** Accepts notices again after {@link #finish}: of an application that could not listen at first. */
    void start() {
        if (threads.isShutdown()) threads = threads();
    }

    Notice of(
            String type,
            Map<String, @Nullable Object> user,
            Tokens.@Nullable Made made,
            Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> notifierOptions) {
        return new Notice(
                type,
                users.withoutSecrets(user),
                made == null ? null : made.token(),
                made == null ? null : made.shortToken(),
                changes,
                notifierOptions);
    }

    void sendLater(Notice notice) {
        if (!later(() -> send(notice)))
            log.error("A {} was not sent: too many are waiting, or the application has closed", notice);
    }

    void send(Notice notice) {
        try {
            notifier.send(notice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.error("A {} was not sent: the application closes", notice);
        } catch (Exception e) {
            // its message may quote the mail, and with it the link
            log.error("A {} was not sent: {}", notice, e.getClass().getName());
            log.debug("A {} was not sent: {}", notice, e.toString());
        }
    }

    /** False when too much is waiting, or the application closes. */
    boolean later(Runnable task) {
        if (!room.tryAcquire()) return false;
        try {
            threads.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException e) {
            room.release();
            return false;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (FeathersException e) {
            log.debug("Nothing was sent: {}", e.message());
        } catch (RuntimeException e) {
            log.error("A notice could not be made", e);
        } finally {
            room.release();
        }
    }

    /** Sends what is waiting; what is not sent in time is interrupted. Nothing is accepted any more. */
    void finish(Duration timeout) {
        ExecutorService ending = threads;
        ending.shutdown();
        try {
            if (!ending.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) ending.shutdownNow();
        } catch (InterruptedException e) {
            ending.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
