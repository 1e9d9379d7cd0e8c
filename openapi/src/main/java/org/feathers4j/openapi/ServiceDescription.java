package org.feathers4j.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * What documents say about a service besides what the service and its hooks tell: for the function given to {@link OpenApiOptions.Builder#service}. It wins over what they tell. For one thread.
 */
public final class ServiceDescription {
    private @Nullable String name;
    private @Nullable String text;
    private @Nullable Map<String, ? extends @Nullable Object> schema;
    private @Nullable Map<String, ? extends @Nullable Object> data;
    private @Nullable Map<String, ? extends @Nullable Object> query;
    private @Nullable Boolean pages;
    private @Nullable Set<MethodKind> multi;
    private Set<String> without = Set.of();
    private final Map<String, MethodDescription> methods = new LinkedHashMap<>();
    private final Map<String, Map<String, ? extends @Nullable Object>> events = new LinkedHashMap<>();

    ServiceDescription() {}

    /** The name of its schemas: letters and digits; made of the path unless set. */
    public ServiceDescription name(String value) {
        if (!value.matches("[A-Za-z][A-Za-z0-9]*"))
            throw new IllegalArgumentException(
                    "The name '%s' needs letters and digits, a letter first".formatted(value));
        name = value;
        return this;
    }

    /** What the service is for, in CommonMark. */
    public ServiceDescription description(String value) {
        text = value;
        return this;
    }

    /**
     * The JSON Schema of a record as clients get it; fields that hooks hide are left out. Unless set it is the one of the data, with the id of services that {@link org.feathers4j.Service.Identifies name its field}.
     *
     * @param value with references inside itself only
     */
    public ServiceDescription schema(Map<String, ? extends @Nullable Object> value) {
        schema = value;
        return this;
    }

    /** The JSON Schema of the data of {@code create} and {@code update}; nothing of it is required of {@code patch}. What hooks validate unless set. */
    public ServiceDescription data(Map<String, ? extends @Nullable Object> value) {
        data = value;
        return this;
    }

    /** The JSON Schema of queries; what hooks validate unless set. */
    public ServiceDescription query(Map<String, ? extends @Nullable Object> value) {
        query = value;
        return this;
    }

    /** Whether {@code find} answers with pages ({@code total, limit, skip, data}) or with lists; what the service tells unless set, and both when it does not. */
    public ServiceDescription pages(boolean value) {
        pages = value;
        return this;
    }

    /** The methods of {@code create}, {@code update}, {@code patch}, {@code remove} that may change many records; what the service tells unless set, and none when it does not. */
    public ServiceDescription multi(String... methods) {
        multi = Set.copyOf(List.of(methods).stream().map(MethodKind::named).toList());
        return this;
    }

    /** Methods that are not shown. */
    public ServiceDescription without(String... methods) {
        without = Set.of(methods);
        return this;
    }

    /** More about a method, a custom one for instance: {@code s.method("toggle", m -> m.data(schema))}. */
    public ServiceDescription method(String method, Consumer<MethodDescription> description) {
        description.accept(methods.computeIfAbsent(method, each -> new MethodDescription()));
        return this;
    }

    /** The JSON Schema of what an event carries; records of the service for {@code created} and the like, anything for others unless set. */
    public ServiceDescription event(String event, Map<String, ? extends @Nullable Object> payload) {
        events.put(event, payload);
        return this;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String text() {
        return text;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> schema() {
        return schema;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> data() {
        return data;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> query() {
        return query;
    }

    @Nullable
    Boolean pages() {
        return pages;
    }

    @Nullable
    Set<MethodKind> multi() {
        return multi;
    }

    Set<String> without() {
        return without;
    }

    MethodDescription method(String method) {
        MethodDescription described = methods.get(method);
        return described == null ? new MethodDescription() : described;
    }

    Map<String, Map<String, ? extends @Nullable Object>> events() {
        return events;
    }
}
