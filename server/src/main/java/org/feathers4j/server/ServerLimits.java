package org.feathers4j.server;

import org.feathers4j.json.JsonLimits;

/**
 * How much is accepted from clients.
 *
 * @param maxBodyBytes bytes of a request body, counted after decompression; more is answered 413
 * @param maxHeaderBytes bytes of all headers of a request together; more is answered 431
 * @param maxUrlLength characters of path and query together; more is answered 414
 * @param maxConnections connections that are open at the same time; more are closed at once
 * @param maxCallsInFlight requests that are being answered at the same time; more are answered 503 at once
 * @param json depth of a JSON body and lengths inside it; more is answered 400
 */
public record ServerLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxUrlLength,
        int maxConnections,
        int maxCallsInFlight,
        JsonLimits json) {

    /** Bodies of 100 KiB as in Express, 16 KiB of headers as in Node, URLs of 16 384 characters, 50 000 connections, 10 000 calls in flight. */
    public static final ServerLimits DEFAULT =
            new ServerLimits(100 << 10, 16 << 10, 16 << 10, 50_000, 10_000, JsonLimits.DEFAULT);

    public ServerLimits {
        atLeastOne("maxBodyBytes", maxBodyBytes);
        atLeastOne("maxHeaderBytes", maxHeaderBytes);
        atLeastOne("maxUrlLength", maxUrlLength);
        atLeastOne("maxConnections", maxConnections);
        atLeastOne("maxCallsInFlight", maxCallsInFlight);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    ServerLimits withMaxBodyBytes(int value) {
        return new ServerLimits(value, maxHeaderBytes, maxUrlLength, maxConnections, maxCallsInFlight, json);
    }

    ServerLimits withMaxHeaderBytes(int value) {
        return new ServerLimits(maxBodyBytes, value, maxUrlLength, maxConnections, maxCallsInFlight, json);
    }

    ServerLimits withMaxUrlLength(int value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, value, maxConnections, maxCallsInFlight, json);
    }

    ServerLimits withMaxConnections(int value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, maxUrlLength, value, maxCallsInFlight, json);
    }

    ServerLimits withMaxCallsInFlight(int value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, maxUrlLength, maxConnections, value, json);
    }

    ServerLimits withJson(JsonLimits value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, maxUrlLength, maxConnections, maxCallsInFlight, value);
    }
}
