package org.feathers4j.cote;

import java.util.function.Consumer;

/** Finds out whether an application whose hellos are missed is there nevertheless. On the loop. */
@FunctionalInterface
interface Witness {
    /** Asks nobody: whose hellos are missed is gone. */
    Witness NONE = (appUuid, verdict) -> verdict.accept(false);

    /**
     * Asks.
     *
     * @param verdict told once, on the loop, at once or later: whether the application has given a sign of life
     */
    void ask(String appUuid, Consumer<Boolean> verdict);
}
