package org.feathers4j.openapi;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.Validation;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;

import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.hooks.CommonHooks.iff;

/** Services with everything that documents tell. */
final class TodoApp {
    static final Map<String, @Nullable Object> TODO = Map.of(
            "type", "object",
            "additionalProperties", false,
            "required", List.of("text"),
            "properties",
                    Map.of(
                            "text", Map.of("type", "string", "description", "What to do. */ alert(1)"),
                            "done", Map.of("type", "boolean"),
                            "note", Map.of("type", List.of("string", "null")),
                            "place", Map.of("$ref", "#/$defs/place"),
                            "parts", Map.of("type", "array", "items", Map.of("$ref", "#")),
                            "state", Map.of("enum", List.of("open", "closed"))),
            "$defs", Map.of("place", Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")))));

    private static final Map<String, ?> USER = Map.of(
            "type", "object",
            "required", List.of("email", "password"),
            "properties", Map.of("email", Map.of("type", "string"), "password", Map.of("type", "string")));

    private TodoApp() {}

    static void addTo(Application app) {
        app.use(
                "todos",
                MemoryService.create(o -> o.paginate(10, 50).multi("create", "remove")),
                o -> o.method("toggle", (data, params) -> data).events("toggled"));
        app.service("todos")
                .hooks(h -> h.before(authenticate("jwt"))
                        .before(
                                "find",
                                Validation.query(Validation.querySchema(Map.of("text", Map.of("type", "string")))))
                        .before("create", Validation.data(TODO))
                        .before("patch", Validation.data(TODO)));
        app.use("users", MemoryService.create());
        app.service("users")
                .hooks(h -> h.before("create", Validation.data(USER))
                        .before("update", CommonHooks.disallow("external"))
                        .before("find", iff(context -> true, authenticate("jwt")))
                        .after(CommonHooks.protect("password")));
        app.use("users/:userId/messages", (Service.Finds) params -> List.of());
        app.use("internal", MemoryService.create(), OpenApi.hidden());
        app.use("closed", MemoryService.create(), o -> o.methods());
        app.use(
                "authentication",
                AuthenticationService.create(
                        app,
                        o -> o.secret("a secret of more than 32 characters!")
                                .entity("user", "users")
                                .strategy("jwt", new JwtStrategy())
                                .local(l -> l.usernameField("email").passwordField("password"))));
    }
}
