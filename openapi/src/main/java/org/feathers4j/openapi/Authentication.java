package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.AuthenticationStrategy;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.jspecify.annotations.Nullable;

/** How clients of an application log in, and what they send with their calls afterwards. */
final class Authentication {
    private static final String SCHEME = "token";

    private final Map<String, AuthenticationStrategy> strategies;

    private Authentication(Map<String, AuthenticationStrategy> strategies) {
        this.strategies = strategies;
    }

    static Authentication of(Application app) {
        return new Authentication(AuthenticationService.of(app)
                .map(AuthenticationService::strategies)
                .orElse(Map.of()));
    }

    /** The security schemes; null when there is no authentication. */
    @Nullable
    Map<String, @Nullable Object> schemes() {
        if (strategies.isEmpty()) return null;
        return Members.of(
                SCHEME,
                Members.of(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "bearerFormat",
                        "JWT",
                        "description",
                        "The accessToken of a login, which the service authentication answers with. Strategies: %s."
                                .formatted(String.join(", ", strategies.keySet()))));
    }

    /** The requirement of an operation; null for none. */
    @Nullable
    List<@Nullable Object> security(Access access) {
        Map<String, @Nullable Object> token = Members.of(SCHEME, List.of());
        return switch (access) {
            case OPEN -> null;
            case PERHAPS_TOKEN -> List.of(token, Members.of());
            case TOKEN -> List.of(token);
        };
    }

    /** The schema of the data of a login: one alternative for each strategy. */
    Map<String, @Nullable Object> request() {
        var alternatives = new ArrayList<@Nullable Object>();
        strategies.forEach((name, strategy) -> alternatives.add(request(name, strategy)));
        return Members.of("anyOf", alternatives);
    }

    private static Map<String, @Nullable Object> request(String name, AuthenticationStrategy strategy) {
        Map<String, @Nullable Object> properties =
                Members.of("strategy", Members.of("type", "string", "enum", List.of(name)));
        var required = new ArrayList<>(List.of("strategy"));
        boolean isKnown = strategy instanceof LocalStrategy || strategy instanceof JwtStrategy;
        if (strategy instanceof LocalStrategy local) {
            for (String field : local.requestFields()) {
                if (field.contains(".")) continue; // inside an object
                properties.put(field, Members.of("type", "string"));
                required.add(field);
            }
        } else if (strategy instanceof JwtStrategy) {
            properties.put("accessToken", Members.of("type", "string"));
            required.add("accessToken");
        }
        return Members.of(
                "type",
                "object",
                "description",
                "Logs in with the strategy %s.".formatted(name),
                "required",
                required,
                "properties",
                properties,
                "additionalProperties",
                isKnown ? null : true);
    }

    /** The schema of the answer to a login or logout. */
    Map<String, @Nullable Object> result() {
        return Members.of(
                "type",
                "object",
                "properties",
                Members.of(
                        "accessToken",
                        Members.of("type", "string"),
                        "authentication",
                        Members.of(
                                "type",
                                "object",
                                "properties",
                                Members.of("strategy", Members.of("type", "string")),
                                "additionalProperties",
                                true)),
                "additionalProperties",
                true);
    }
}
