package org.feathers4j.hooks;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What calls have in common that may get the same result.
 *
 * @param query as text: the order of {@code $sort} matters, which maps do not compare
 * @param params all others
 */
record CacheKey(String method, @Nullable Id id, String query, Map<String, @Nullable Object> params) {
    /** Headers that neither say who asks nor for what. Those that are not here are compared. */
    private static final Set<String> MEANINGLESS = Set.of(
            "accept-encoding",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "dnt",
            "if-modified-since",
            "if-none-match",
            "keep-alive",
            "origin",
            "pragma",
            "priority",
            "referer",
            "te",
            "traceparent",
            "tracestate",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent",
            "x-request-id");

    static CacheKey of(HookContext context) {
        var params = new HashMap<>(context.params().toMap());
        params.remove("connection");
        params.remove("query");
        params.computeIfPresent("headers", (name, headers) -> withMeaning(headers));
        return new CacheKey(
                context.method(), context.id(), Json.text(context.params().query()), params);
    }

    private static Object withMeaning(Object headers) {
        if (!(headers instanceof Map<?, ?> all)) return headers;
        Map<String, @Nullable Object> some = Fields.copy(all);
        some.keySet().removeIf(CacheKey::isMeaningless);
        return some;
    }

    private static boolean isMeaningless(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return MEANINGLESS.contains(name) || name.startsWith("sec-");
    }
}
