package org.feathers4j;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Status, location and headers that hooks set for an HTTP answer; without effect on other transports. Owned by the thread of the call. */
public final class HttpHints implements JsonValue {
    private @Nullable Integer status;
    private @Nullable String location;
    private final Map<String, Object> headers = new LinkedHashMap<>();

    /** The status to answer with; null: chosen by method and result. */
    public @Nullable Integer status() {
        return status;
    }

    /** Sets the status, for instance 201; null takes it back. */
    public HttpHints status(@Nullable Integer newStatus) {
        this.status = newStatus;
        return this;
    }

    /** Where the client is redirected to (303 unless a status is set); null for no redirect. */
    public @Nullable String location() {
        return location;
    }

    /** Redirects the client; null takes it back. */
    public HttpHints location(@Nullable String newLocation) {
        this.location = newLocation;
        return this;
    }

    /** Headers to add: text, or a list of texts for several of the same name. */
    public Map<String, Object> headers() {
        return headers;
    }

    /** Sets a header: text, or a list of texts. */
    public HttpHints header(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public Map<String, @Nullable Object> toJsonValue() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        if (status != null) json.put("status", status);
        if (!headers.isEmpty()) json.put("headers", headers);
        if (location != null) json.put("location", location);
        return json;
    }
}
