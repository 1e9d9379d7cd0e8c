package org.feathers4j;

/**
 * Work that succeeds or fails as a whole, such as a transaction of a database. Calls that take part carry it in their params, under {@code transaction}; their events
 * are emitted once it has succeeded, and never when it has failed.
 *
 * <pre>{@code
 * todos.create(data, context.params());         // within a transaction hook: takes part in it
 * }</pre>
 */
public interface UnitOfWork {
    /** The name of the param. */
    String PARAM = "transaction";

    /**
     * Runs something after the work has succeeded, on the thread that ends it and in the order in which it was given here; at once if that has happened already, never
     * when the work has failed. Any thread.
     *
     * @param action what it throws is logged
     */
    void afterCommit(Runnable action);
}
