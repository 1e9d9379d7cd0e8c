package org.feathers4j.distributed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.ServiceListener;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels: the envelope ({@code path}, {@code key}, {@code context}) and the members of the record in one object
 * (feathers-distributed, lib/publish.js).
 *
 * @param path of the service at its provider
 * @param key of the provider; empty when the sender left it out
 * @param context the call that caused the event, as JSON; null when there was none
 * @param item the record, or any other value that the service emitted
 */
record EventMessage(
        String path,
        String key,
        @Nullable Map<String, @Nullable Object> context,
        @Nullable Object item) {
    private static final List<String> ENVELOPE = List.of("path", "key", "context");

    /**
     * The object on the wire. Members of the record named like an envelope member are left out, or the event would get
     * lost; receivers find them in the context's result.
     */
    Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("path", path);
        json.put("key", key);
        if (context != null) json.put("context", context);
        spread(json);
        return json;
    }

    /** Whether a member of the record would have the name of an envelope member. */
    boolean hidesMembers() {
        return item instanceof Map<?, ?> record && ENVELOPE.stream().anyMatch(record::containsKey);
    }

    /**
     * Adds the item as JavaScript's spread does: text and arrays become members by index, numbers and booleans vanish.
     */
    private void spread(Map<String, @Nullable Object> json) {
        switch (item) {
            case Map<?, ?> record ->
                record.forEach((name, value) -> {
                    if (!ENVELOPE.contains(name)) json.put(String.valueOf(name), value);
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) json.put(String.valueOf(i), list.get(i));
            }
            case String text -> {
                for (int i = 0; i < text.length(); i++) json.put(String.valueOf(i), text.substring(i, i + 1));
            }
            case null, default -> {}
        }
    }

    /** The event in a received object; empty when it names no service. */
    static Optional<EventMessage> fromJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members) || !(members.get("path") instanceof String path))
            return Optional.empty();
        String key = members.get("key") instanceof String text ? text : "";
        var item = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> {
            if (!ENVELOPE.contains(name)) item.put(String.valueOf(name), value);
        });
        if (!(members.get("context") instanceof Map<?, ?> context))
            return Optional.of(new EventMessage(path, key, null, item));
        return Optional.of(new EventMessage(path, key, object(context), original(context, item)));
    }

    /** Hands the items of stored events to a listener. */
    static EventStore.Receiver receiver(ServiceListener listener) {
        return event -> {
            EventMessage message = fromJson(event.message()).orElse(null);
            if (message != null) listener.on(message.item(), null);
        };
    }

    /**
     * The record as the provider has it: the context's result when it equals the item but for members named like the
     * envelope's. A custom event may carry any other item.
     */
    private static Object original(Map<?, ?> context, Map<String, @Nullable Object> item) {
        if (!(context.get("result") instanceof Map<?, ?> result)) return item;
        if (ENVELOPE.stream().noneMatch(result::containsKey)) return item; // the usual case: nothing was left out
        Map<String, @Nullable Object> whole = object(result);
        var bare = new LinkedHashMap<>(whole);
        ENVELOPE.forEach(bare::remove);
        return bare.equals(item) ? whole : item;
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
