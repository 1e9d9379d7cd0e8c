package org.feathers4j.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has answered, read by its content: a JSON object, or else a form, whatever the headers call it. Members that say nothing (null, empty text) count as absent,
 * and nobody looks at those that are not needed. Providers that keep to the letter of RFC 6749 are few.
 *
 * @param status of HTTP
 * @param body as text
 */
record Answer(int status, String body) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** A JSON object; null when it is none. */
    @Nullable
    Map<String, @Nullable Object> json() {
        String text = body.startsWith(BYTE_ORDER_MARK) ? body.substring(1) : body;
        try {
            return Json.parse(text) instanceof Map<?, ?> object ? Values.object(object) : null;
        } catch (JsonException e) {
            return null;
        }
    }

    /** The members of a JSON object or of a form; none when it is neither. */
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
            return ""; // a percent sign that stands for nothing
        }
    }

    /** It may contain tokens. */
    @Override
    public String toString() {
        return "Answer " + status;
    }
}
