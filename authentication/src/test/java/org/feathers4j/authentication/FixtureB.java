package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.jspecify.annotations.Nullable;

import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** The application that the auth-* vectors were recorded with (README of the vectors), listening on a free port of the loopback. */
public final class FixtureB implements AutoCloseable {
    static final String SECRET = "test-secret-test-secret-test-secret";

    public final Application app = Application.create();
    final AuthenticationService authentication;
    public final Server server;

    public FixtureB() {
        this(Map.of());
    }

    /** @param more merged over the configuration */
    public FixtureB(Map<String, ? extends @Nullable Object> more) {
        this(more, o -> {});
    }

    public FixtureB(Map<String, ? extends @Nullable Object> more, Consumer<ServerOptions.Builder> options) {
        server = app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.set("authentication", Configuration.merged(configuration(), more));
        app.use("users", MemoryService.create(o -> o.startId(1).multi("create").paginate(10, 50)));
        authentication = new AuthenticationService(app)
                .register("jwt", new JwtStrategy())
                .register("local", new LocalStrategy());
        app.use("authentication", authentication);
        app.use("messages", MemoryService.create(o -> o.startId(1).multi(true)));
        app.use("public", Service.find(FixtureB::reported));
        app.use("secret", Service.find(FixtureB::secret));
        hooks();
        app.listen(0);
    }

    static Map<String, @Nullable Object> configuration() {
        return Map.of(
                "secret",
                SECRET,
                "entity",
                "user",
                "service",
                "users",
                "authStrategies",
                List.of("jwt", "local"),
                "jwtOptions",
                Map.of(
                        "header", Map.of("typ", "access"),
                        "audience", "https://yourdomain.com",
                        "issuer", "feathers",
                        "algorithm", "HS256",
                        "expiresIn", "1d"),
                "local",
                Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4));
    }

    /** With the route that is no service. */
    FixtureB withMiddleware() {
        server.use("/mw", server.authenticate("jwt"));
        server.use("/mw", ctx -> {
            Map<String, @Nullable Object> params = Server.params(ctx);
            var seen = new LinkedHashMap<String, @Nullable Object>();
            seen.put("user", Vectors.object(params.get("user")).get("id"));
            seen.put("strategy", Vectors.object(params.get("authentication")).get("strategy"));
            seen.put("authenticated", params.get("authenticated"));
            ctx.response()
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(Json.text(seen));
        });
        return this;
    }

    private void hooks() {
        app.service("users").hooks(FixtureB::userHooks);
        app.service("messages").hooks(h -> h.before(authenticate("jwt")).before("create", FixtureB::signed));
        app.service("secret").hooks(h -> h.before(authenticate("jwt")));
    }

    private static void userHooks(Hooks hooks) {
        hooks.before("find", authenticate("jwt"))
                .before("get", authenticate("jwt"))
                .before("remove", authenticate("jwt"))
                .before("create", hashPassword("password"))
                .before("update", hashPassword("password"))
                .before("update", authenticate("jwt"))
                .before("patch", hashPassword("password"))
                .before("patch", authenticate("jwt"))
                .after(protect("password"));
    }

    private static void signed(HookContext context) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(Vectors.object(context.data()));
        data.put("userId", Vectors.object(context.params().get("user")).get("id"));
        context.data(data);
    }

    private static Object reported(Params params) {
        var report = new LinkedHashMap<String, @Nullable Object>();
        report.put("authenticated", Boolean.TRUE.equals(params.get("authenticated")));
        report.put("user", user(params));
        Map<String, @Nullable Object> authentication = Vectors.object(params.get("authentication"));
        // in the order in which the reference makes them; the order of keys is not part of the protocol
        report.put(
                "authentication",
                params.get("authentication") == null
                        ? null
                        : new ArrayList<>(new TreeSet<>(authentication.keySet()).descendingSet()));
        if (authentication.containsKey("strategy")) report.put("strategy", authentication.get("strategy"));
        return report;
    }

    private static @Nullable Object user(Params params) {
        if (!(params.get("user") instanceof Map<?, ?> user)) return null;
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", user.get("id"));
        shown.put("email", user.get("email"));
        shown.put("hasPassword", user.containsKey("password"));
        return shown;
    }

    private static Object secret(Params params) {
        var report = new LinkedHashMap<String, @Nullable Object>();
        Map<String, @Nullable Object> authentication = Vectors.object(params.get("authentication"));
        report.put("authenticated", Boolean.TRUE.equals(params.get("authenticated")));
        report.put("user", user(params));
        report.put("strategy", authentication.get("strategy"));
        report.put(
                "payloadKeys",
                List.copyOf(new TreeSet<>(
                        Vectors.object(authentication.get("payload")).keySet())));
        report.put("provider", params.provider());
        var keys = new TreeSet<>(params.toMap().keySet());
        keys.remove("headers");
        report.put("paramKeys", List.copyOf(keys));
        return report;
    }

    /** A user that the sockets' vectors expect to be there. */
    public FixtureB withAnn() {
        app.service("users").create(Map.of("email", "ann@example.com", "password", "secret", "name", "Ann"));
        return this;
    }

    /** An access token for a user with this id. */
    public String token(String id) {
        return authentication.createAccessToken(Map.of(), Map.of("subject", id));
    }

    public int port() {
        return app.port();
    }

    @Override
    public void close() {
        app.close();
    }
}
