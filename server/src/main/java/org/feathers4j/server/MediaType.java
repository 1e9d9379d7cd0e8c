package org.feathers4j.server;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads a Content-Type header: {@code application/json; charset=utf-8}. */
final class MediaType {
    private MediaType() {}

    /** Type and subtype in lower case. */
    static String name(String header) {
        int semicolon = header.indexOf(';');
        String name = semicolon < 0 ? header : header.substring(0, semicolon);
        return name.trim().toLowerCase(Locale.ROOT);
    }

    /** The value of a parameter without quotes; null when it is not there. */
    static @Nullable String parameter(String header, String name) {
        String[] parts = header.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0 || !parts[i].substring(0, equals).trim().equalsIgnoreCase(name)) continue;
            String value = parts[i].substring(equals + 1).trim();
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            return quoted ? value.substring(1, value.length() - 1) : value;
        }
        return null;
    }
}
