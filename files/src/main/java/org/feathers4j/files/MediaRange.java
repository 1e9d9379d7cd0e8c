package org.feathers4j.files;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Media types as options name them: {@code image/png}, {@code image/*}. Pure. */
final class MediaRange {
    private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]{1,127}/([\\w!#$&^.+-]{1,127}|\\*)|\\*/\\*");

    private MediaRange() {}

    /** @throws IllegalArgumentException when one is no media type or range of them */
    static List<String> checked(String... ranges) {
        for (String range : ranges)
            if (!TYPE.matcher(range).matches())
                throw new IllegalArgumentException(
                        "'%s' is no media type such as image/png or image/*".formatted(range));
        return List.of(ranges).stream()
                .map(range -> range.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether one of the ranges has a type, which is in lower case and without parameters. */
    static boolean contain(List<String> ranges, String type) {
        for (String range : ranges) {
            boolean whole = range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1));
            if (range.equals("*/*") || range.equals(type) || whole) return true;
        }
        return false;
    }

    /** Whether text is a type, not a range. */
    static boolean isType(String text) {
        return TYPE.matcher(text).matches() && !text.endsWith("*");
    }
}
