package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what a call leaves behind. The caller owns the result and may modify it as soon as the call returns: without a copy clients could get what
 * a hook of another service has done to the record since, secrets included.
 */
final class EventCopies {
    /** What {@link HookContext#toJsonValue()} shows besides the fields that hooks have added. */
    private static final Set<String> STANDARD = Set.of(
            "http",
            "arguments",
            "event",
            "result",
            "dispatch",
            "error",
            "id",
            "data",
            "params",
            "path",
            "method",
            "type");

    private EventCopies() {}

    /** The same JSON value in lists and maps of its own. Views and other values that are no collections of the JDK are immutable and stay what they are. */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && isOfTheJdk(map)) return copy(map);
        if (value instanceof List<?> list && isOfTheJdk(list)) return copy(list);
        return value;
    }

    private static boolean isOfTheJdk(Object collection) {
        return collection.getClass().getPackageName().startsWith("java.util");
    }

    private static Map<Object, @Nullable Object> copy(Map<?, ?> map) {
        var copy = LinkedHashMap.<Object, @Nullable Object>newLinkedHashMap(map.size());
        map.forEach((name, value) -> copy.put(name, of(value)));
        return copy;
    }

    private static List<@Nullable Object> copy(List<?> list) {
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (Object value : list) copy.add(of(value));
        return copy;
    }

    /** The call as it is now, for another thread. Params are immutable, and fields that hooks have added are theirs to guard. */
    static HookContext of(HookContext call) {
        HookContext copy = call.service().context(call.method(), call.id(), of(call.data()), call.params());
        if (call.hasResult()) copy.result(of(call.result()));
        if (call.hasDispatch()) copy.dispatch(of(call.dispatch()));
        call.toJsonValue().forEach((name, value) -> {
            if (!STANDARD.contains(name)) copy.set(name, value);
        });
        return copy.event(call.event()).error(call.error());
    }
}
