package org.feathers4j.server;

import java.time.Duration;

/**
 * How long clients may take. There is no limit for the services. {@link ServerOptions.Builder} has the defaults.
 *
 * @param idle until the head of the next request has come completely, from the last answer or the opening of the connection; then it is closed
 * @param body until a request body has come completely, from its head; then the answer is 408 and the connection is closed
 * @param answer until the client has taken an answer; then the connection is closed
 * @param shutdown how long calls in flight may take to end when the server closes; then they are interrupted
 */
record ServerTimeouts(Duration idle, Duration body, Duration answer, Duration shutdown) {
    ServerTimeouts {
        positive("idleTimeout", idle);
        positive("bodyTimeout", body);
        positive("answerTimeout", answer);
        if (shutdown.isNegative())
            throw new IllegalArgumentException("gracePeriod %s must not be negative".formatted(shutdown));
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException("%s %s must be positive".formatted(name, value));
    }

    Duration shortest() {
        Duration requests = idle.compareTo(body) < 0 ? idle : body;
        return requests.compareTo(answer) < 0 ? requests : answer;
    }
}
