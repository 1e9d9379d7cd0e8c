package org.feathers4j.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.authentication.AuthenticationService;
import org.jspecify.annotations.Nullable;

/**
 * Four applications on a mesh that share a secret, two in Java and two in Node. One has users and logs them in, the remaining ones check tokens; each has a service
 * {@code whoami-<name>} that asks for a token. Closing it ends them all.
 */
final class SharedSecret implements AutoCloseable {
    static final Map<String, Object> ANN = Map.of("email", "ann@example.com", "password", "secret");
    static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");
    private static final String SECRET = "a secret that all applications of this mesh share";

    private final LoopbackMesh mesh = new LoopbackMesh();
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final List<JavaGuard> guards = new ArrayList<>();

    private SharedSecret() {}

    static SharedSecret usersInJava() {
        var all = new SharedSecret();
        all.java("users", withUsers());
        all.node("other", tokensOnly());
        return all.complete();
    }

    static SharedSecret usersInNode() {
        var all = new SharedSecret();
        all.node("users", withUsers());
        all.java("other", tokensOnly());
        return all.complete();
    }

    private SharedSecret complete() {
        java("java", tokensOnly());
        node("node", tokensOnly());
        return this;
    }

    /** Configuration of an application with users. */
    static Map<String, @Nullable Object> withUsers() {
        return Map.of(
                "secret",
                SECRET,
                "entity",
                "user",
                "service",
                "users",
                "authStrategies",
                List.of("jwt", "local"),
                "local",
                Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4));
    }

    /** Configuration of an application that only checks tokens. */
    static Map<String, @Nullable Object> tokensOnly() {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("secret", SECRET);
        config.put("entity", null);
        config.put("authStrategies", List.of("jwt"));
        return config;
    }

    private void java(String name, Map<String, @Nullable Object> config) {
        var guard = new JavaGuard(mesh, name, o -> o.services("whoami-" + name))
                .withAuthentication(config)
                .withWhoAmI("whoami-" + name, name)
                .guarding("whoami-" + name)
                .listen();
        guards.add(guard);
        if (config.containsKey("local")) guard.app.service("users").create(ANN);
        urls.put(name, guard.url());
    }

    private void node(String name, Map<String, @Nullable Object> config) {
        String path = "whoami-" + name;
        var peer = mesh.node(
                name,
                NodeVersion.V3_0_0,
                o -> o.withService(path, "whoami")
                        .withSockets()
                        .withAuthentication(config, path)
                        .withOption("services", List.of(path)));
        if (config.containsKey("local")) peer.call("users", "create", ANN);
        urls.put(name, peer.url());
    }

    /** Where the applications are, by name; {@code users} is the first. */
    Map<String, String> urls() {
        return urls;
    }

    String url(String name) {
        return urls.getOrDefault(name, "");
    }

    /** A token for the only user that is good for so long. */
    String tokenFor(int seconds) {
        return AuthenticationService.of(guards.getFirst().app)
                .orElseThrow()
                .createAccessToken(Map.of(), Map.of("subject", "1", "expiresIn", seconds));
    }

    @Override
    public void close() {
        guards.forEach(JavaGuard::close);
        mesh.close();
    }
}
