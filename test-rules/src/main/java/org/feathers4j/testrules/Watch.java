package org.feathers4j.testrules;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** One {@link Rule} on one test class. */
interface Watch extends AutoCloseable {

    /**
     * What the class left behind, one entry each; empty when it left nothing. Called once, after everything of the class has run.
     *
     * @param timeout how long to wait for things that are just about to end
     */
    List<String> leftovers(Duration timeout);

    /** Stops watching; everything that the watch installed is removed. */
    @Override
    default void close() {}

    /** What is still there when it is all gone or the timeout is spent. */
    static List<String> settled(Duration timeout, Supplier<List<String>> leftovers) {
        var waiting = new Countdown(timeout);
        var left = leftovers.get();
        while (!left.isEmpty() && waiting.waits()) {
            left = leftovers.get();
        }
        return left;
    }
}
