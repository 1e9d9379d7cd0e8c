package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** A small store with ids from 1 on, which makes, changes and removes one or many. For one caller at a time. */
final class Things implements Service.Finds, Service.Creates, Service.Updates, Service.Patches, Service.Removes {
    private final Map<Object, Map<String, @Nullable Object>> things = new LinkedHashMap<>();

    @Override
    public Object find(Params params) {
        return copies();
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        if (!(data instanceof List<?> list)) return created(data);
        var all = new ArrayList<@Nullable Object>();
        list.forEach(one -> all.add(created(one)));
        return all;
    }

    private Object created(@Nullable Object data) {
        var thing = new LinkedHashMap<String, @Nullable Object>(Resources.object(data));
        thing.put("id", things.size() + 1);
        things.put(things.size() + 1, thing);
        return new LinkedHashMap<>(thing);
    }

    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        thing(id).keySet().retainAll(List.of("id"));
        return patch(id, data, params);
    }

    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null) things.values().forEach(thing -> thing.putAll(Resources.object(data)));
        else thing(id).putAll(Resources.object(data));
        return id == null ? copies() : new LinkedHashMap<>(thing(id));
    }

    @Override
    public Object remove(@Nullable Id id, Params params) {
        if (id != null) return Objects.requireNonNull(things.remove(id.value()));
        var all = copies();
        things.clear();
        return all;
    }

    private Map<String, @Nullable Object> thing(@Nullable Id id) {
        return Objects.requireNonNull(things.get(Objects.requireNonNull(id).value()));
    }

    private List<@Nullable Object> copies() {
        var all = new ArrayList<@Nullable Object>();
        things.values().forEach(thing -> all.add(new LinkedHashMap<>(thing)));
        return all;
    }
}
