package org.feathers4j.authentication;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** A time span as jsonwebtoken reads it (lib/timespan.js with the package ms): a number of seconds, or text such as {@code 1d} or {@code 2.5 hrs}. */
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(-?(?:\\d+)?\\.?\\d+) *([a-z]*)", Pattern.CASE_INSENSITIVE);
    private static final double SECOND = 1000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final int LONGEST_TEXT = 100;

    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0), // a text without a unit is milliseconds, unlike a number
            Map.entry("ms", 1.0),
            Map.entry("msec", 1.0),
            Map.entry("millisecond", 1.0),
            Map.entry("s", SECOND),
            Map.entry("sec", SECOND),
            Map.entry("second", SECOND),
            Map.entry("m", MINUTE),
            Map.entry("min", MINUTE),
            Map.entry("minute", MINUTE),
            Map.entry("h", HOUR),
            Map.entry("hr", HOUR),
            Map.entry("hour", HOUR),
            Map.entry("d", DAY),
            Map.entry("day", DAY),
            Map.entry("w", 7 * DAY),
            Map.entry("week", 7 * DAY),
            Map.entry("y", 365.25 * DAY),
            Map.entry("yr", 365.25 * DAY),
            Map.entry("year", 365.25 * DAY));

    private TimeSpan() {}

    /**
     * The second, counted from 1970, that comes a span after another one, rounded down.
     *
     * @param option for the message: the name of the setting
     * @throws IllegalArgumentException when it is no time span
     */
    static long after(long second, @Nullable Object span, String option) {
        if (span instanceof Number seconds) return (long) Math.floor(second + seconds.doubleValue());
        return (long) Math.floor(second + milliseconds(span, option) / SECOND);
    }

    private static double milliseconds(@Nullable Object span, String option) {
        String text = span instanceof String value ? value : "";
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST_TEXT || !matcher.matches()) throw unreadable(option);
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        Double factor = UNITS.get(unit);
        if (factor == null && unit.endsWith("s")) factor = UNITS.get(unit.substring(0, unit.length() - 1));
        if (factor == null) throw unreadable(option);
        return Double.parseDouble(matcher.group(1)) * factor;
    }

    private static IllegalArgumentException unreadable(String option) {
        return new IllegalArgumentException(
                "\"%s\" should be a number of seconds or string representing a timespan eg: \"1d\", \"20h\", 60"
                        .formatted(option));
    }
}
