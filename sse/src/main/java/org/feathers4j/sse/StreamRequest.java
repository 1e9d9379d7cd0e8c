package org.feathers4j.sse;

import java.util.LinkedHashMap;
import java.util.Map;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.transport.QueryString;
import org.feathers4j.transport.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request for a stream.
 *
 * @param headers names in lower case; without {@code Last-Event-ID}
 * @param query as services see it, without the two parameters of this protocol
 * @param parameters the same as plain texts
 * @param lastEventId of the header, or else of the query; null when there is none
 * @param ticket of the query; null when there is none
 * @param cookie the value of the cookie with the access token; null when there is none
 * @param ip the address of the client; null when unknown
 */
record StreamRequest(
        Map<String, @Nullable Object> headers,
        Map<String, @Nullable Object> query,
        Map<String, String> parameters,
        @Nullable String lastEventId,
        @Nullable String ticket,
        @Nullable String cookie,
        @Nullable String ip) {
    private static final String LAST_EVENT_ID = "last-event-id";
    private static final String LAST_EVENT_ID_PARAMETER = "lastEventId";
    private static final String TICKET = "ticket";

    /** @throws org.feathers4j.FeathersException BadRequest when the query cannot be read */
    static StreamRequest of(RoutingContext ctx, @Nullable String cookieName) {
        HttpServerRequest request = ctx.request();
        var all = new RequestHeaders();
        request.headers().forEach(all::add);
        var headers = new LinkedHashMap<>(all.toMap());
        String text = request.query();
        var query = new LinkedHashMap<>(QueryString.parse(text == null ? "" : text));
        var parameters = new LinkedHashMap<String, String>();
        ctx.queryParams().forEach(parameters::put);
        query.remove(LAST_EVENT_ID_PARAMETER);
        query.remove(TICKET);
        String ticket = parameters.remove(TICKET);
        String asked = parameters.remove(LAST_EVENT_ID_PARAMETER);
        Object last = headers.remove(LAST_EVENT_ID);
        Cookie cookie = cookieName == null ? null : request.getCookie(cookieName);
        return new StreamRequest(
                headers,
                query,
                parameters,
                last == null ? asked : last.toString(),
                ticket,
                cookie == null ? null : cookie.getValue(),
                request.remoteAddress().hostAddress());
    }
}
