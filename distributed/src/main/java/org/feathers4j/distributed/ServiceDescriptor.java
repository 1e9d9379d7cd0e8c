package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.MethodKind;
import org.feathers4j.ServiceOptions;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;

/**
 * The announcement of a service to the mesh (feathers-distributed, lib/publish.js).
 *
 * @param uuid of the application that has the service
 * @param key the distribution key of that application
 * @param path without slashes around it; may have placeholders
 * @param events the events that peers may receive
 * @param methods the methods that peers may call
 * @param remoteOptions options of the service that the provider shares, as JSON; empty for none
 */
public record ServiceDescriptor(
        String uuid,
        String key,
        String path,
        List<String> events,
        List<String> methods,
        Map<String, @Nullable Object> remoteOptions) {
    public ServiceDescriptor {
        path = ServicePath.normal(path);
        events = List.copyOf(events);
        methods = List.copyOf(methods);
    }

    /**
     * The methods, events and options of several providers of a path together, in the name of the first one; of options
     * with the same name the last one wins.
     */
    static ServiceDescriptor together(List<ServiceDescriptor> services) {
        ServiceDescriptor first = services.getFirst();
        if (services.stream().allMatch(first::offersTheSame)) return first;
        var events = new LinkedHashSet<String>();
        var methods = new LinkedHashSet<String>();
        var options = new LinkedHashMap<String, @Nullable Object>();
        for (ServiceDescriptor each : services) {
            events.addAll(each.events);
            methods.addAll(each.methods);
            options.putAll(each.remoteOptions);
        }
        return new ServiceDescriptor(
                first.uuid, first.key, first.path, List.copyOf(events), List.copyOf(methods), options);
    }

    /** Whether the services are equal except for the application that has them. */
    boolean offersTheSame(ServiceDescriptor other) {
        return events.equals(other.events)
                && methods.equals(other.methods)
                && remoteOptions.equals(other.remoteOptions);
    }

    /** The application that has the service. */
    public Peer peer() {
        return new Peer(uuid, key);
    }

    /** The data of a {@code service} message, members in Node's order. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = toRemovedJson();
        json.put("methods", methods);
        if (!remoteOptions.isEmpty()) json.put("remoteOptions", remoteOptions);
        return json;
    }

    /** The data of a {@code service-removed} message: without methods. */
    public Map<String, @Nullable Object> toRemovedJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("uuid", uuid);
        json.put("shortUuid", Peer.shortUuid(uuid));
        json.put("key", key);
        json.put("path", path);
        json.put("events", events);
        return json;
    }

    /** The descriptor in a message; empty when it has no uuid, key or path. */
    public static Optional<ServiceDescriptor> fromJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members)
                || !(members.get("uuid") instanceof String uuid)
                || !(members.get("key") instanceof String key)
                || !(members.get("path") instanceof String path)) return Optional.empty();
        List<String> events = texts(members.get("events"), ServiceOptions.DEFAULT_EVENTS);
        List<String> methods = texts(members.get("methods"), MethodKind.standardNames());
        return Optional.of(
                new ServiceDescriptor(uuid, key, path, events, methods, object(members.get("remoteOptions"))));
    }

    /** A missing list means the default one; duplicates and entries that are not texts are dropped. */
    private static List<String> texts(@Nullable Object json, List<String> otherwise) {
        if (!(json instanceof List<?> items)) return otherwise;
        var texts = new ArrayList<String>(items.size());
        for (Object item : items)
            if (item instanceof String text && !text.isEmpty() && !texts.contains(text)) texts.add(text);
        return texts;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) return Map.of();
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
