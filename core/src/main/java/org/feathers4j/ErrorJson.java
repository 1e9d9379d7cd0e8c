package org.feathers4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The one table between error JSON of other processes and {@link FeathersException}. */
final class ErrorJson {
    /** What a Node peer sends for a plain Error is {@code {}}; its message is lost before it leaves that process. */
    static final String NO_MESSAGE = "Remote service error";

    private ErrorJson() {}

    static FeathersException read(Map<?, ?> members) {
        String name = members.get("name") instanceof String text && !text.isEmpty() ? text : null;
        ErrorKind kind =
                name == null ? ErrorKind.GENERAL_ERROR : ErrorKind.named(name).orElse(ErrorKind.OTHER);
        String finalName = name == null ? kind.errorName() : name;
        int code = members.get("code") instanceof Number number ? number.intValue() : kind.code();
        String className = members.get("className") instanceof String text ? text : className(kind, finalName);
        String message = members.get("message") instanceof String text ? text : NO_MESSAGE;
        return new FeathersException(
                kind,
                finalName,
                code,
                className,
                message,
                members.get("data"),
                members.get("errors"),
                extra(members),
                null);
    }

    static FeathersException readOther(@Nullable Object json) {
        return FeathersException.of(ErrorKind.GENERAL_ERROR, json == null ? NO_MESSAGE : String.valueOf(json));
    }

    private static String className(ErrorKind kind, String name) {
        if (kind != ErrorKind.OTHER) return kind.className();
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> extra(Map<?, ?> members) {
        var extra = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> {
            switch (String.valueOf(key)) {
                case "name", "message", "className", "data", "errors", "stack", "type" -> {}
                case "code" -> {
                    // a code that is not a number cannot be ours, but must survive ("ENOENT")
                    if (!(value instanceof Number)) extra.put("errorCode", value);
                }
                default -> extra.put(String.valueOf(key), value);
            }
        });
        return Collections.unmodifiableMap(extra);
    }
}
