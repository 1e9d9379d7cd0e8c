package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document: each service as the paths of its REST calls. */
final class OpenApiDocument {
    private static final String JSON = "application/json";

    private final OpenApiOptions options;
    private final List<ServiceModel> services;
    private final Authentication authentication;
    private final Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    /** Paths with all placeholders named the same: two of them must not be equal. */
    private final Set<String> shapes = new HashSet<>();

    private final Set<String> operationIds = new HashSet<>();

    private OpenApiDocument(OpenApiOptions options, List<ServiceModel> services, Authentication authentication) {
        this.options = options;
        this.services = services;
        this.authentication = authentication;
    }

    static Map<String, @Nullable Object> of(
            OpenApiOptions options, List<ServiceModel> services, Authentication authentication) {
        return new OpenApiDocument(options, services, authentication).document();
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> schemas = Members.of(ErrorResponses.ERROR, ErrorResponses.schema());
        var tags = new ArrayList<@Nullable Object>();
        for (ServiceModel service : services) {
            add(service);
            schemas.putAll(service.schemas());
            if (service.record() != null && service.paging() != Paging.LISTS)
                schemas.put(service.page(), page(service));
            tags.add(Members.of("name", service.path(), "description", service.description()));
        }
        return Members.of(
                "openapi",
                "3.1.0",
                "info",
                info(options),
                "servers",
                List.of(Members.of("url", server())),
                "tags",
                tags,
                "paths",
                paths,
                "components",
                Members.of(
                        "schemas",
                        schemas,
                        "responses",
                        ErrorResponses.components(),
                        "securitySchemes",
                        authentication.schemes()));
    }

    static Map<String, @Nullable Object> info(OpenApiOptions options) {
        return Members.of("title", options.title(), "version", options.version(), "description", options.description());
    }

    /** The services are beside the document, also below the path of a proxy or of a mounted server. */
    private String server() {
        String url = options.server();
        if (url != null) return url;
        int depth = (int) options.path().chars().filter(each -> each == '/').count() - 1;
        return depth == 0 ? "./" : "../".repeat(depth);
    }

    private static Map<String, @Nullable Object> page(ServiceModel service) {
        Map<String, @Nullable Object> count = Members.of("type", "integer", "minimum", 0);
        return Members.of(
                "type",
                "object",
                "required",
                List.of("total", "limit", "skip", "data"),
                "properties",
                Members.of("total", count, "limit", count, "skip", count, "data", listOf(recordOf(service))));
    }

    private static Map<String, @Nullable Object> listOf(Map<String, @Nullable Object> items) {
        return Members.of("type", "array", "items", items);
    }

    private static Map<String, @Nullable Object> recordOf(ServiceModel service) {
        return service.record() == null ? Members.of() : Members.ref(service.record());
    }

    private void add(ServiceModel service) {
        var place = RestPath.of(service.path(), service.id());
        if (!shapes.add(place.shape())) return; // a service with the same path but other names gets these requests
        Map<String, @Nullable Object> all = Members.of();
        operation(service, MethodKind.FIND, place.all(), all, "get", false);
        var custom = new CustomMethods(
                service.customMethods().stream().filter(MethodModel::overRest).toList());
        operation(service, MethodKind.CREATE, place.all(), all, "post", false);
        if (!custom.methods().isEmpty())
            all.put("post", custom(service, custom, Members.object(all.get("post")), place.all()));
        for (MethodKind kind : List.of(MethodKind.UPDATE, MethodKind.PATCH, MethodKind.REMOVE))
            if (service.isMulti(kind)) operation(service, kind, place.all(), all, verb(kind), false);
        if (!all.isEmpty()) paths.put(place.all().text(), all);
        Map<String, @Nullable Object> one = Members.of();
        operation(service, MethodKind.GET, place.one(), one, "get", true);
        for (MethodKind kind : List.of(MethodKind.UPDATE, MethodKind.PATCH, MethodKind.REMOVE))
            operation(service, kind, place.one(), one, verb(kind), true);
        if (!one.isEmpty() && shapes.add(place.oneShape()))
            paths.put(place.one().text(), one);
    }

    private static String verb(MethodKind kind) {
        return switch (kind) {
            case UPDATE -> "put";
            case PATCH -> "patch";
            case REMOVE -> "delete";
            case FIND, GET -> "get";
            case CREATE, CUSTOM -> "post";
        };
    }

    private void operation(
            ServiceModel service,
            MethodKind kind,
            RestPath.Template path,
            Map<String, @Nullable Object> item,
            String verb,
            boolean hasId) {
        service.method(kind)
                .filter(MethodModel::overRest)
                .ifPresent(method -> item.put(verb, operation(service, method, path, hasId)));
    }

    private Map<String, @Nullable Object> operation(
            ServiceModel service, MethodModel method, RestPath.Template path, boolean hasId) {
        MethodKind kind = method.kind();
        boolean isMany = !hasId && kind != MethodKind.CREATE;
        var parameters = new ArrayList<>(path.parameters());
        parameters.addAll(QueryParameters.of(service, isMany, kind == MethodKind.FIND));
        Map<String, @Nullable Object> responses = Members.of();
        String status = kind == MethodKind.CREATE ? "201" : "200";
        responses.put(status, response(result(service, method, isMany), done(kind, isMany)));
        ErrorResponses.addTo(responses, method, !path.parameters().isEmpty());
        if (service.isAuthentication()) responses.put("401", ErrorResponses.reference("NotAuthenticated"));
        return Members.of(
                "operationId",
                operationId(service, method.name() + (isMany && kind != MethodKind.FIND ? "Many" : "")),
                "tags",
                List.of(service.path()),
                "summary",
                method.summary(),
                "parameters",
                parameters.isEmpty() ? null : parameters,
                "requestBody",
                kind.takesData() ? body(service, method) : null,
                "responses",
                responses,
                "security",
                service.isAuthentication() && kind == MethodKind.REMOVE
                        ? authentication.security(Access.TOKEN)
                        : authentication.security(method.access()));
    }

    private String operationId(ServiceModel service, String method) {
        String id = service.name() + "_" + Members.word(method);
        String unique = id;
        for (int i = 2; !operationIds.add(unique); i++) unique = id + i;
        return unique;
    }

    private static String done(MethodKind kind, boolean many) {
        return switch (kind) {
            case FIND -> "The records that the query matches.";
            case GET -> "The record.";
            case CREATE -> "The new record.";
            case UPDATE, PATCH -> many ? "The changed records." : "The changed record.";
            case REMOVE -> many ? "The removed records." : "The removed record.";
            case CUSTOM -> "The result.";
        };
    }

    private Map<String, @Nullable Object> result(ServiceModel service, MethodModel method, boolean many) {
        if (service.isAuthentication()) return authentication.result();
        if (method.result() != null) return method.result();
        Map<String, @Nullable Object> record = recordOf(service);
        return switch (method.kind()) {
            case FIND -> found(service);
            case CREATE ->
                service.isMulti(MethodKind.CREATE) ? Members.of("anyOf", List.of(record, listOf(record))) : record;
            case GET -> record;
            case UPDATE, PATCH, REMOVE -> many ? listOf(record) : record;
            case CUSTOM -> Members.of();
        };
    }

    private static Map<String, @Nullable Object> found(ServiceModel service) {
        Map<String, @Nullable Object> list = listOf(recordOf(service));
        return switch (service.paging()) {
            case PAGES -> Members.ref(service.page());
            case LISTS -> list;
            case EITHER -> Members.of("anyOf", List.of(Members.ref(service.page()), list));
        };
    }

    private Map<String, @Nullable Object> body(ServiceModel service, MethodModel method) {
        Map<String, @Nullable Object> data = service.isAuthentication()
                ? authentication.request()
                : method.data() == null ? Members.of() : Members.ref(method.data());
        if (method.kind() == MethodKind.CREATE && service.isMulti(MethodKind.CREATE))
            data = Members.of("anyOf", List.of(data, listOf(data)));
        return Members.of("required", true, "content", Members.of(JSON, Members.of("schema", data)));
    }

    private static Map<String, @Nullable Object> response(Map<String, @Nullable Object> schema, String description) {
        return Members.of("description", description, "content", Members.of(JSON, Members.of("schema", schema)));
    }

    /** The custom methods, in one operation with {@code create}, which has the same address: a header tells them apart. */
    private Map<String, @Nullable Object> custom(
            ServiceModel service, CustomMethods custom, Map<String, @Nullable Object> create, RestPath.Template path) {
        var parameters = new ArrayList<>(path.parameters());
        if (create.get("parameters") instanceof List<?> ofCreate) {
            parameters.clear();
            parameters.addAll(ofCreate);
        }
        parameters.add(custom.header(create.isEmpty()));
        Map<String, @Nullable Object> responses = Members.of();
        responses.put("200", response(custom.results(), "The result of the method in the header."));
        responses.put("204", Members.of("description", "The result is null, false, 0 or an empty text."));
        responses.putAll(Members.object(create.get("responses")));
        for (MethodModel method : custom.methods())
            ErrorResponses.addTo(responses, method, !path.parameters().isEmpty());
        return Members.of(
                "operationId",
                create.isEmpty() ? operationId(service, custom.name()) : create.get("operationId"),
                "tags",
                List.of(service.path()),
                "summary",
                create.get("summary"),
                "description",
                custom.description(!create.isEmpty()),
                "parameters",
                parameters,
                "requestBody",
                Members.of("content", Members.of(JSON, Members.of("schema", custom.bodies(schemaOfBody(create))))),
                "responses",
                responses,
                "security",
                custom.security(create, authentication));
    }

    private static @Nullable Object schemaOfBody(Map<String, @Nullable Object> operation) {
        Object content = Members.object(operation.get("requestBody")).get("content");
        return Members.object(Members.object(content).get(JSON)).get("schema");
    }
}
