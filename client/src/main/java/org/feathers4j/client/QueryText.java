package org.feathers4j.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Queries and ids in URLs, as the official client writes them: {@code qs.stringify} with its defaults (lib/stringify.js of qs 6), where an item of a list is {@code name[0]}, null is an empty value, and
 * an empty list or object leaves no trace; ids as {@code encodeURIComponent} writes them. Pure.
 */
final class QueryText {
    private static final String UNRESERVED = "-._~";
    private static final String COMPONENT = "-_.!~*'()";
    /** What fetch leaves in a path as it is. */
    private static final String PATH = "-._~!$&'()*+,;=:@/";

    private QueryText() {}

    /** With a question mark in front; empty for an empty query. */
    static String of(Map<String, ? extends @Nullable Object> query) {
        if (query.isEmpty()) return "";
        var parts = new ArrayList<String>();
        query.forEach((name, value) -> add(name, value, parts));
        return "?" + String.join("&", parts);
    }

    /** As deep as the value is: JSON values have no more than a thousand levels. */
    private static void add(String name, @Nullable Object value, List<String> parts) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> add(name + "[" + key + "]", member, parts));
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) add(name + "[" + i + "]", items.get(i), parts);
        } else parts.add(encoded(name, UNRESERVED) + "=" + encoded(text(value), UNRESERVED));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Number number -> Json.text(number);
            default -> String.valueOf(value);
        };
    }

    /**
     * An id, or the value of a placeholder, as one segment of a path.
     *
     * @throws FeathersException BadRequest for a text with which the path would lead elsewhere
     */
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals(".."))
            throw FeathersException.badRequest("'%s' cannot be a part of a path", text);
        return encoded(text, COMPONENT);
    }

    /** A path, in which only those characters are changed that no URL may have. */
    static String path(String text) {
        return encoded(text, PATH);
    }

    private static String encoded(String text, String kept) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xFF);
            boolean isPlain = letter < 0x80 && (Character.isLetterOrDigit(letter) || kept.indexOf(letter) >= 0);
            if (isPlain) out.append(letter);
            else out.append('%').append(hex(octet >> 4)).append(hex(octet));
        }
        return out.toString();
    }

    private static char hex(int bits) {
        return Character.toUpperCase(Character.forDigit(bits & 0xF, 16));
    }
}
