package org.feathers4j.socketioserver;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Timeouts of requests at a plain HTTP server of Vert.x. {@link SessionOptionsBuilder} has the defaults.
 *
 * @param body null when the application has not set it
 * @param answer null when the application has not set it
 */
record PlainTimeouts(@Nullable Duration body, @Nullable Duration answer) {
    private static final Duration BODY = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    PlainTimeouts {
        positive("bodyTimeout", body);
        positive("answerTimeout", answer);
    }

    private static void positive(String name, @Nullable Duration value) {
        if (value != null && !value.isPositive())
            throw new IllegalArgumentException("%s %s must be positive".formatted(name, value));
    }

    boolean areSet() {
        return body != null || answer != null;
    }

    HttpHost host() {
        return new PlainHost(body == null ? BODY : body, answer == null ? ANSWER : answer);
    }
}
