package org.feathers4j;

/** Receives an application's own events, such as {@code service}, {@code connection} or {@code login}. */
@FunctionalInterface
public interface EventListener {
    /** Runs on the thread that emitted the event; what it throws is logged, and has no other effect. */
    void on(Object... arguments) throws Exception;
}
