package org.feathers4j.hooks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * A {@code $select} that was taken out of the query because resolvers make some of its properties. The remaining names are kept in the params until a schema of
 * queries has checked them.
 */
final class UncheckedSelect {
    /** Field of the params; only hooks can set it. */
    private static final String FIELD = "uncheckedSelect";

    private UncheckedSelect() {}

    /** The names in a {@code $select}; null when it is none. A text is a list of one, as everywhere; anything else is left to the service to refuse. */
    static @Nullable List<String> names(@Nullable Object select) {
        if (select instanceof String name) return List.of(name);
        return select instanceof List<?> names
                ? List.copyOf(
                        new LinkedHashSet<>(names.stream().map(String::valueOf).toList()))
                : null;
    }

    private static boolean isMade(String name, List<Resolver> chain) {
        return chain.stream().anyMatch(resolver -> resolver.makes(name));
    }

    /** The params without a {@code $select} that names properties which these resolvers make; the same params if there is none. */
    static Params without(Params params, List<Resolver> chain) {
        List<String> names = names(params.query().get("$select"));
        if (names == null) names = names(params.get(FIELD));
        if (names == null) return params;
        List<String> others =
                names.stream().filter(name -> !isMade(name, chain)).toList();
        if (others.size() == names.size()) return params;
        Map<String, @Nullable Object> query = Fields.copy(params.query());
        query.remove("$select");
        return params.withQuery(query).with(FIELD, others);
    }

    /** The query with those names, to be checked. */
    static Map<String, @Nullable Object> asked(Params params) {
        if (!params.has(FIELD)) return params.query();
        Map<String, @Nullable Object> query = Fields.copy(params.query());
        query.put("$select", params.get(FIELD));
        return query;
    }

    /** The params with the query that was checked, whose names are for the resolvers alone. */
    static Params checked(Params params, Map<?, ?> query) {
        Map<String, @Nullable Object> forService = Fields.copy(query);
        if (!params.has(FIELD)) return params.withQuery(forService);
        forService.remove("$select");
        return params.without(FIELD).withQuery(forService);
    }
}
