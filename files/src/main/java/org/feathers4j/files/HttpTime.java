package org.feathers4j.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Dates in headers (RFC 9110, 5.6.7). Pure. */
final class HttpTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HttpTime() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** Null for a header that is absent or no date: both are to be disregarded. */
    static @Nullable Instant parse(@Nullable String header) {
        if (header == null) return null;
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.trim(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Headers have no fractions of seconds. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
