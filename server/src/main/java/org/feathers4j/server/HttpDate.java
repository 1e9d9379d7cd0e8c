package org.feathers4j.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.vertx.core.http.HttpHeaders;

/** The Date header, made once a second instead of once an answer. A timer writes it, all event loops read it. */
final class HttpDate {
    /** The form of RFC 9110, section 5.6.7: the JDK's RFC 1123 has the first nine days of a month with one digit. */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private volatile CharSequence text = now();

    CharSequence text() {
        return text;
    }

    void renew() {
        text = now();
    }

    private static CharSequence now() {
        return HttpHeaders.createOptimized(of(Instant.now()));
    }

    static String of(Instant time) {
        return IMF_FIXDATE.format(time);
    }
}
