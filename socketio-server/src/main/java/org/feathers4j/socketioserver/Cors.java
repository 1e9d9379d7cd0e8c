package org.feathers4j.socketioserver;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Cross-origin headers as the Express middleware {@code cors} sets them (cors 2.8, lib/index.js). Immutable; the methods are for the event loop of the request. */
public final class Cors {
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET,HEAD,PUT,PATCH,POST,DELETE");
    private static final CharSequence ANY_ORIGIN = HttpHeaders.createOptimized("*");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final int NO_CONTENT = 204;

    private final CorsOptions cors;

    /** The headers that these options ask for. */
    public Cors(CorsOptions cors) {
        this.cors = cors;
    }

    /** Adds the headers of every answer. */
    public void decorate(HttpServerRequest request) {
        if (!cors.enabled()) return;
        MultiMap headers = request.response().headers();
        // browsers accept no wildcard together with credentials
        if (cors.origins().isEmpty() && !cors.credentials())
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
        else {
            headers.add(HttpHeaders.VARY, "Origin");
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            if (origin == null || !isAllowed(origin)) return;
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        if (cors.credentials()) headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    }

    private boolean isAllowed(String origin) {
        return cors.origins().isEmpty() || cors.origins().contains(origin);
    }

    /** Answers OPTIONS for any path; false for every other request. */
    public boolean answers(HttpServerRequest request) {
        if (!cors.enabled() || !HttpMethod.OPTIONS.equals(request.method())) return false;
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        response.headers().add(HttpHeaders.VARY, REQUEST_HEADERS);
        String wanted = request.getHeader(REQUEST_HEADERS);
        if (wanted != null && !wanted.isEmpty()) response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        response.setStatusCode(NO_CONTENT).end();
        return true;
    }
}
