package org.feathers4j.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a provider, parsed by its content: as a JSON object or else as a form, regardless of its content type. Null
 * and empty members count as absent, and unused members are ignored, because few providers follow RFC 6749 exactly.
 *
 * @param status the HTTP status
 * @param body the body as text
 */
record Answer(int status, String body) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The JSON object; null when the text is not one. */
    @Nullable
    Map<String, @Nullable Object> json() {
        String text = body.startsWith(BYTE_ORDER_MARK) ? body.substring(1) : body;
        try {
            return Json.parse(text) instanceof Map<?, ?> object ? Values.object(object) : null;
        } catch (JsonException e) {
            return null;
        }
    }

    /** The members of the JSON object or form; empty when the body is neither. */
    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> json = json();
        return json == null ? form() : json;
    }

    private Map<String, @Nullable Object> form() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (String pair : body.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0)
                members.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return members;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // an invalid percent encoding
        }
    }

    /** Without the body, which may contain tokens. */
    @Override
    public String toString() {
        return "Answer " + status;
    }
}
