package org.feathers4j.distributed;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/** The hook context that accompanies an event across the mesh. */
final class EventContext {
    private EventContext() {}

    /**
     * The context as JSON for one item of its result: {@code result} is that item, so that socket clients of a Node gateway get it (they get null
     * when it is a list), and credentials stay at home.
     */
    static Map<String, @Nullable Object> toJson(HookContext context, @Nullable Object item) {
        Map<String, @Nullable Object> json = context.toJsonValue();
        if (json.containsKey("result")) json.put("result", item);
        Map<String, @Nullable Object> params =
                withoutCredentials(context.params().toMap());
        json.put("params", params);
        if (json.get("arguments") instanceof java.util.List<?> arguments && !arguments.isEmpty()) {
            var shown = new java.util.ArrayList<@Nullable Object>(arguments);
            shown.set(shown.size() - 1, params);
            json.put("arguments", shown);
        }
        return json;
    }

    static Map<String, @Nullable Object> withoutCredentials(Map<String, @Nullable Object> params) {
        var shown = new LinkedHashMap<>(params);
        drop(shown, "headers", "authorization", "cookie", "proxy-authorization");
        drop(shown, "authentication", "accessToken", "refreshToken", "password");
        drop(shown, "user", "password"); // the hash, which hooks know and nobody who listens needs
        shown.remove("connection");
        return shown;
    }

    private static void drop(Map<String, @Nullable Object> params, String name, String... members) {
        if (!(params.get(name) instanceof Map<?, ?> map)) return;
        var copy = new LinkedHashMap<Object, @Nullable Object>(map);
        for (String member : members) copy.remove(member);
        params.put(name, copy);
    }

    /** The context for listeners here; null when it is not one of a method that the service has. */
    static @Nullable HookContext fromJson(ServiceHandle service, @Nullable Map<String, @Nullable Object> json) {
        if (json == null || !(json.get("method") instanceof String method)) return null;
        if (!service.definition().methods().containsKey(method)) return null;
        HookContext context =
                service.context(method, Id.ofNullable(json.get("id")), json.get("data"), params(json.get("params")));
        if (json.containsKey("result")) context.result(json.get("result"));
        if (json.containsKey("dispatch")) context.dispatch(json.get("dispatch"));
        return context.event(json.get("event") instanceof String event ? event : null);
    }

    static Params params(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? Params.owning(fields(map)) : Params.empty();
    }

    /** A copy of the object, to be changed. */
    static Map<String, @Nullable Object> fields(Map<?, ?> object) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }
}
