package org.feathers4j.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.feathers4j.Admission;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients wait for over their sockets: calls that are neither refused nor acknowledged, and connections that are not admitted yet. Safe for all threads. */
final class SocketsUnderWay {
    private static final Logger log = LoggerFactory.getLogger(SocketsUnderWay.class);

    private final Calls calls;
    private final AtomicInteger running = new AtomicInteger();
    /** Completed when the last has ended; set once no more are admitted. */
    private volatile @Nullable CountDownLatch end;

    SocketsUnderWay(Calls calls) {
        this.calls = calls;
    }

    /** Starts it on a virtual thread; the error for the client when it is refused. */
    @Nullable
    FeathersException start(Runnable work) {
        return begin(work, calls::start);
    }

    /** Does it on this thread, an event loop; the error for the client when it is refused. */
    @Nullable
    FeathersException runHere(Runnable work) {
        return begin(work, calls::runHere);
    }

    private @Nullable FeathersException begin(Runnable work, Function<Runnable, Admission.@Nullable Refusal> how) {
        running.incrementAndGet(); // before the end is checked, or else the end might not wait for it
        if (end != null) {
            ended();
            return FeathersException.unavailable("The server is shutting down: try again later");
        }
        Admission.Refusal refusal = how.apply(() -> run(work));
        if (refusal == null) return null;
        ended();
        return calls.error(refusal);
    }

    /** Goes on, on a virtual thread, with what runs on this one. */
    void proceed(Runnable rest) {
        running.incrementAndGet();
        calls.proceed(() -> run(rest));
    }

    private void run(Runnable work) {
        try {
            work.run();
        } finally {
            ended();
        }
    }

    private void ended() {
        CountDownLatch last = running.decrementAndGet() == 0 ? end : null;
        if (last != null) last.countDown();
    }

    /** Whether nothing more is admitted. */
    boolean isFinishing() {
        return end != null;
    }

    /** Admits calls and connections. */
    void open() {
        end = null;
    }

    /** Admits no more, and waits until the last one has its answer. */
    void finish(Duration timeout) {
        var last = new CountDownLatch(1);
        end = last;
        if (running.get() == 0) return;
        try {
            if (!last.await(timeout.toMillis(), TimeUnit.MILLISECONDS))
                log.warn("{} calls over sockets did not end in {}; their clients get no answer", running, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
