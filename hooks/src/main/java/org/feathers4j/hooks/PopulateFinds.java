package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/** The finds of one include for all records of one depth: as few as the queries allow. Belongs to one run of a hook, on the thread of the call. */
final class PopulateFinds {
    /** The param that keeps other populate hooks from running. */
    static final String MARK = "_populate";

    static final String SKIP = "skip";

    private static final int BATCH = 500;

    private final PopulateInclude include;
    private final HookContext context;
    private final @Nullable String provider;
    private final int depth;
    private final Map<Map<String, @Nullable Object>, List<Populated>> asked = new HashMap<>();

    PopulateFinds(PopulateInclude include, HookContext context, @Nullable String provider, int depth) {
        this.include = include;
        this.context = context;
        this.provider = provider;
        this.depth = depth;
    }

    /** What belongs to each of these records, in the order of the find. */
    Map<Populated, List<Populated>> of(List<Populated> parents) {
        var found = new LinkedHashMap<Populated, List<Populated>>();
        var together = new ArrayList<Populated>();
        for (Populated parent : parents) {
            found.put(parent, List.of());
            if (isBatched() && !keys(parent).isEmpty()) together.add(parent);
            else found.put(parent, asked.computeIfAbsent(query(parent), this::find));
        }
        if (!together.isEmpty()) found.putAll(batched(together));
        return found;
    }

    /** One find can serve many records when it has no limit, and what it finds says which record it belongs to. */
    private boolean isBatched() {
        String key = include.childField();
        if (include.parentField() == null || key == null || key.indexOf('.') >= 0) return false;
        if (include.select() != null || include.isPaginated()) return false;
        Map<String, @Nullable Object> query = Objects.requireNonNullElse(include.query(), Map.of());
        if (query.containsKey("$limit") || query.containsKey("$skip")) return false;
        return !(query.get("$select") instanceof List<?> names) || names.contains(key);
    }

    /** Empty unless there are texts and numbers only. */
    private Set<Id> keys(Populated parent) {
        Object value = parent.get(Objects.requireNonNull(include.parentField()));
        var keys = new LinkedHashSet<Id>();
        for (Object each : value instanceof List<?> list ? list : List.of(value)) {
            if (!(each instanceof String) && !(each instanceof Number)) return Set.of();
            keys.add(new Id(each));
        }
        return keys;
    }

    private Map<Populated, List<Populated>> batched(List<Populated> parents) {
        var all = new LinkedHashSet<Id>();
        for (Populated parent : parents) all.addAll(keys(parent));
        var values = all.stream().map(Id::value).toList();
        var byKey = new HashMap<Id, List<Integer>>();
        var records = new ArrayList<Populated>();
        String field = Objects.requireNonNull(include.childField());
        for (int from = 0; from < values.size(); from += BATCH) {
            List<Object> some = values.subList(from, Math.min(from + BATCH, values.size()));
            Map<String, @Nullable Object> query = Fields.copy(Objects.requireNonNullElse(include.query(), Map.of()));
            query.put(field, some.size() == 1 ? some.getFirst() : Map.of("$in", some));
            for (Populated record : find(query)) {
                Object value = record.get(field);
                for (Object each : value instanceof List<?> list ? list : List.of(value))
                    if (each instanceof String || each instanceof Number)
                        byKey.computeIfAbsent(new Id(each), key -> new ArrayList<>())
                                .add(records.size());
                records.add(record);
            }
        }
        var found = new LinkedHashMap<Populated, List<Populated>>();
        for (Populated parent : parents)
            found.put(
                    parent,
                    keys(parent).stream()
                            .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                            .distinct()
                            .sorted()
                            .map(records::get)
                            .toList());
        return found;
    }

    /** For one record. */
    private Map<String, @Nullable Object> query(Populated parent) {
        Map<String, @Nullable Object> query = Fields.copy(Objects.requireNonNullElse(include.query(), Map.of()));
        String field = include.parentField();
        String key = include.childField();
        if (field != null && key != null) {
            Object value = Fields.get(parent.full(), field);
            if (!Fields.MISSING.equals(value)) query.put(key, value instanceof List<?> ? Map.of("$in", value) : value);
        }
        PopulateInclude.Selection select = include.select();
        if (select != null) query.putAll(select.of(context, parent.full(), depth));
        return query;
    }

    private List<Populated> find(Map<String, @Nullable Object> query) {
        ServiceHandle service = context.app().service(include.service());
        HookContext find = service.context("find", null, null, params(query));
        service.run(find);
        List<Map<?, ?>> records = Items.records(find, find.result());
        List<Map<?, ?>> shown = Items.records(find, find.shown());
        var found = new ArrayList<Populated>(records.size());
        for (int i = 0; i < records.size(); i++)
            found.add(new Populated(records.get(i), shown(find, shown, i, records)));
        return found;
    }

    /** What the service shows clients stays with a record. Where that is not to be told from the dispatch, it is nothing. */
    private static @Nullable Object shown(HookContext find, List<Map<?, ?>> shown, int place, List<Map<?, ?>> records) {
        if (!find.hasDispatch()) return null;
        return shown.size() == records.size() ? External.of(shown.get(place)) : Map.of();
    }

    private Params params(Map<String, @Nullable Object> query) {
        Params params =
                context.params().withQuery(query).without(Resolvers.SELECTED).with("paginate", include.pagination());
        params = include.usesInnerPopulate() ? params : params.with(MARK, SKIP);
        return provider == null ? params.without("provider") : params.with("provider", provider);
    }
}
