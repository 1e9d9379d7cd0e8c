package org.feathers4j.cote;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The description of a component in its hellos. Immutable. Members stay in wire order; those that decide about connections are validated, and looked up once: with
 * many components around, each of them is compared with each other one every second.
 */
public final class Advertisement {
    private static final int HIGHEST_PORT = 65_535;

    private final Map<String, @Nullable Object> members;
    private final @Nullable AxonType axonType;
    private final @Nullable String key;
    private final @Nullable String namespace;
    private final Optional<String> appUuid;
    private final int port;

    /** @param members of the JSON object, in wire order */
    public Advertisement(Map<String, ? extends @Nullable Object> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        Object type = members.get("axon_type");
        axonType = type == null ? null : AxonType.named(type).orElse(null);
        key = textOf("key");
        namespace = textOf("namespace");
        appUuid = text("appUuid").filter(uuid -> !uuid.isEmpty());
        port = members.get("port") instanceof Integer number && number > 0 && number <= HIGHEST_PORT ? number : 0;
    }

    /** All of it, unmodifiable. */
    public Map<String, @Nullable Object> members() {
        return members;
    }

    /**
     * The advertisement in a hello; empty when acting on it could do harm: some invalid ones end a Node process.
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

    /** The name of the component, for instance {@code feathers services responder}; empty when it has no name. */
    public String name() {
        return text("name").orElse("");
    }

    /** Environment, {@code $$} and key; empty when absent. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The name space; empty when absent. */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    Optional<AxonType> axonType() {
        return Optional.ofNullable(axonType);
    }

    /** The TCP port, 0 when there is none or it is no port. */
    int port() {
        return port;
    }

    /** The application it belongs to, when the member is usable. */
    public Optional<String> appUuid() {
        return appUuid;
    }

    /** The distribution key of that application. */
    public Optional<String> appDistributionKey() {
        return text("appDistributionKey");
    }

    /** The request types that a responder allows browsers; null when not advertised. */
    @Nullable
    List<String> respondsTo() {
        return texts("respondsTo");
    }

    /** The events that a publisher publishes; null when not advertised. */
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
        return Optional.ofNullable(textOf(name));
    }

    private @Nullable String textOf(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** Whether the two belong together: opposite kinds, equal key, equal name space (cote, component.js). */
    boolean fits(Advertisement other) {
        return axonType != null
                && axonType.opposite() == other.axonType
                && Objects.equals(key, other.key)
                && Objects.equals(namespace, other.namespace);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Advertisement that && members.equals(that.members));
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "Advertisement" + members;
    }
}
