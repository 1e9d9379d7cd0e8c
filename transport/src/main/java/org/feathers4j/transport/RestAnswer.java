package org.feathers4j.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.HttpHints;
import org.feathers4j.Truth;
import org.jspecify.annotations.Nullable;

/** The HTTP answer that a call amounts to, as in Feathers (packages/transport-commons/src/http.ts, getResponse). */
final class RestAnswer {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int SEE_OTHER = 303;
    private static final int NOT_MODIFIED = 304;

    /** The server decides how a message is framed. */
    private static final Set<String> NOT_FOR_HOOKS =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    private static final String CONTENT_TYPE = "content-type";

    private RestAnswer() {}

    /**
     * The answer with the result of a successful call.
     *
     * @throws FeathersException NotAcceptable when it would be JSON and the client takes none; GeneralError when a hook or the result has set a status or a header that
     *     HTTP cannot carry, or a content-type that the result cannot have
     */
    static RestResponse of(RestRequest request, HookContext context) {
        Object body = context.shown();
        Map<String, Object> headers = context.hasHttp() ? headers(context.http()) : Map.of();
        if (body instanceof StreamedResult streamed) return streamed(request, context, headers, streamed);
        Object type = headers.isEmpty() ? null : headers.remove(CONTENT_TYPE);
        int status = status(context, body, headers.containsKey("location"));
        RestResponse.Content content = status == NO_CONTENT || status == NOT_MODIFIED
                ? new RestResponse.Empty()
                : content(request, context, body, type);
        return new RestResponse(status, withVary(headers), content);
    }

    /** What hooks have set replaces what the result says of itself; a part of it, or that the client has it already, remains the answer. */
    private static RestResponse streamed(
            RestRequest request, HookContext context, Map<String, Object> hinted, StreamedResult result) {
        RestResponse answer = result.answer(request);
        Map<String, Object> headers = checked(answer.headers());
        headers.putAll(hinted);
        Object type = headers.remove(CONTENT_TYPE);
        Integer wanted =
                context.hasHttp() && answer.status() == OK ? context.http().status() : null;
        int status = wanted == null ? answer.status() : HttpRules.status(wanted);
        RestResponse.Content content = answer.content();
        if (type != null) content = retyped(content, type);
        else if (content instanceof RestResponse.Stream stream) HttpRules.value(CONTENT_TYPE, stream.type());
        return new RestResponse(status, headers, content);
    }

    private static RestResponse.Content retyped(RestResponse.Content content, Object type) {
        String value = ContentType.of(type).value();
        return content instanceof RestResponse.Stream stream
                ? new RestResponse.Stream(value, stream.length(), stream.source())
                : content;
    }

    /**
     * A hook that sets a type has chosen it for this client. Without one it is JSON, also for a client that takes none when the call may have changed
     * something: an error would tell it that nothing has happened. HTTP lets servers disregard Accept (RFC 9110, 12.5.1).
     */
    private static RestResponse.Content content(
            RestRequest request, HookContext context, @Nullable Object body, @Nullable Object type) {
        if (type != null) return ContentType.of(type).content(body);
        if (context.kind().isSafe()) Accept.requireJson(request);
        return new RestResponse.Json(body);
    }

    private static int status(HookContext context, @Nullable Object body, boolean hasLocation) {
        Integer wanted = context.hasHttp() ? context.http().status() : null;
        if (wanted != null) return HttpRules.status(wanted);
        if (hasLocation) return SEE_OTHER;
        if (!Truth.of(body)) return NO_CONTENT; // as Feathers does, for any value
        return context.method().equals("create") ? CREATED : OK;
    }

    private static Map<String, Object> headers(HttpHints hints) {
        Map<String, Object> headers = checked(hints.headers());
        String location = hints.location();
        if (location != null && !location.isEmpty()) headers.put("location", HttpRules.encodedUrl(location));
        return headers;
    }

    private static Map<String, Object> checked(Map<String, ?> given) {
        var headers = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_FOR_HOOKS.contains(key)) headers.put(HttpRules.name(key), values(key, value));
        });
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
