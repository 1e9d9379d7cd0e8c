package org.feathers4j.cote;

import java.util.function.Consumer;

/** Finds out whether an application whose hellos are missing is still alive. Called on the loop. */
@FunctionalInterface
public interface LivenessCheck {
    /** Checks nothing: an application whose hellos are missing is gone. */
    LivenessCheck NONE = (appUuid, verdict) -> verdict.accept(false);

    /**
     * Checks one application; must not block.
     *
     * @param appUuid as the application's components advertise it
     * @param verdict called once, on the loop, at once or later: whether the application has answered
     */
    void check(String appUuid, Consumer<Boolean> verdict);
}
