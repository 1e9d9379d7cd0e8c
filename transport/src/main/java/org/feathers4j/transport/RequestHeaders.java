package org.feathers4j.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Collects request headers into the map that services see, as Node does: names in lower case, several of the same name joined. For one thread. */
public final class RequestHeaders {
    /** Of these, the first counts and further ones are dropped (lib/_http_incoming.js of Node). */
    private static final Set<String> SINGLE = Set.of(
            "age",
            "authorization",
            "content-length",
            "content-type",
            "etag",
            "expires",
            "from",
            "host",
            "if-modified-since",
            "if-unmodified-since",
            "last-modified",
            "location",
            "max-forwards",
            "proxy-authorization",
            "referer",
            "retry-after",
            "server",
            "user-agent");

    private final Map<String, @Nullable Object> headers = new LinkedHashMap<>();

    /** Adds a header as it came. */
    public void add(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        Object present = headers.putIfAbsent(key, key.equals("set-cookie") ? new ArrayList<>(List.of(value)) : value);
        if (present == null || SINGLE.contains(key)) return;
        headers.put(key, key.equals("set-cookie") ? appended(present, value) : joined(key, present, value));
    }

    private static String joined(String key, Object present, String value) {
        return present + (key.equals("cookie") ? "; " : ", ") + value;
    }

    private static List<Object> appended(Object present, String value) {
        var all = new ArrayList<Object>((List<?>) present);
        all.add(value);
        return all;
    }

    /** All headers that were added. */
    public Map<String, @Nullable Object> toMap() {
        return headers;
    }
}
