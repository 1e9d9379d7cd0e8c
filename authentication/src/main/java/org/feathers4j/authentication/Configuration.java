package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The authentication configuration under Feathers' keys: the setting of the application, over the defaults
 * (packages/authentication/src/options.ts). A value.
 */
record Configuration(Map<String, @Nullable Object> values) {
    private static final Map<String, @Nullable Object> JWT_OPTIONS = Map.of(
            "header", Map.of("typ", "access"),
            "audience", "https://yourdomain.com",
            "issuer", "feathers",
            "algorithm", "HS256",
            "expiresIn", "1d");

    /** Each key of the setting replaces the default as a whole. */
    static Configuration of(@Nullable Object setting) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("authStrategies", List.of());
        all.put("jwtOptions", JWT_OPTIONS);
        all.putAll(object(setting));
        return new Configuration(all);
    }

    /** Merges one object over another, nested objects too. */
    static Map<String, @Nullable Object> merged(@Nullable Object under, @Nullable Object over) {
        var all = new LinkedHashMap<>(object(under));
        object(over)
                .forEach((name, value) -> all.put(
                        name,
                        value instanceof Map<?, ?> && all.get(name) instanceof Map<?, ?>
                                ? merged(all.get(name), value)
                                : value));
        return all;
    }

    /** The first one signs, all are valid. */
    List<String> secrets() {
        return oneOrMore("secret");
    }

    List<String> publicKeys() {
        return oneOrMore("publicKey");
    }

    private List<String> oneOrMore(String name) {
        return values.get(name) instanceof String text && !text.isEmpty() ? List.of(text) : texts(values.get(name));
    }

    /** A set of keys, or its URL. */
    @Nullable
    Object jwks() {
        return values.get("jwks");
    }

    /** The same with another secret, and no other key. */
    Configuration withSecret(String secret) {
        var all = new LinkedHashMap<>(values);
        all.put("secret", secret);
        all.remove("publicKey");
        all.remove("jwks");
        return new Configuration(all);
    }

    @Nullable
    String entity() {
        return text(values.get("entity"));
    }

    /** Feathers tells an entity that is null, on purpose, from one that was forgotten. */
    boolean isStateless() {
        return values.containsKey("entity") && values.get("entity") == null;
    }

    @Nullable
    String service() {
        return text(values.get("service"));
    }

    /** The field of an entity that holds its id: what is set, or else what the service says. */
    String entityId(EntityService service) {
        String configured = text(values.get("entityId"));
        return configured == null ? service.id() : configured;
    }

    List<String> authStrategies() {
        return texts(values.get("authStrategies"));
    }

    List<String> parseStrategies() {
        return values.get("parseStrategies") == null ? authStrategies() : texts(values.get("parseStrategies"));
    }

    Map<String, @Nullable Object> jwtOptions() {
        return section("jwtOptions");
    }

    Map<String, @Nullable Object> section(String name) {
        return object(values.get(name));
    }

    static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    static List<String> texts(@Nullable Object value) {
        if (!(value instanceof List<?> list)) return List.of();
        return list.stream().filter(Objects::nonNull).map(Object::toString).toList();
    }

    /** A JSON object, an empty one for anything else. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The names only: one of the values is the secret. */
    @Override
    public String toString() {
        return "Configuration" + values.keySet();
    }
}
