package org.feathers4j.transport;

import org.jspecify.annotations.Nullable;

/** What JavaScript takes for something where it is asked for a condition. */
final class Truth {
    private Truth() {}

    /** False for null, false, 0, NaN and the empty text; true for everything else, also for what is empty otherwise. */
    static boolean of(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case CharSequence text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            default -> true;
        };
    }
}
