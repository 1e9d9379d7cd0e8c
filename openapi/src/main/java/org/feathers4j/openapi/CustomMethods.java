package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The custom methods of a service as one operation. They have the address of {@code create}, and OpenAPI knows one operation for a verb and an address, so bodies and results are
 * alternatives. Not {@code oneOf}: data may fit several methods.
 */
record CustomMethods(List<MethodModel> methods) {
    /** For the id of an operation without create. */
    String name() {
        return methods.size() == 1 ? methods.getFirst().name() : "call";
    }

    Map<String, @Nullable Object> header(boolean required) {
        List<String> names = methods.stream().map(MethodModel::name).toList();
        return Members.of(
                "name",
                "X-Service-Method",
                "in",
                "header",
                "required",
                required,
                "description",
                required ? "The method to call." : "The method to call; create without it.",
                "schema",
                Members.of("type", "string", "enum", names));
    }

    /** What can be called, since no single summary says it. */
    String description(boolean withCreate) {
        var lines = new ArrayList<String>();
        if (withCreate) lines.add("Without `X-Service-Method`: `create`, answered with 201.");
        for (MethodModel method : methods) {
            String summary = method.summary();
            lines.add("`X-Service-Method: %s`%s".formatted(method.name(), summary == null ? "" : ": " + summary));
        }
        return String.join("\n\n", lines);
    }

    /** @param ofCreate null when there is no create */
    Map<String, @Nullable Object> bodies(@Nullable Object ofCreate) {
        var alternatives = new LinkedHashSet<@Nullable Object>();
        if (ofCreate != null) alternatives.add(ofCreate);
        for (MethodModel method : methods)
            alternatives.add(method.data() == null ? Members.of("title", method.name()) : Members.ref(method.data()));
        return either(alternatives);
    }

    Map<String, @Nullable Object> results() {
        var alternatives = new LinkedHashSet<@Nullable Object>();
        for (MethodModel method : methods)
            alternatives.add(method.result() == null ? Members.of("title", method.name()) : method.result());
        return either(alternatives);
    }

    private static Map<String, @Nullable Object> either(Set<@Nullable Object> alternatives) {
        return alternatives.size() == 1
                ? Members.object(alternatives.iterator().next())
                : Members.of("anyOf", List.copyOf(alternatives));
    }

    /** Alternatives, too, when the methods differ: null when all are open. */
    @Nullable
    List<@Nullable Object> security(Map<String, @Nullable Object> create, Authentication authentication) {
        var all = new LinkedHashSet<@Nullable Object>();
        var none = Members.of();
        if (!create.isEmpty())
            all.addAll(create.get("security") instanceof List<?> ofCreate ? ofCreate : List.of(none));
        for (MethodModel method : methods) {
            List<@Nullable Object> security = authentication.security(method.access());
            all.addAll(security == null ? List.of(none) : security);
        }
        return all.size() == 1 && all.contains(none) ? null : new ArrayList<>(all);
    }
}
