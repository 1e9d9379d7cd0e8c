package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.Discreet;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The records that one loader has found, by key; keys without records have been asked for, too. */
final class Batch {
    private final Source source;
    private final Map<Id, List<Object>> found = new HashMap<>();

    Batch(Source source) {
        this.source = source;
    }

    List<Object> get(Id key) {
        return found.getOrDefault(key, List.of());
    }

    /** Finds the records with those of the keys that were not asked for before. */
    void load(Set<Id> keys, HookContext context) {
        List<Id> missing = keys.stream().filter(key -> !found.containsKey(key)).toList();
        int size = source.options().batchSize();
        for (int from = 0; from < missing.size(); from += size)
            find(missing.subList(from, Math.min(from + size, missing.size())), context);
    }

    private void find(List<Id> keys, HookContext context) {
        ServiceHandle service = context.app().service(source.service());
        String key = key(service);
        HookContext find = service.context("find", null, null, params(key, keys, context));
        service.run(find);
        List<?> records = records(find, find.result());
        List<?> shown = find.hasDispatch() ? records(find, find.dispatch()) : records;
        for (Id each : keys) found.put(each, new ArrayList<>());
        for (int i = 0; i < records.size(); i++)
            if (records.get(i) instanceof Map<?, ?> record)
                put(key, record, find.hasDispatch() ? shown(record, shown, i, records.size()) : record);
    }

    private String key(ServiceHandle service) {
        String key = source.options().key();
        if (key != null) return key;
        return service.implementation() instanceof Service.Identifies itself ? itself.id() : "id";
    }

    private Params params(String key, List<Id> keys, HookContext context) {
        Params params = source.options().params(context);
        Map<String, @Nullable Object> query = Fields.copy(params.query());
        List<Object> values = keys.stream().map(Id::value).toList();
        if (query.put(key, Map.of("$in", values)) != null)
            throw new IllegalStateException(
                    "The params of the %s have a condition on its key '%s'".formatted(source, key));
        Params own = params.withQuery(query).with("paginate", false);
        Object work = context.params().get(UnitOfWork.PARAM);
        return work == null || own.has(UnitOfWork.PARAM) ? own : own.with(UnitOfWork.PARAM, work);
    }

    /** A service that keeps to its pages, of another application for instance, must not make records seem to be missing. */
    private List<?> records(HookContext find, @Nullable Object result) {
        if (result instanceof List<?> list) return list;
        if (!(result instanceof Map<?, ?> page && page.get("data") instanceof List<?> list)) return List.of();
        if (page.get("total") instanceof Number total && total.longValue() > list.size())
            throw FeathersException.generalError(
                    "'%s' has found %s records for the %s, and answered with a page of %s; a smaller batchSize may help",
                    find.path(), total, source, list.size());
        return list;
    }

    /** What the service shows clients of the record stays with it. Where that is not to be told from the dispatch, it is nothing. */
    private static Object shown(Map<?, ?> record, List<?> shown, int place, int size) {
        if (record instanceof Discreet) return record;
        return new External(record, shown.size() == size ? External.of(shown.get(place)) : null);
    }

    private void put(String key, Map<?, ?> record, Object kept) {
        Object value = record.get(key);
        if (value == null)
            throw FeathersException.generalError(
                    "Records of '%s' have no '%s', by which the %s finds them", source.service(), key, source);
        List<Object> records = found.get(Id.ofNullable(value));
        if (records != null) records.add(kept);
    }
}
