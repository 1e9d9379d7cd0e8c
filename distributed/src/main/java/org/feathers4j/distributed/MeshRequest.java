package org.feathers4j.distributed;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to another application (spec: requester to responder).
 *
 * @param type the method: {@code find}, ..., {@code healthcheck}, or a custom one
 * @param key the distribution key of the provider
 * @param path the provider's path of the service
 * @param arguments {@code id} and {@code data} where the method takes them, and {@code params}; in wire order, as JSON values
 */
public record MeshRequest(String type, String key, String path, Map<String, @Nullable Object> arguments) {
    /** The method that checks whether a service is available, without calling it. */
    public static final String HEALTHCHECK = "healthcheck";

    /** The request object on the wire, members in Node's order. */
    public Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("type", type);
        json.put("key", key);
        json.put("path", path);
        json.putAll(arguments);
        return json;
    }

    /**
     * Reads the request from a received object. The key and {@code params} may be missing.
     *
     * @throws FeathersException BadRequest when the type or the path is missing
     */
    public static MeshRequest fromJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members)) throw FeathersException.badRequest("A request must be an object");
        if (!(members.get("type") instanceof String type) || type.isEmpty())
            throw FeathersException.badRequest("A request must have a 'type' that is a text");
        if (!(members.get("path") instanceof String path))
            throw FeathersException.badRequest("A '%s' request must have a 'path' that is a text", type);
        String key = members.get("key") instanceof String text ? text : "";
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        for (String name : new String[] {"id", "data", "params"})
            if (members.containsKey(name)) arguments.put(name, members.get(name));
        return new MeshRequest(type, key, path, arguments);
    }

    public @Nullable Object id() {
        return arguments.get("id");
    }

    public @Nullable Object data() {
        return arguments.get("data");
    }

    /** The params as received; any other value than an object counts as empty, as in Node. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public Map<String, @Nullable Object> params() {
        return arguments.get("params") instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** For logs and errors: never the arguments. */
    @Override
    public String toString() {
        return "%s on '%s' of key '%s'".formatted(type, path, key);
    }
}
