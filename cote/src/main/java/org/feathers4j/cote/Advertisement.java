package org.feathers4j.cote;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a component says of itself in its hellos. Members stay in wire order; those that decide about connections are known to be sound.
 *
 * @param members of the JSON object
 */
record Advertisement(Map<String, @Nullable Object> members) {
    private static final int HIGHEST_PORT = 65_535;

    Advertisement {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * The advertisement in a hello; empty when it could mislead or harm whoever acts on it: Node processes end on some of these.
     *
     * @param json any JSON value
     */
    static Optional<Advertisement> parse(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) return Optional.empty();
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        var advertisement = new Advertisement(members);
        return advertisement.isSound() ? Optional.of(advertisement) : Optional.empty();
    }

    private boolean isSound() {
        for (String name : new String[] {"type", "name", "namespace", "key", "axon_type"})
            if (members.get(name) != null && !(members.get(name) instanceof String)) return false;
        boolean needsPort = axonType().filter(AxonType::listens).isPresent();
        return !needsPort || port() > 0;
    }

    /** This advertisement of a component that has begun to listen: {@code port} comes last. */
    Advertisement withPort(int port) {
        var copy = new LinkedHashMap<>(members);
        copy.remove("port");
        copy.put("port", port);
        return new Advertisement(copy);
    }

    /** What the component is called, for instance {@code feathers services responder}; empty when it has no name. */
    String name() {
        return text("name").orElse("");
    }

    /** Environment, {@code $$} and key; empty when absent. */
    Optional<String> key() {
        return text("key");
    }

    Optional<String> namespace() {
        return text("namespace");
    }

    Optional<AxonType> axonType() {
        Object type = members.get("axon_type");
        return type == null ? Optional.empty() : AxonType.named(type);
    }

    /** The TCP port, 0 when there is none or it is no port. */
    int port() {
        return members.get("port") instanceof Integer port && port > 0 && port <= HIGHEST_PORT ? port : 0;
    }

    /** The application it belongs to, when that is said in a usable way. */
    Optional<String> appUuid() {
        return text("appUuid").filter(uuid -> !uuid.isEmpty());
    }

    /** The distribution key of that application. */
    Optional<String> appDistributionKey() {
        return text("appDistributionKey");
    }

    /** The types that a responder lets browsers ask for; null when it does not say. */
    @Nullable
    List<String> respondsTo() {
        return texts("respondsTo");
    }

    /** The events that a publisher publishes; null when it does not say. */
    @Nullable
    List<String> broadcasts() {
        return texts("broadcasts");
    }

    private @Nullable List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : null;
    }

    private Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether the two belong together: opposite kinds, equal key, equal name space (cote, component.js). */
    boolean fits(Advertisement other) {
        return axonType().map(AxonType::opposite).equals(other.axonType())
                && axonType().isPresent()
                && Objects.equals(key(), other.key())
                && Objects.equals(namespace(), other.namespace());
    }
}
