package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.jspecify.annotations.Nullable;

/**
 * A property made of records that a loader finds.
 *
 * @param field of the resolved record, with the key or keys of what is loaded
 * @param isMany whether one key has several records
 */
record LoadedProperty(Source source, String field, boolean isMany)
        implements PropertyResolver, PropertyResolver.Virtual, Keyed {
    /** Where there is no batch, within a function of the application for instance: the record alone. */
    @Override
    public @Nullable Object resolve(Map<String, @Nullable Object> object, HookContext context) {
        return resolve(object, context, Batches.NONE);
    }

    @Override
    public @Nullable Object resolve(@Nullable Object value, Map<String, @Nullable Object> object, HookContext context) {
        return resolve(object, context);
    }

    @Nullable
    Object resolve(Map<?, ?> object, HookContext context, Batches batches) {
        Object value = Fields.get(object, field);
        Set<Id> keys = keys(object);
        boolean isList = isMany || value instanceof List;
        if (keys.isEmpty()) return isList ? List.of() : null;
        Batch batch = batches.loaded(this, keys, context);
        var found = new ArrayList<@Nullable Object>();
        for (Id key : keys) {
            List<Object> records = batch.get(key);
            found.addAll(isMany || records.isEmpty() ? records : records.subList(0, 1));
        }
        if (isList) return found;
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Objects are no keys: they would be conditions of a query. */
    @Override
    public Set<Id> keys(Map<?, ?> object) {
        Object value = Fields.get(object, field);
        var keys = new LinkedHashSet<Id>();
        for (Object key : value instanceof List<?> list ? list : List.of(value == null ? Fields.MISSING : value))
            if (key instanceof String || key instanceof Number) keys.add(new Id(key));
        return keys;
    }
}
