package org.feathers4j.hooks;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** JSON pointers, plain and inside the fragment of a URI. */
final class Pointers {
    private Pointers() {}

    /** A name as one step of a pointer. */
    static String step(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A name as one step of a pointer in a fragment; encoded as JavaScript's encodeURIComponent does. */
    static String fragmentStep(String name) {
        return URLEncoder.encode(step(name), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }

    /** What a reference like {@code #/definitions/todo} leads to; null when it leads nowhere in this document. */
    static @Nullable Object resolve(Map<?, ?> document, String reference) {
        int hash = reference.indexOf('#');
        String base = hash < 0 ? reference : reference.substring(0, hash);
        if (!base.isEmpty() && !base.equals(document.get("$id"))) return null;
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) return null;
        Object target = document;
        String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1))
            target = member(target, step.replace("~1", "/").replace("~0", "~"));
        return target;
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> members) return members.get(name);
        return value instanceof List<?> items && name.matches("\\d{1,6}") && Integer.parseInt(name) < items.size()
                ? items.get(Integer.parseInt(name))
                : null;
    }
}
