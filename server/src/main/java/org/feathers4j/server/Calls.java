package org.feathers4j.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Admission;
import org.feathers4j.Admission.Refusal;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls in flight, each on a virtual thread of its own unless it is known not to block, and never more than allowed. Safe for all threads. */
final class Calls {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(250);

    private final Admission admission;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call").factory());

    Calls(Admission admission) {
        this.admission = admission;
    }

    /** Starts a call on a thread of its own; tells why not when the application has too much to do. */
    @Nullable
    Refusal start(Runnable call) {
        long came = admission.now();
        Refusal refusal = admission.admit(came);
        if (refusal != null) return refusal;
        try {
            threads.execute(() -> {
                admission.started(came);
                run(call);
            });
            return null;
        } catch (RejectedExecutionException e) {
            // the server has closed
            admission.started(came);
            admission.ended();
            return Refusal.TOO_MANY;
        }
    }

    /** Makes a call on this thread, an event loop, which it must not block; tells why not when the application has too much to do. */
    @Nullable
    Refusal runHere(Runnable call) {
        if (threads.isShutdown()) return Refusal.TOO_MANY;
        Refusal refusal = admission.admitAtOnce(admission.now());
        if (refusal == null) run(call);
        return refusal;
    }

    /** The error for the client of a call that was refused. */
    FeathersException error(Refusal refusal) {
        return FeathersException.unavailable("%s", admission.explanation(refusal));
    }

    /** Continues a call that was admitted before. */
    void proceed(Runnable rest) {
        admission.resumed();
        try {
            threads.execute(() -> run(rest));
        } catch (RejectedExecutionException e) {
            // the server has closed, and with it the connection that an answer would go to
            admission.ended();
        }
    }

    private void run(Runnable call) {
        try {
            call.run();
        } finally {
            admission.ended();
        }
    }

    /** Accepts no more calls, waits for the running ones, then interrupts them. */
    void close(Duration timeout) {
        threads.shutdown();
        if (ended(timeout)) return;
        log.warn("{} calls did not end in the grace period and are interrupted", admission.inFlight());
        threads.shutdownNow();
        if (!ended(AFTER_INTERRUPT)) log.warn("{} calls go on although they were interrupted", admission.inFlight());
    }

    private boolean ended(Duration timeout) {
        try {
            return threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
