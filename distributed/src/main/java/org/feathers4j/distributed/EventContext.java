package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.EventIdentity;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/** The hook context that accompanies an event across the mesh. */
final class EventContext {
    /** Tells the event from all others; Node peers leave it in the context unread. */
    private static final String IDENTITY = "eventIdentity";

    /** The greatest number that JavaScript has exactly. */
    private static final long MAX_NUMBER = (1L << 53) - 1;

    private EventContext() {}

    /**
     * The context as JSON for one item of its result: {@code result}, {@code dispatch} and {@code data} are those of
     * that item, so that clients of a gateway get only that item; credentials are removed.
     */
    static Map<String, @Nullable Object> toJson(HookContext context, @Nullable Object item) {
        Map<String, @Nullable Object> json = context.toJsonValue();
        if (json.containsKey("result")) json.put("result", item);
        if (context.hasDispatch()) show(json, one(context.dispatch(), item, context));
        Map<String, @Nullable Object> params =
                withoutCredentials(context.params().toMap());
        json.put("params", params);
        var arguments = new ArrayList<@Nullable Object>(3);
        if (json.containsKey("id")) arguments.add(json.get("id"));
        if (json.containsKey("data")) {
            json.put("data", one(context.data(), item, context));
            arguments.add(json.get("data"));
        }
        arguments.add(params);
        json.put("arguments", arguments);
        EventIdentity.current()
                .ifPresent(identity -> json.put(IDENTITY, List.of(identity.source(), identity.number())));
        return PlainValues.data(json);
    }

    /**
     * A Node gateway sends the result to clients where the dispatch is null, false, 0 or "". In that case the result is
     * left out, and Java peers use the item of the event as the result.
     */
    private static void show(Map<String, @Nullable Object> json, @Nullable Object dispatch) {
        json.put("dispatch", dispatch);
        boolean isFalsy = switch (dispatch) {
            case null -> true;
            case Boolean flag -> !flag;
            case Number number -> number.doubleValue() == 0 || Double.isNaN(number.doubleValue());
            case String text -> text.isEmpty();
            default -> false;
        };
        if (isFalsy) json.remove("result");
    }

    /**
     * The part of a list that belongs to the item, by its index, when the call had many; any other value belongs to all
     * items.
     */
    private static @Nullable Object one(@Nullable Object value, @Nullable Object item, HookContext context) {
        boolean isOneOfMany = context.result() instanceof List<?> && !(item instanceof List<?>);
        if (!isOneOfMany || !(value instanceof List<?> all)) return value;
        int place = context.placeOf(item);
        return place >= 0 && place < all.size() ? all.get(place) : null;
    }

    static Map<String, @Nullable Object> withoutCredentials(Map<String, @Nullable Object> params) {
        var shown = new LinkedHashMap<>(PlainValues.shown(params));
        drop(shown, "headers", "authorization", "cookie", "proxy-authorization");
        drop(shown, "authentication", "accessToken", "refreshToken", "password");
        drop(shown, "user", "password"); // the hash: hooks need it, listeners do not
        shown.remove("connection");
        return shown;
    }

    private static void drop(Map<String, @Nullable Object> params, String name, String... members) {
        if (!(params.get(name) instanceof Map<?, ?> map)) return;
        var copy = new LinkedHashMap<Object, @Nullable Object>(map);
        for (String member : members) copy.remove(member);
        params.put(name, copy);
    }

    /** The context of an event for local listeners; null when it names no method of the service. */
    static @Nullable HookContext of(ServiceHandle service, EventMessage message) {
        Map<String, @Nullable Object> json = message.context();
        if (json == null || !(json.get("method") instanceof String method)) return null;
        if (!service.definition().methods().containsKey(method)) return null;
        HookContext context =
                service.context(method, Id.ofNullable(json.get("id")), json.get("data"), params(json.get("params")));
        if (json.containsKey("result")) context.result(json.get("result"));
        else if (json.containsKey("dispatch")) context.result(message.item());
        if (json.containsKey("dispatch")) context.dispatch(json.get("dispatch"));
        return context.event(json.get("event") instanceof String event ? event : null);
    }

    /** The identity of a received event; null when it has none, or one that cannot be. */
    static @Nullable EventIdentity identity(EventMessage message) {
        Map<String, @Nullable Object> json = message.context();
        return json != null
                        && json.get(IDENTITY) instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof String source
                        && pair.get(1) instanceof Number number
                        && !source.isEmpty()
                        && source.length() <= EventIdentity.MAX_SOURCE
                        && number.longValue() > 0
                        && number.longValue() <= MAX_NUMBER
                ? new EventIdentity(source, number.longValue())
                : null;
    }

    static Params params(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? Params.owning(fields(map)) : Params.empty();
    }

    /** A mutable copy of the object. */
    static Map<String, @Nullable Object> fields(Map<?, ?> object) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }
}
