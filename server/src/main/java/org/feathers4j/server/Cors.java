package org.feathers4j.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Cross-origin headers as the Express middleware {@code cors} sets them (cors 2.8, lib/index.js). For the event loop. */
final class Cors {
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET,HEAD,PUT,PATCH,POST,DELETE");
    private static final CharSequence EVERYBODY = HttpHeaders.createOptimized("*");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final int NO_CONTENT = 204;

    private final CorsOptions options;

    Cors(CorsOptions options) {
        this.options = options;
    }

    /** Adds what every answer carries. */
    void decorate(HttpServerRequest request) {
        if (!options.enabled()) return;
        MultiMap headers = request.response().headers();
        if (options.origins().isEmpty()) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, EVERYBODY);
            return;
        }
        headers.add(HttpHeaders.VARY, "Origin");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !options.origins().contains(origin)) return;
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (options.credentials()) headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    }

    /** Answers OPTIONS, whatever the path; false for every other request. */
    boolean answers(HttpServerRequest request) {
        if (!options.enabled() || !HttpMethod.OPTIONS.equals(request.method())) return false;
        HttpServerResponse response = request.response();
        response.headers()
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .add(HttpHeaders.VARY, REQUEST_HEADERS);
        String wanted = request.getHeader(REQUEST_HEADERS);
        if (wanted != null && !wanted.isEmpty()) response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        response.setStatusCode(NO_CONTENT).end();
        return true;
    }
}
