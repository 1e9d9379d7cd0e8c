package org.feathers4j.testrules;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/** No thread may die of an exception. */
final class UncaughtExceptions implements Rule {

    @Override
    public Watch watch() {
        return new Catcher();
    }

    private static final class Catcher implements Watch, UncaughtExceptionHandler {

        // null: the JVM's own behaviour, which prints the stack trace
        private final @Nullable UncaughtExceptionHandler previous = Thread.getDefaultUncaughtExceptionHandler();
        private final Queue<String> caught = new ConcurrentLinkedQueue<>();

        Catcher() {
            Thread.setDefaultUncaughtExceptionHandler(this);
        }

        @Override
        public void uncaughtException(Thread thread, Throwable exception) {
            var trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace, true));
            caught.add("uncaught exception in thread '%s': %s"
                    .formatted(thread.getName(), trace.toString().strip()));
        }

        @Override
        public List<String> leftovers(Duration timeout) {
            return List.copyOf(caught);
        }

        @Override
        public void close() {
            Thread.setDefaultUncaughtExceptionHandler(previous);
        }
    }
}
