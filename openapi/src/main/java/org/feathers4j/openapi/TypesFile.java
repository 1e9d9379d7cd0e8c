package org.feathers4j.openapi;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The declarations for {@code Application<ServiceTypes>} of {@code @feathersjs/feathers}. */
final class TypesFile {
    private static final Set<String> RESERVED =
            Set.of("ServiceTypes", "Id", "Paginated", "Params", "Query", "Record", "Promise", "Authentication");

    private final List<ServiceModel> services;
    private final TypeScript types;
    private final Authentication authentication;

    private TypesFile(List<ServiceModel> services, Authentication authentication) {
        this.services = services;
        this.authentication = authentication;
        Map<String, Map<String, @Nullable Object>> schemas = new LinkedHashMap<>();
        var reserved = new HashSet<>(RESERVED);
        for (ServiceModel service : services) {
            schemas.putAll(service.schemas());
            reserved.add(interfaceOf(service));
        }
        types = new TypeScript(schemas, reserved);
    }

    static String of(List<ServiceModel> services, Authentication authentication) {
        return new TypesFile(services, authentication).text();
    }

    private String text() {
        var text = new StringBuilder("// Written by feathers4j-openapi: change the services and write it again.\n")
                .append("import type { Id, Paginated, Params, Query } from '@feathersjs/feathers'\n\n")
                .append(types.declarations());
        for (ServiceModel service : services) declare(text, service);
        text.append("export type ServiceTypes = {\n");
        for (ServiceModel service : services)
            text.append("  ")
                    .append(path(service.path()))
                    .append(": ")
                    .append(interfaceOf(service))
                    .append('\n');
        return text.append("}\n").toString();
    }

    private static String interfaceOf(ServiceModel service) {
        return TypeScript.capital(service.name()) + "Service";
    }

    /** A path with placeholders stands for all paths that it matches. */
    private static String path(String path) {
        if (!path.startsWith(":") && !path.contains("/:")) return TypeScript.key(path);
        var pattern = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            if (!pattern.isEmpty()) pattern.append('/');
            pattern.append(segment.startsWith(":") ? "${string}" : literal(segment));
        }
        return "[path: `" + pattern + "`]";
    }

    private static String literal(String segment) {
        return segment.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$");
    }

    private void declare(StringBuilder text, ServiceModel service) {
        if (service.description() != null) text.append(TypeScript.comment(service.description(), ""));
        text.append("export interface ").append(interfaceOf(service)).append(" {\n");
        for (MethodModel method : service.methods()) declare(text, service, method);
        events(text, service);
        text.append("}\n\n");
    }

    /** Besides those of Node's EventEmitter, which the official client has, and which know no types. */
    private void events(StringBuilder text, ServiceModel service) {
        for (String event : service.events()) {
            Map<String, @Nullable Object> payload = AsyncApiDocument.payload(service, event);
            String type = payload.isEmpty() ? "any" : types.type(payload);
            for (String method : List.of("on", "once"))
                line(text, "%s(event: %s, listener: (item: %s) => void): this", method, Json.text(event), type);
        }
    }

    private void declare(StringBuilder text, ServiceModel service, MethodModel method) {
        String record = service.isAuthentication()
                ? types.type(authentication.result())
                : method.result() != null ? types.type(method.result()) : types.name(service.record());
        String data = service.isAuthentication() ? types.type(authentication.request()) : types.name(method.data());
        String query = service.query() == null ? "Query" : types.name(service.query());
        String params = "params?: Params<%s>".formatted(query);
        String name = TypeScript.key(method.name());
        boolean isMulti = service.isMulti(method.kind());
        if (method.summary() != null) text.append(TypeScript.comment(method.summary(), "  "));
        switch (method.kind()) {
            case FIND -> line(text, "%s(%s): Promise<%s>", name, params, found(service, method, record));
            case GET -> line(text, "%s(id: Id, %s): Promise<%s>", name, params, record);
            case CREATE -> {
                line(text, "%s(data: %s, %s): Promise<%s>", name, data, params, record);
                if (isMulti) line(text, "%s(data: (%s)[], %s): Promise<(%s)[]>", name, data, params, record);
            }
            case UPDATE, PATCH -> {
                line(text, "%s(id: Id, data: %s, %s): Promise<%s>", name, data, params, record);
                if (isMulti) line(text, "%s(id: null, data: %s, %s): Promise<(%s)[]>", name, data, params, record);
            }
            case REMOVE -> {
                String id = service.isAuthentication() ? "Id | null" : "Id";
                line(text, "%s(id: %s, %s): Promise<%s>", name, id, params, record);
                if (isMulti) line(text, "%s(id: null, %s): Promise<(%s)[]>", name, params, record);
            }
            case CUSTOM ->
                line(
                        text,
                        "%s(data: %s, params?: Params): Promise<%s>",
                        name,
                        method.data() == null ? "any" : data,
                        method.result() == null ? "any" : record);
        }
    }

    private static String found(ServiceModel service, MethodModel method, String record) {
        if (method.result() != null) return record;
        return switch (service.paging()) {
            case PAGES -> "Paginated<%s>".formatted(record);
            case LISTS -> "(%s)[]".formatted(record);
            case EITHER -> "Paginated<%s> | (%s)[]".formatted(record, record);
        };
    }

    private static void line(StringBuilder text, String form, Object... parts) {
        text.append("  ").append(form.formatted(parts)).append('\n');
    }
}
