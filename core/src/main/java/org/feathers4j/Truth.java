package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** JavaScript's truthiness, which decides in Feathers whether there is a result to answer or data to publish. */
public final class Truth {
    private Truth() {}

    /** False for null, false, 0, NaN and the empty text; true for everything else, also for empty objects and lists. */
    public static boolean of(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case CharSequence text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            default -> true;
        };
    }
}
