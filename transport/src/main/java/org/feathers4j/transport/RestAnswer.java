package org.feathers4j.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.HttpHints;
import org.jspecify.annotations.Nullable;

/** The HTTP answer that a call amounts to, as in Feathers (packages/transport-commons/src/http.ts, getResponse). */
final class RestAnswer {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int SEE_OTHER = 303;
    private static final int NOT_MODIFIED = 304;

    /** How a message is framed and what it contains is for the server to say. */
    private static final Set<String> NOT_FOR_HOOKS =
            Set.of("connection", "content-length", "content-type", "keep-alive", "transfer-encoding", "upgrade");

    private RestAnswer() {}

    /**
     * The answer with the result of a call that went well.
     *
     * @throws FeathersException GeneralError when a hook has set a status or a header that HTTP cannot carry
     */
    static RestResponse of(HookContext context) {
        Object body = context.shown();
        Map<String, Object> headers = context.hasHttp() ? headers(context.http()) : Map.of();
        int status = status(context, body, headers.containsKey("location"));
        return new RestResponse(
                status,
                withVary(headers),
                status == NO_CONTENT || status == NOT_MODIFIED
                        ? new RestResponse.Empty()
                        : new RestResponse.Json(body));
    }

    private static int status(HookContext context, @Nullable Object body, boolean hasLocation) {
        Integer wanted = context.hasHttp() ? context.http().status() : null;
        if (wanted != null) return HttpRules.status(wanted);
        if (hasLocation) return SEE_OTHER;
        if (!Truth.of(body)) return NO_CONTENT; // as Feathers does, whatever the value
        return context.method().equals("create") ? CREATED : OK;
    }

    private static Map<String, Object> headers(HttpHints hints) {
        var headers = new LinkedHashMap<String, Object>();
        hints.headers().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_FOR_HOOKS.contains(key)) headers.put(HttpRules.name(key), values(key, value));
        });
        String location = hints.location();
        if (location != null && !location.isEmpty()) headers.put("location", HttpRules.encodedUrl(location));
        return headers;
    }

    private static Object values(String name, Object value) {
        if (!(value instanceof List<?> list)) return HttpRules.value(name, value);
        return list.stream().map(item -> HttpRules.value(name, item)).toList();
    }

    private static Map<String, Object> withVary(Map<String, Object> headers) {
        if (headers.isEmpty()) return Map.of("vary", "Accept");
        Object own = headers.get("vary");
        headers.put("vary", own == null ? "Accept" : own + ", Accept");
        return headers;
    }
}
