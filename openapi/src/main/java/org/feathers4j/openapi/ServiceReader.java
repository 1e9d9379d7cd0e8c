package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.feathers4j.HookType;
import org.feathers4j.MethodDefinition;
import org.feathers4j.MethodKind;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.adapter.Adapter;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.hooks.Described;
import org.feathers4j.hooks.Shaping;
import org.jspecify.annotations.Nullable;

/** Reads a service: what it is, what its hooks tell, and what the options say over that. */
final class ServiceReader {
    private final ServiceHandle service;
    private final ServiceDescription said;
    private final String name;
    private final boolean hasTokens;
    private final Parts parts;
    private final RecordTypes types;
    private final Map<String, Map<String, @Nullable Object>> schemas = new LinkedHashMap<>();

    /**
     * @param name of its schemas
     * @param hasTokens whether clients of the application can have tokens
     * @param parts of the document
     */
    ServiceReader(ServiceHandle service, ServiceDescription said, String name, boolean hasTokens, Parts parts) {
        this.service = service;
        this.said = said;
        this.name = name;
        this.hasTokens = hasTokens;
        this.parts = parts;
        this.types = new RecordTypes(service);
    }

    String path() {
        return service.path();
    }

    /** The names of the methods that some client may call. */
    static List<String> methods(ServiceHandle service, ServiceDescription said) {
        return service.definition().callable().stream()
                .filter(method -> !said.without().contains(method))
                .filter(method -> !isRefused(service, method, "rest") || !isRefused(service, method, "socketio"))
                .toList();
    }

    private static boolean isRefused(ServiceHandle service, String method, String provider) {
        return described(service, method, HookType.BEFORE, HookType.AROUND).stream()
                .anyMatch(hook -> hook.refuses(provider));
    }

    private static List<Described> described(ServiceHandle service, String method, HookType... types) {
        var found = new ArrayList<Described>();
        for (HookType type : types)
            for (Object hook : service.hooksOf(method, type)) if (hook instanceof Described each) found.add(each);
        return found;
    }

    ServiceModel read() {
        Map<String, MethodDefinition> definitions = service.definition().methods();
        List<MethodDefinition> callable = methods(service, said).stream()
                .map(definitions::get)
                .filter(Objects::nonNull)
                .toList();
        Service implementation = service.implementation();
        String id = implementation instanceof Service.Identifies identifies ? identifies.id() : "id";
        Adapter adapter = implementation instanceof Adapter known ? known : null;
        boolean isAuthentication = implementation instanceof AuthenticationService;
        boolean hasRecords = !isAuthentication && callable.stream().anyMatch(each -> each.kind() != MethodKind.CUSTOM);
        Set<MethodKind> multi = said.multi() != null ? said.multi() : adapter == null ? Set.of() : adapter.multi();
        String record = hasRecords ? component(name, record(callable, id)) : null;
        String query = query(callable);
        List<MethodModel> methods =
                callable.stream().map(each -> method(each, isAuthentication)).toList();
        var payloads = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        said.events()
                .forEach((event, schema) ->
                        payloads.put(event, SchemaCopy.of(schema, name + "_" + Members.word(event))));
        return new ServiceModel(
                service.path(),
                name,
                said.text(),
                Boolean.TRUE.equals(service.options().option("remote")),
                isAuthentication,
                id,
                methods,
                paging(adapter),
                multi,
                record,
                query,
                schemas,
                isAuthentication ? List.of() : service.options().publishedEvents(),
                payloads);
    }

    private String component(String component, Map<String, ? extends @Nullable Object> schema) {
        schemas.putAll(SchemaCopy.of(schema, component, parts.of(schema)));
        return component;
    }

    private Paging paging(@Nullable Adapter adapter) {
        Boolean pages = said.pages();
        if (pages == null && adapter != null) pages = adapter.paginate() != null;
        return pages == null ? Paging.EITHER : pages ? Paging.PAGES : Paging.LISTS;
    }

    private Map<String, @Nullable Object> record(List<MethodDefinition> callable, String id) {
        Map<String, ? extends @Nullable Object> written = said.schema();
        if (written != null) return shown(Members.object(written), callable);
        Map<String, ? extends @Nullable Object> data = said.data();
        if (data == null) data = types.record();
        for (MethodDefinition method : callable)
            if (data == null && (method.kind() == MethodKind.CREATE || method.kind() == MethodKind.UPDATE))
                data = dataOfHooks(method);
        Map<String, @Nullable Object> schema = Members.object(data);
        if (!(schema.get("properties") instanceof Map<?, ?>))
            return Members.of("type", "object", "additionalProperties", true);
        // a service adds fields to the data, and their form says nothing about those
        schema.remove("additionalProperties");
        schema.remove("unevaluatedProperties");
        Map<String, @Nullable Object> properties = Members.of();
        if (service.implementation() instanceof Service.Identifies) {
            properties.put(id, Members.of("type", List.of("integer", "string")));
            var required = new ArrayList<@Nullable Object>(List.of(id));
            if (schema.get("required") instanceof List<?> ofData) required.addAll(ofData);
            schema.put("required", required.stream().distinct().toList());
        }
        properties.putAll(Members.object(schema.get("properties")));
        schema.put("properties", properties);
        return shown(schema, callable);
    }

    private Map<String, @Nullable Object> shown(Map<String, @Nullable Object> schema, List<MethodDefinition> callable) {
        return new HiddenFields(Members.object(schema.get("$defs")), field -> isHidden(field, callable))
                .removedFrom(schema);
    }

    /** Whether a method that answers with records hides the field: a document that says less is better than one that tells what is hidden. */
    private boolean isHidden(String field, List<MethodDefinition> callable) {
        Predicate<MethodDefinition> hides =
                method -> described(service, method.name(), HookType.AFTER, HookType.AROUND).stream()
                        .anyMatch(hook -> hook.hides(field));
        return callable.stream()
                .filter(each -> each.kind() != MethodKind.CUSTOM)
                .anyMatch(hides);
    }

    private @Nullable Map<String, ? extends @Nullable Object> dataOfHooks(MethodDefinition method) {
        List<Map<String, ? extends @Nullable Object>> found = new ArrayList<>();
        for (Described hook : described(service, method.name(), HookType.BEFORE, HookType.AROUND)) {
            Map<String, ? extends @Nullable Object> schema = hook.dataSchema(method.kind());
            if (schema != null) found.add(schema);
        }
        // each of several is checked on its own; the first says most
        return found.isEmpty() ? null : found.getFirst();
    }

    private @Nullable String query(List<MethodDefinition> callable) {
        Map<String, ? extends @Nullable Object> schema = said.query();
        for (MethodDefinition method : callable) {
            if (schema != null || method.kind() != MethodKind.FIND) continue;
            for (Described hook : described(service, method.name(), HookType.BEFORE, HookType.AROUND))
                if (schema == null) schema = hook.querySchema();
        }
        return schema == null ? null : component(name + "Query", schema);
    }

    private MethodModel method(MethodDefinition method, boolean isAuthentication) {
        MethodDescription described = said.method(method.name());
        Map<String, ? extends @Nullable Object> result = described.result();
        String component = name + "_" + Members.word(method.name()) + "_result";
        return new MethodModel(
                method.name(),
                method.kind(),
                described.summary(),
                isAuthentication ? null : data(method, described),
                result == null ? null : Members.ref(component(component, result)),
                isAuthentication ? Access.OPEN : access(method.name()),
                !isRefused(service, method.name(), "rest"));
    }

    private @Nullable String data(MethodDefinition method, MethodDescription described) {
        Map<String, ? extends @Nullable Object> schema = described.data();
        if (schema == null) schema = written(method.kind());
        if (schema == null) schema = dataOfHooks(method);
        if (schema == null) schema = types.data(method);
        String suffix = switch (method.kind()) {
            case CREATE -> "Data";
            case UPDATE -> "Update";
            case PATCH -> "Patch";
            case CUSTOM -> "_" + Members.word(method.name());
            case FIND, GET, REMOVE -> null;
        };
        if (suffix == null) return null;
        if (schema == null) {
            if (method.kind() == MethodKind.CUSTOM) return null;
            schema = Members.of("type", "object", "additionalProperties", true);
        }
        return component(name + suffix, schema);
    }

    /** What the options say of the data of a method of this kind. */
    private @Nullable Map<String, ? extends @Nullable Object> written(MethodKind kind) {
        Map<String, ? extends @Nullable Object> data = said.data();
        if (data == null || kind == MethodKind.CUSTOM) return null;
        return kind == MethodKind.PATCH ? Members.partial(data) : data;
    }

    private Access access(String method) {
        if (!hasTokens) return Access.OPEN;
        var before = new ArrayList<Object>(service.hooksOf(method, HookType.BEFORE));
        before.addAll(service.hooksOf(method, HookType.AROUND));
        if (before.stream().anyMatch(hook -> hook instanceof Described each && each.authenticates()))
            return Access.TOKEN;
        return before.stream().allMatch(Shaping.class::isInstance) ? Access.OPEN : Access.PERHAPS_TOKEN;
    }
}
