package org.feathers4j.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a service that clients can reach.
 *
 * @param name of its schemas, unique in the application
 * @param id the field with the id of a record
 * @param record the component with the schema of a record; null when the service has none
 * @param query the component with the schema of queries; null when any query passes
 * @param schemas its components
 * @param events the events that clients may get
 * @param payloads schemas of what events carry
 */
record ServiceModel(
        String path,
        String name,
        @Nullable String description,
        boolean isRemote,
        boolean isAuthentication,
        String id,
        List<MethodModel> methods,
        Paging paging,
        Set<MethodKind> multi,
        @Nullable String record,
        @Nullable String query,
        Map<String, Map<String, @Nullable Object>> schemas,
        List<String> events,
        Map<String, Map<String, @Nullable Object>> payloads) {
    Optional<MethodModel> method(MethodKind kind) {
        return methods.stream().filter(method -> method.kind() == kind).findFirst();
    }

    List<MethodModel> customMethods() {
        return methods.stream().filter(MethodModel::isCustom).toList();
    }

    String page() {
        return name + "Page";
    }

    boolean isMulti(MethodKind kind) {
        return multi.contains(kind);
    }
}
