package org.feathers4j.files;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A header with parameters: {@code form-data; name="photo"; filename="a.png"}. Pure.
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters by name in lower case; the first of each
 */
record HeaderValue(String value, Map<String, String> parameters) {
    static HeaderValue parse(String header) {
        int semicolon = header.indexOf(';');
        if (semicolon < 0) return new HeaderValue(lower(header), Map.of());
        var parameters = new LinkedHashMap<String, String>();
        int at = semicolon;
        while (at >= 0 && at < header.length()) at = parameter(header, at + 1, parameters);
        return new HeaderValue(lower(header.substring(0, semicolon)), parameters);
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** Reads one parameter; returns the index of the next semicolon, or the end. */
    private static int parameter(String header, int from, Map<String, String> into) {
        int equals = header.indexOf('=', from);
        int semicolon = header.indexOf(';', from);
        if (equals < 0) return header.length();
        if (semicolon >= 0 && semicolon < equals) return semicolon;
        String name = lower(header.substring(from, equals));
        int at = equals + 1;
        while (at < header.length() && header.charAt(at) == ' ') at++;
        if (at < header.length() && header.charAt(at) == '"') return quoted(header, at + 1, name, into);
        int end = semicolon < 0 ? header.length() : semicolon;
        into.putIfAbsent(name, header.substring(equals + 1, end).trim());
        return end;
    }

    /** A backslash is an escape before a quote or another backslash only: old browsers send paths of Windows. */
    private static int quoted(String header, int from, String name, Map<String, String> into) {
        var text = new StringBuilder();
        int at = from;
        while (at < header.length() && header.charAt(at) != '"') {
            boolean escaped = header.charAt(at) == '\\'
                    && at + 1 < header.length()
                    && (header.charAt(at + 1) == '"' || header.charAt(at + 1) == '\\');
            if (escaped) at++;
            text.append(header.charAt(at++));
        }
        into.putIfAbsent(name, text.toString());
        int semicolon = header.indexOf(';', at);
        return semicolon < 0 ? header.length() : semicolon;
    }

    private static String lower(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }
}
