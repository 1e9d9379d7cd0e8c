package org.feathers4j.server;

import java.time.Duration;

/**
 * How long clients may take. There is no limit for the services.
 *
 * @param idle until the head of the next request has come completely, from the last answer or the opening of the connection; then it is closed
 * @param body until a request body has come completely, from its head; then the answer is 408 and the connection is closed
 * @param answer until the client has taken an answer; then the connection is closed
 * @param shutdown how long calls in flight may take to end when the server closes; then they are interrupted
 */
public record ServerTimeouts(Duration idle, Duration body, Duration answer, Duration shutdown) {
    /**
     * 75 seconds between requests, half a minute for a body, two minutes to take an answer, ten seconds to shut down. Common load balancers keep idle connections for 60 seconds: a server
     * that closes them first loses requests that are just being sent.
     */
    public static final ServerTimeouts DEFAULT = new ServerTimeouts(
            Duration.ofSeconds(75), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofSeconds(10));

    public ServerTimeouts {
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

    ServerTimeouts withIdle(Duration value) {
        return new ServerTimeouts(value, body, answer, shutdown);
    }

    ServerTimeouts withBody(Duration value) {
        return new ServerTimeouts(idle, value, answer, shutdown);
    }

    ServerTimeouts withAnswer(Duration value) {
        return new ServerTimeouts(idle, body, value, shutdown);
    }

    ServerTimeouts withShutdown(Duration value) {
        return new ServerTimeouts(idle, body, answer, value);
    }
}
