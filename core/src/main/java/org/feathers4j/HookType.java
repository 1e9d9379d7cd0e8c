package org.feathers4j;

import java.util.Locale;

/** When a hook runs. */
public enum HookType {
    /** Before and after everything further in. */
    AROUND,
    /** Before the method. */
    BEFORE,
    /** After the method, if it succeeded. */
    AFTER,
    /** After something failed. */
    ERROR;

    /** Feathers' word for it, for instance {@code around}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
