package org.feathers4j.testrules;

import java.time.Duration;

/**
 * How long tests wait for what has to come sooner or later.
 *
 * <p>They name the time that a machine with nothing else to do needs at most. Where test JVMs run side by side and share few processors, {@code -Dtest.patience=3}
 * has them wait three times as long; what comes in time costs nothing by that. A time that tells right behaviour from wrong, such as "before the timeout of
 * 30 s", is not a matter of patience: it stays a plain {@link Duration}.
 */
public final class Patience {
    private static final int FACTOR = Integer.getInteger("test.patience", 1);

    private Patience() {}

    /** So many seconds where nothing else runs. */
    public static Duration ofSeconds(long seconds) {
        return Duration.ofSeconds(seconds).multipliedBy(FACTOR);
    }
}
