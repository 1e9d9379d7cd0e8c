package org.feathers4j.hooks;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.Id;

/** What loaders have loaded for the records of one call. Belongs to one run of a hook, on the thread of the call. */
final class Batches {
    /** For values that stand alone. It keeps nothing. */
    static final Batches NONE = new Batches(List.of(), List.of());

    private final List<Map<?, ?>> records;
    private final List<? extends Keyed> properties;
    private final Map<Source, Batch> batches = new HashMap<>();

    private Batches(List<Map<?, ?>> records, List<? extends Keyed> properties) {
        this.records = records;
        this.properties = properties;
    }

    /**
     * For the records whose properties are resolved next.
     *
     * @param properties those that are wanted
     */
    static Batches of(List<? extends Keyed> properties, List<Map<?, ?>> records) {
        return properties.isEmpty() ? NONE : new Batches(records, properties);
    }

    /** Whether anything was loaded. */
    boolean isUsed() {
        return !batches.isEmpty();
    }

    /** A batch in which the records with these keys are, if there are any; at least one key. */
    Batch loaded(Keyed property, Set<Id> keys, HookContext context) {
        Source source = property.source();
        if (properties.isEmpty()) return load(new Batch(source), keys, context);
        Batch batch = batches.get(source);
        if (batch != null) return load(batch, keys, context);
        var all = new LinkedHashSet<>(keys);
        for (Keyed each : properties)
            if (each.source().equals(source)) for (Map<?, ?> record : records) all.addAll(each.keys(record));
        batch = load(new Batch(source), all, context);
        batches.put(source, batch);
        return batch;
    }

    /** A resolver that ran before may have computed a key that no record of the result had. */
    private static Batch load(Batch batch, Set<Id> keys, HookContext context) {
        batch.load(keys, context);
        return batch;
    }
}
