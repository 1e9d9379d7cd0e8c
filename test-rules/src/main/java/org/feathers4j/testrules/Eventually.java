package org.feathers4j.testrules;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Waits for something to become true instead of sleeping.
 *
 * <p>The condition is asked on the calling thread, at once and then every few milliseconds. One that throws counts as not
 * yet true (a server that is still starting refuses connections); its last exception is the cause of the failure.
 */
public final class Eventually {

    private Eventually() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param deadline how long to wait at most
     * @param what what is awaited, as the end of the sentence "still waiting for ..."
     * @param condition asked again and again, so it must be cheap and free of effects
     * @throws AssertionError if the condition does not hold in time; says what was awaited for how long
     */
    public static void await(Duration deadline, String what, BooleanSupplier condition) {
        get(deadline, what, condition::getAsBoolean, holds -> holds);
    }

    /**
     * The first value that is good enough.
     *
     * @param deadline how long to wait at most
     * @param what what is awaited, as the end of the sentence "still waiting for ..."
     * @param source asked again and again for a value; null means none yet
     * @param good tells whether the value is the awaited one; never asked about null
     * @return the value that was found good
     * @throws AssertionError if no good value comes in time; says what was awaited for how long, and the last value
     */
    public static <T> T get(
            Duration deadline, String what, Supplier<? extends @Nullable T> source, Predicate<? super T> good) {
        var timeout = new Countdown(deadline);
        @Nullable T last = null;
        @Nullable Throwable failure = null;
        do {
            try {
                last = source.get();
                failure = null;
                if (last != null && good.test(last)) {
                    return last;
                }
            } catch (RuntimeException | AssertionError e) {
                failure = e;
            }
        } while (timeout.waits());
        throw new AssertionError(
                "still waiting for %s after %s; last value: %s".formatted(what, deadline, last), failure);
    }
}
