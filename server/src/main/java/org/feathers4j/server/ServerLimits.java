package org.feathers4j.server;

import org.feathers4j.json.JsonLimits;

/**
 * How much is accepted from clients.
 *
 * @param maxBodyBytes bytes of a request body, counted after decompression; more is answered 413
 * @param maxHeaderBytes bytes of all headers of a request together; more is answered 431
 * @param maxUrlLength characters of path and query together; more is answered 414
 * @param maxCallsInFlight requests that are being answered at the same time; more are answered 503 at once
 * @param json depth of a JSON body and lengths inside it; more is answered 400
 */
public record ServerLimits(
        int maxBodyBytes, int maxHeaderBytes, int maxUrlLength, int maxCallsInFlight, JsonLimits json) {

    /** Bodies of 100 KiB as in Express, 16 KiB of headers as in Node, URLs of 16 384 characters, 10 000 calls in flight. */
    public static final ServerLimits DEFAULT =
            new ServerLimits(100 << 10, 16 << 10, 16 << 10, 10_000, JsonLimits.DEFAULT);

    public ServerLimits {
        atLeastOne("maxBodyBytes", maxBodyBytes);
        atLeastOne("maxHeaderBytes", maxHeaderBytes);
        atLeastOne("maxUrlLength", maxUrlLength);
        atLeastOne("maxCallsInFlight", maxCallsInFlight);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    ServerLimits withMaxBodyBytes(int value) {
        return new ServerLimits(value, maxHeaderBytes, maxUrlLength, maxCallsInFlight, json);
    }

    ServerLimits withMaxHeaderBytes(int value) {
        return new ServerLimits(maxBodyBytes, value, maxUrlLength, maxCallsInFlight, json);
    }

    ServerLimits withMaxUrlLength(int value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, value, maxCallsInFlight, json);
    }

    ServerLimits withMaxCallsInFlight(int value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, maxUrlLength, value, json);
    }

    ServerLimits withJson(JsonLimits value) {
        return new ServerLimits(maxBodyBytes, maxHeaderBytes, maxUrlLength, maxCallsInFlight, value);
    }
}
