package org.feathers4j.server;

import java.time.Duration;

import org.feathers4j.json.JsonLimits;

/**
 * Limits on requests of clients. {@link ServerOptions.Builder} has the defaults.
 *
 * @param maxBodyBytes bytes of a request body, counted after decompression; more is answered 413
 * @param maxHeaderBytes bytes of all headers of a request together; more is answered 431
 * @param maxUrlLength characters of path and query together; more is answered 414
 * @param maxConnections connections that are open at the same time; more are closed at once
 * @param maxCallsInFlight requests that are being answered at the same time; more are answered 503 at once
 * @param maxStartDelay how long requests may wait for a processor; more are answered 503 at once
 * @param json depth of a JSON body and lengths inside it; more is answered 400
 */
record ServerLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxUrlLength,
        int maxConnections,
        int maxCallsInFlight,
        Duration maxStartDelay,
        JsonLimits json) {

    ServerLimits {
        atLeastOne("maxBodyBytes", maxBodyBytes);
        atLeastOne("maxHeaderBytes", maxHeaderBytes);
        atLeastOne("maxUrlLength", maxUrlLength);
        atLeastOne("maxConnections", maxConnections);
        atLeastOne("maxCallsInFlight", maxCallsInFlight);
        if (maxStartDelay.isNegative())
            throw new IllegalArgumentException("maxStartDelay %s must not be negative".formatted(maxStartDelay));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }
}
