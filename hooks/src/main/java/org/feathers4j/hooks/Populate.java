package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Adds records of other services to those of a result (src/hooks/populate.ts), with one find for all records where the queries allow it. */
record Populate(PopulateOptions options) implements AfterHook {
    private static final String INCLUDED = "_include";

    /** One include's outcome: what each record gets. */
    private record Joined(String nameAs, Map<Populated, Object> values) {}

    @Override
    public void run(HookContext context) throws Exception {
        if (PopulateFinds.SKIP.equals(context.params().get(PopulateFinds.MARK)) || !context.hasResult()) return;
        check(context);
        if (options.includes().isEmpty()) return;
        List<Populated> records = records(context);
        addTo(records, options.includes(), context, context.params().provider(), 0);
        var place = new int[1];
        Object result = Items.changedResult(
                context, context.result(), item -> records.get(place[0]++).full());
        Object shown = shown(context, records, result);
        context.result(result);
        if (context.hasDispatch() || shown != null) context.dispatch(shown);
    }

    private void check(HookContext context) {
        String service = options.service();
        if (service != null && !service.equals(context.path()))
            throw FeathersException.badRequest("Schema is for %s not %s. (populate)", service, context.path());
        Object permissions = options.permissions();
        if (permissions != null && !options.check().allows(context, context.path(), permissions, 0))
            throw FeathersException.badRequest("Permissions do not allow this populate. (populate)");
    }

    private static List<Populated> records(HookContext context) {
        List<Map<?, ?>> full = Items.records(context, context.result());
        List<Map<?, ?>> shown = Items.records(context, context.shown());
        boolean areAlike = full.size() == shown.size();
        var records = new ArrayList<Populated>(full.size());
        for (int i = 0; i < full.size(); i++) {
            Object outside = areAlike ? External.of(shown.get(i)) : External.of(full.get(i));
            records.add(new Populated(full.get(i), context.hasDispatch() ? outside : null));
        }
        return records;
    }

    /** Null when clients see the result itself. */
    private static @Nullable Object shown(HookContext context, List<Populated> records, @Nullable Object result)
            throws Exception {
        if (!context.hasDispatch()) {
            Object outside = External.of(result);
            return Objects.equals(outside, result) ? null : outside;
        }
        if (Items.records(context, context.dispatch()).size() != records.size()) return context.dispatch();
        var place = new int[1];
        return Items.changedResult(
                context, context.dispatch(), item -> records.get(place[0]++).shown());
    }

    /** All includes look at the records as they were, and are placed afterwards, in their order. */
    private void addTo(
            List<Populated> records,
            List<PopulateInclude> includes,
            HookContext context,
            @Nullable String provider,
            int depth) {
        for (Populated each : records) each.begin(INCLUDED);
        var all = new ArrayList<Joined>();
        for (PopulateInclude include : includes)
            all.add(joined(records, include, context, include.provider(provider), depth + 1));
        for (Joined joined : all) joined.values().forEach((record, value) -> record.set(joined.nameAs(), value));
    }

    private Joined joined(
            List<Populated> records,
            PopulateInclude include,
            HookContext context,
            @Nullable String provider,
            int depth) {
        var values = new LinkedHashMap<Populated, Object>();
        List<Populated> parents =
                records.stream().filter(record -> isWanted(include, record)).toList();
        if (parents.isEmpty()) return new Joined(include.nameAs(), values);
        check(include, context, depth);
        for (Populated parent : parents) parent.mark(INCLUDED, include.nameAs());
        Map<Populated, List<Populated>> found = new PopulateFinds(include, context, provider, depth).of(parents);
        List<Populated> children =
                found.values().stream().flatMap(List::stream).distinct().toList();
        if (!include.includes().isEmpty() && !children.isEmpty())
            addTo(children, include.includes(), context, provider, depth);
        found.forEach((parent, own) -> values.put(parent, value(include, own)));
        return new Joined(include.nameAs(), values);
    }

    private static boolean isWanted(PopulateInclude include, Populated record) {
        if (include.query() != null || include.select() != null) return true;
        String field = include.parentField();
        return field != null && !Fields.MISSING.equals(record.get(field));
    }

    private void check(PopulateInclude include, HookContext context, int depth) {
        boolean isRelated = include.parentField() != null && include.childField() != null;
        if (!isRelated && include.query() == null && include.select() == null)
            throw FeathersException.badRequest(
                    "Child schema is missing parentField or childField property. (populate)");
        Object permissions = include.permissions();
        if (permissions != null && !options.check().allows(context, include.service(), permissions, depth))
            throw FeathersException.badRequest(
                    "Permissions for %s do not allow include. (populate)", include.service());
    }

    private static Object value(PopulateInclude include, List<Populated> found) {
        if (found.size() == 1 && !include.asArray()) return found.getFirst().value();
        if (found.isEmpty() && !include.asArray()) return Populated.NOTHING;
        return found.stream().map(Populated::value).toList();
    }
}
