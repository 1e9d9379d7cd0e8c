package org.feathers4j.server;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;

import static org.feathers4j.testrules.Patience.ofSeconds;

/** A service that answers when it is let. */
final class Gate implements Service.Gets {
    final CountDownLatch open = new CountDownLatch(1);
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicBoolean interrupted = new AtomicBoolean();

    @Override
    public Object get(Id id, Params params) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            open.await();
            return Map.of("id", id.value());
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        } finally {
            waiting.decrementAndGet();
        }
    }

    void awaitCallers(int count) {
        Eventually.await(ofSeconds(30), count + " callers", () -> waiting.get() == count);
    }
}
