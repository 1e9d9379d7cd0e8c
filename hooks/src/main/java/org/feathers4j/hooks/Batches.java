package org.feathers4j.hooks;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.jspecify.annotations.Nullable;

/** What loaders have loaded for the records of one call. Belongs to one run of a hook, on the thread of the call. */
final class Batches {
    /** For values that stand alone. It keeps nothing. */
    static final Batches NONE = new Batches(List.of(), List.of());

    private final List<Map<?, ?>> records;
    private final List<LoadedProperty> properties;
    private final Map<Loader, Batch> batches = new HashMap<>();

    private Batches(List<Map<?, ?>> records, List<LoadedProperty> properties) {
        this.records = records;
        this.properties = properties;
    }

    /**
     * @param records of which properties are resolved next
     * @param selected the only properties wanted; null for all
     */
    static Batches of(List<Resolver> chain, List<Map<?, ?>> records, @Nullable List<String> selected) {
        List<LoadedProperty> properties = chain.stream()
                .flatMap(resolver -> resolver.loaded(selected).stream())
                .toList();
        return properties.isEmpty() ? NONE : new Batches(records, properties);
    }

    /** Whether anything was loaded. */
    boolean isUsed() {
        return !batches.isEmpty();
    }

    /** A batch in which the records with these keys are, if there are any; at least one key. */
    Batch loaded(LoadedProperty property, Set<Id> keys, HookContext context) {
        Loader loader = property.loader();
        if (properties.isEmpty()) return load(new Batch(loader), keys, context);
        Batch batch = batches.get(loader);
        if (batch != null) return load(batch, keys, context);
        var all = new LinkedHashSet<>(keys);
        for (LoadedProperty each : properties)
            if (each.loader().equals(loader)) for (Map<?, ?> record : records) all.addAll(each.keys(record));
        batch = load(new Batch(loader), all, context);
        batches.put(loader, batch);
        return batch;
    }

    /** A resolver that ran before may have computed a key that no record of the result had. */
    private static Batch load(Batch batch, Set<Id> keys, HookContext context) {
        batch.load(keys, context);
        return batch;
    }
}
