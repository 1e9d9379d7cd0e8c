package org.feathers4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Converts between the records of one type and JSON values. */
final class RecordShape<T> {
    /** A service method over records. */
    @FunctionalInterface
    interface Step<T> {
        @Nullable
        T apply(T data) throws Exception;
    }

    private final Class<T> type;
    private final JsonMapper shapes;

    RecordShape(Class<T> type, JsonMapper shapes) {
        this.type = type;
        this.shapes = shapes;
    }

    /** Data that do not fit are an error of the caller, a result that does not is an error of the service. */
    static <R extends @Nullable Object> R answer(
            String path, @Nullable Object json, Function<@Nullable Object, R> reader) {
        try {
            return reader.apply(json);
        } catch (FeathersException e) {
            throw FeathersException.generalError("Service '%s' answered in another shape. %s", path, e.message())
                    .withCause(e);
        }
    }

    /** The JSON form of a record or of what {@code find} found. */
    @Nullable
    Object json(@Nullable Object typed) {
        return switch (typed) {
            case null -> null;
            case Found.All<?> all -> jsonList(all.data());
            case Found.Page<?> page -> {
                var json = new LinkedHashMap<String, @Nullable Object>();
                json.put("total", page.total());
                json.put("limit", page.limit());
                json.put("skip", page.skip());
                json.put("data", jsonList(page.data()));
                yield json;
            }
            default -> shapes.toJson(typed);
        };
    }

    private List<@Nullable Object> jsonList(List<?> records) {
        var list = new ArrayList<@Nullable Object>(records.size());
        for (Object record : records) list.add(shapes.toJson(record));
        return list;
    }

    T typed(@Nullable Object json) {
        T typed = shapes.toTyped(json, type);
        if (typed == null) throw FeathersException.badRequest("Expected %s, but there is none", type.getSimpleName());
        return typed;
    }

    @Nullable
    T typedOrNull(@Nullable Object json) {
        return json == null ? null : shapes.toTyped(json, type);
    }

    /** One call for an object, one call an item for a list, which is read whole before: no call is made when an item does not fit. */
    @Nullable
    Object each(@Nullable Object json, Step<T> step) throws Exception {
        if (!(json instanceof List<?> items)) return json(step.apply(typed(json)));
        var results = new ArrayList<@Nullable Object>(items.size());
        for (T data : dataList(items)) results.add(json(step.apply(data)));
        return results;
    }

    /** The same for a result, which may be a page. */
    @Nullable
    Object eachResult(@Nullable Object json, Step<T> step) throws Exception {
        if (!(json instanceof Map<?, ?> page && page.get("data") instanceof List<?> data)) return each(json, step);
        var mapped = new LinkedHashMap<>(object(json));
        mapped.put("data", each(data, step));
        return mapped;
    }

    private List<T> dataList(List<?> items) {
        var list = new ArrayList<T>(items.size());
        for (Object item : items) {
            try {
                list.add(typed(item));
            } catch (FeathersException e) {
                throw FeathersException.of(e.kind(), "%s", "Item " + list.size() + ": " + e.message())
                        .withCause(e);
            }
        }
        return list;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    Map<String, @Nullable Object> object(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) return (Map<String, @Nullable Object>) map;
        throw FeathersException.badRequest("Expected an object with the members of %s to change", type.getSimpleName());
    }

    Found<T> found(@Nullable Object json) {
        if (json instanceof Map<?, ?> page && page.get("data") instanceof List<?> data)
            return new Found.Page<>(
                    page.containsKey("total") ? number(page.get("total")) : -1,
                    number(page.get("limit")),
                    number(page.get("skip")),
                    typedList(data));
        return Found.of(json instanceof List<?> all ? typedList(all) : json == null ? List.of() : List.of(typed(json)));
    }

    List<T> typedList(List<?> json) {
        var list = new ArrayList<T>(json.size());
        for (Object item : json) list.add(typed(item));
        return list;
    }

    private static long number(@Nullable Object json) {
        return json instanceof Number number ? number.longValue() : 0;
    }
}
