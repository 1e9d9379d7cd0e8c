package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of a service.
 *
 * @param all of all its records
 * @param one of one record
 * @param shape the first one without the names of placeholders
 */
record RestPath(Template all, Template one, String shape) {
    /**
     * An address with its placeholders.
     *
     * @param parameters their descriptions, in their order
     */
    record Template(String text, List<@Nullable Object> parameters) {}

    /** @param id the field with the id of a record */
    static RestPath of(String path, String id) {
        var text = new StringBuilder();
        var shape = new StringBuilder();
        var names = new ArrayList<String>();
        for (String segment : path.equals("/") ? new String[0] : path.split("/", -1)) {
            boolean isPlaceholder = segment.startsWith(":") && segment.length() > 1;
            String name = isPlaceholder ? unique(word(segment.substring(1)), names) : segment;
            if (isPlaceholder) names.add(name);
            text.append('/').append(isPlaceholder ? "{" + name + "}" : literal(segment));
            shape.append('/').append(isPlaceholder ? "{}" : literal(segment));
        }
        var parameters = new ArrayList<@Nullable Object>();
        for (String name : names) parameters.add(parameter(name, "Of the route."));
        String own = unique(word(id), names);
        var withId = new ArrayList<>(parameters);
        withId.add(parameter(own, "The id of the record."));
        String all = text.isEmpty() ? "/" : text.toString();
        return new RestPath(
                new Template(all, List.copyOf(parameters)),
                new Template(text + "/{" + own + "}", List.copyOf(withId)),
                shape.isEmpty() ? "/" : shape.toString());
    }

    String oneShape() {
        return (shape.equals("/") ? "" : shape) + "/{}";
    }

    private static String unique(String name, List<String> taken) {
        String unique = name;
        for (int i = 2; taken.contains(unique); i++) unique = name + i;
        return unique;
    }

    private static String word(String name) {
        return name.replaceAll("[^\\w-]", "_");
    }

    /** Braces would be a placeholder, a question mark or number sign the end of the path. */
    private static String literal(String segment) {
        return segment.replace("%", "%25")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("?", "%3F")
                .replace("#", "%23");
    }

    private static Object parameter(String name, String description) {
        return Members.of(
                "name",
                name,
                "in",
                "path",
                "required",
                true,
                "description",
                description,
                "schema",
                Members.of("type", "string"));
    }
}
