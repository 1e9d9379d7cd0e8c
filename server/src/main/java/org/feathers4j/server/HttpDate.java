package org.feathers4j.server;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.vertx.core.http.HttpHeaders;

/** The Date header, made once a second instead of once an answer. A timer writes it, all event loops read it. */
final class HttpDate {
    private volatile CharSequence text = now();

    CharSequence text() {
        return text;
    }

    void renew() {
        text = now();
    }

    private static CharSequence now() {
        return HttpHeaders.createOptimized(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }
}
