package org.feathers4j.examples.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become so. */
final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Await() {}

    static void await(Duration atMost, BooleanSupplier condition) {
        if (!holds(atMost, condition)) throw new IllegalStateException("Waited in vain for " + atMost);
    }

    static boolean holds(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
