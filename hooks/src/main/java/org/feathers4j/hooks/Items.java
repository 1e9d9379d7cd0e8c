package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.HookType;
import org.feathers4j.JsonValue;
import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/** The records in data, results and pages. Values that are not objects are left alone. */
final class Items {
    /** Maps one record. */
    @FunctionalInterface
    interface Change {
        @Nullable
        Object of(Map<?, ?> item) throws Exception;
    }

    private Items() {}

    /** Changes the items that a hook of feathers-hooks-common works on: data before the method, else the result (src/utils/get-items.ts). */
    static void change(HookContext context, Change change) throws Exception {
        if (context.type() == HookType.BEFORE) context.data(changed(context.data(), change));
        else if (context.hasResult()) context.result(changedResult(context, context.result(), change));
    }

    /** A record, or every record of a list. */
    static @Nullable Object changed(@Nullable Object value, Change change) throws Exception {
        return switch (value) {
            case Map<?, ?> item -> change.of(item);
            case List<?> list -> changedEach(list, change);
            case JsonValue stand -> changed(stand.toJsonValue(), change);
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> changedEach(List<?> list, Change change) throws Exception {
        var changed = new ArrayList<@Nullable Object>(list.size());
        for (Object item : list) changed.add(item instanceof List<?> ? item : changed(item, change));
        return changed;
    }

    /** A record, every record of a list, or every record of a page; a page stays one. */
    static @Nullable Object changedResult(HookContext context, @Nullable Object result, Change change)
            throws Exception {
        if (!(result instanceof Map<?, ?> page && isPage(context, page))) return changed(result, change);
        Map<String, @Nullable Object> copy = Fields.copy(page);
        copy.put("data", changed(page.get("data"), change));
        return copy;
    }

    /** The records of a result or of data: one, those of a list, or those of a page. */
    static List<Map<?, ?>> records(HookContext context, @Nullable Object value) {
        Object items = value instanceof Map<?, ?> page && isPage(context, page) ? page.get("data") : value;
        return switch (items) {
            case Map<?, ?> item -> List.of(item);
            case List<?> list -> maps(list);
            case JsonValue stand -> records(context, stand.toJsonValue());
            case null, default -> List.of();
        };
    }

    private static List<Map<?, ?>> maps(List<?> list) {
        var maps = new ArrayList<Map<?, ?>>(list.size());
        for (Object item : list) {
            Object plain = item instanceof JsonValue stand ? stand.toJsonValue() : item;
            if (plain instanceof Map<?, ?> map) maps.add(map);
        }
        return maps;
    }

    static boolean isPage(HookContext context, Map<?, ?> result) {
        return context.kind() == MethodKind.FIND && result.get("data") instanceof List<?>;
    }
}
