package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code $select} means for external resolvers: they make only the selected properties, because the rest would be made of fields that were not selected. Where it
 * names properties that they make, the service, which does not have them, is asked for whole records, which are cut afterwards.
 *
 * <p>As with {@link Resolvers#resolveResult}, the id is shown with whole records cut afterwards only if it was selected; a service that selects itself always adds it.
 *
 * @param names the selected names; null for all
 * @param id the name of the id; null when the service does not say
 * @param isWhole whether the service was asked for whole records
 */
record ExternalSelection(
        @Nullable List<String> names, @Nullable String id, boolean isWhole) {
    private static final ExternalSelection NONE = new ExternalSelection(null, null, false);

    /** Takes the {@code $select} out of the query, where it has to be. */
    static ExternalSelection of(HookContext context, List<Resolver> chain) {
        List<String> selected = UncheckedSelect.names(context.params().query().get("$select"));
        if (selected == null) return NONE;
        context.params(UncheckedSelect.without(context.params(), chain));
        boolean isWhole = !context.params().query().containsKey("$select");
        String id = context.service().implementation() instanceof Service.Identifies service ? service.id() : null;
        return new ExternalSelection(selected, id, isWhole);
    }

    /** The names to be resolved: what {@code resolveResult} has selected, or these. */
    @Nullable
    List<String> or(@Nullable List<String> selected) {
        if (selected != null || names == null) return selected;
        return isWhole ? names : withId(names);
    }

    /** The record as the service would have returned it for a {@code $select} of these names. */
    Map<?, ?> cut(Map<?, ?> record) {
        if (names == null || !isWhole) return record;
        var cut = new LinkedHashMap<String, @Nullable Object>();
        for (String name : withId(names)) if (record.containsKey(name)) cut.put(name, record.get(name));
        return cut;
    }

    private List<String> withId(List<String> selected) {
        if (id == null || selected.contains(id)) return selected;
        var all = new ArrayList<>(selected);
        all.add(id);
        return all;
    }
}
