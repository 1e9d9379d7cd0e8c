package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.ErrorKind;
import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/** The errors of Feathers as responses that all operations share. */
final class ErrorResponses {
    static final String ERROR = "FeathersError";

    /** The schemas that are of no service. */
    static final Set<String> SCHEMAS = Set.of(ERROR);

    private static final List<ErrorKind> SHARED = List.of(
            ErrorKind.BAD_REQUEST,
            ErrorKind.NOT_AUTHENTICATED,
            ErrorKind.FORBIDDEN,
            ErrorKind.NOT_FOUND,
            ErrorKind.METHOD_NOT_ALLOWED,
            ErrorKind.CONFLICT,
            ErrorKind.UNPROCESSABLE,
            ErrorKind.TOO_MANY_REQUESTS,
            ErrorKind.GENERAL_ERROR,
            ErrorKind.UNAVAILABLE);

    private static final Map<ErrorKind, String> MEANINGS = Map.of(
            ErrorKind.BAD_REQUEST, "The data or the query are not valid; data and errors say where.",
            ErrorKind.NOT_AUTHENTICATED, "The token is missing, not valid, or has expired.",
            ErrorKind.FORBIDDEN, "The caller may not do this.",
            ErrorKind.NOT_FOUND, "There is no such record, or no such service.",
            ErrorKind.METHOD_NOT_ALLOWED, "The service has no such method, or not for many records at once.",
            ErrorKind.CONFLICT, "A record with the same unique value exists.",
            ErrorKind.UNPROCESSABLE, "The data are well-formed, but cannot be processed.",
            ErrorKind.TOO_MANY_REQUESTS, "The caller asks too often.",
            ErrorKind.GENERAL_ERROR, "The service has failed.",
            ErrorKind.UNAVAILABLE, "The application is too busy, or no provider of the service is connected.");

    private ErrorResponses() {}

    /** The schema of an error, as every transport sends it. */
    static Map<String, @Nullable Object> schema() {
        return Members.of(
                "type",
                "object",
                "description",
                "An error as Feathers sends it.",
                "required",
                List.of("name", "message", "code", "className"),
                "properties",
                Members.of(
                        "name", Members.of("type", "string", "examples", List.of("BadRequest")),
                        "message", Members.of("type", "string"),
                        "code", Members.of("type", "integer", "examples", List.of(400)),
                        "className", Members.of("type", "string", "examples", List.of("bad-request")),
                        "data", Members.of("description", "More about the error; in any form."),
                        "errors", Members.of("description", "Messages by property, for forms; in any form.")),
                "additionalProperties",
                true);
    }

    /** All shared responses, by name. */
    static Map<String, @Nullable Object> components() {
        Map<String, @Nullable Object> all = Members.of();
        for (ErrorKind kind : SHARED) all.put(kind.errorName(), response(String.valueOf(MEANINGS.get(kind))));
        all.put("Error", response("Any other error."));
        return all;
    }

    private static Map<String, @Nullable Object> response(String description) {
        return Members.of(
                "description",
                description,
                "content",
                Members.of("application/json", Members.of("schema", Members.ref(ERROR))));
    }

    /**
     * References to the errors that a call can be answered with.
     *
     * @param hasId whether a record or a route may be missing
     */
    static void addTo(Map<String, @Nullable Object> responses, MethodModel method, boolean hasId) {
        var kinds = new ArrayList<ErrorKind>(List.of(ErrorKind.BAD_REQUEST));
        if (method.access() != Access.OPEN || method.name().equals("authentication"))
            kinds.addAll(List.of(ErrorKind.NOT_AUTHENTICATED, ErrorKind.FORBIDDEN));
        if (hasId) kinds.add(ErrorKind.NOT_FOUND);
        kinds.add(ErrorKind.METHOD_NOT_ALLOWED);
        if (method.kind().takesData()) {
            if (method.kind() != MethodKind.CUSTOM) kinds.add(ErrorKind.CONFLICT);
            kinds.add(ErrorKind.UNPROCESSABLE);
        }
        kinds.addAll(List.of(ErrorKind.TOO_MANY_REQUESTS, ErrorKind.GENERAL_ERROR, ErrorKind.UNAVAILABLE));
        for (ErrorKind kind : kinds) responses.put(String.valueOf(kind.code()), reference(kind.errorName()));
        responses.put("default", reference("Error"));
    }

    static Map<String, @Nullable Object> reference(String name) {
        return Members.of("$ref", "#/components/responses/" + name);
    }
}
