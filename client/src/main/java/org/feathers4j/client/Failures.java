package org.feathers4j.client;

import java.time.Duration;

import org.feathers4j.FeathersException;

/** Errors that both ways to a server have. */
final class Failures {
    private Failures() {}

    static FeathersException closed(Object call) {
        return FeathersException.unavailable("%s failed: the client is closed", call);
    }

    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
