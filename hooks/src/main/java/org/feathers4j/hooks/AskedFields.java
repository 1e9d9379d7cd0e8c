package org.feathers4j.hooks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a caller's query names: those of conditions, at any depth of {@code $or} and the like, and of {@code $sort}; and those of {@code $select}. Conditions that
 * hooks have added do not count, and those that hooks have removed do no harm.
 *
 * @param compared names and dot paths of the first kind
 * @param selected those of the second
 */
record AskedFields(Set<String> compared, Set<String> selected) {
    static AskedFields of(HookContext context) {
        HookContext first = context;
        for (HookContext call = context; call != null; call = call.insteadOf()) first = call;
        Map<String, @Nullable Object> asked = first.askedParams().query();
        if (asked.isEmpty()) return new AskedFields(Set.of(), Set.of());
        Set<String> compared = compared(asked);
        compared.retainAll(compared(context.params().query()));
        var selected = new LinkedHashSet<String>();
        for (String member : List.of("$select", "$resolve")) {
            List<String> names = UncheckedSelect.names(asked.get(member));
            if (names != null) selected.addAll(names);
        }
        return new AskedFields(compared, selected);
    }

    /** A query that only selects a field. */
    static AskedFields selected(String field) {
        return new AskedFields(Set.of(), Set.of(field));
    }

    /** The first of them that is one of these fields, or a part of one; null when there is none. */
    @Nullable
    String anyOf(List<String> hidden) {
        // a condition on the whole is one on the hidden part, but what is selected goes without it
        String found =
                first(compared, name -> hidden.stream().anyMatch(field -> isPart(name, field) || isPart(field, name)));
        return found != null ? found : first(selected, name -> hidden.stream().anyMatch(field -> isPart(name, field)));
    }

    /** The first of them that is none of these fields; null when there is none. */
    @Nullable
    String noneOf(List<String> shown) {
        String found = first(compared, name -> shown.stream().noneMatch(field -> isPart(name, field)));
        return found != null
                ? found
                : first(
                        selected,
                        name -> shown.stream().noneMatch(field -> isPart(name, field) || isPart(field, name)));
    }

    private static @Nullable String first(Set<String> names, Predicate<String> which) {
        return names.stream().filter(which).findFirst().orElse(null);
    }

    private static boolean isPart(String name, String of) {
        return name.equals(of) || (name.startsWith(of) && name.charAt(of.length()) == '.');
    }

    private static Set<String> compared(Map<?, ?> query) {
        var names = new LinkedHashSet<String>();
        collect(query, "", names);
        return names;
    }

    private static void collect(@Nullable Object conditions, String path, Set<String> names) {
        switch (conditions) {
            case Map<?, ?> members ->
                members.forEach((name, value) -> member(String.valueOf(name), value, path, names));
            case List<?> items -> items.forEach(item -> collect(item, path, names));
            case null, default -> {}
        }
    }

    private static void member(String name, @Nullable Object value, String path, Set<String> names) {
        if (name.equals("$select") || name.equals("$resolve")) return;
        if (name.equals("$sort")) sorted(value, names);
        else if (name.startsWith("$")) collect(value, path, names);
        else {
            names.add(path + name);
            collect(value, path + name + ".", names);
        }
    }

    /** A service may also take names, or pairs of name and direction. */
    private static void sorted(@Nullable Object sort, Set<String> names) {
        switch (sort) {
            case Map<?, ?> members -> members.keySet().forEach(name -> names.add(String.valueOf(name)));
            case List<?> items -> items.forEach(item -> sorted(item, names));
            case String name -> names.add(name.startsWith("-") ? name.substring(1) : name);
            case null, default -> {}
        }
    }
}
