package org.feathers4j.server;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JSON of an error, without the members that have no JSON form: an error while encoding an error must not replace it. */
final class ErrorBody {
    private static final Logger log = LoggerFactory.getLogger(ErrorBody.class);

    private ErrorBody() {}

    static Map<String, @Nullable Object> writable(Map<?, ?> error) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        error.forEach((name, value) -> {
            if (isJson(value)) json.put(String.valueOf(name), value);
            else log.error("'{}' of a {} is no JSON and is left out", name, error.get("name"));
        });
        return json;
    }

    private static boolean isJson(@Nullable Object value) {
        try {
            Json.bytes(value);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }
}
