package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What the reference does in process (auth-service.json): each case set up by its name as the vectors' description has it. */
class ServiceVectorsTest {
    private static final String SECRET = "test-secret-test-secret-test-secret";
    private static final String JWT_ID = "11111111-2222-4333-8444-555555555555";
    private static final Map<String, @Nullable Object> LOCAL =
            Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4);
    private static final Map<String, @Nullable Object> ANN = Map.of("email", "a@b.c", "password", "secret");

    private final List<Application> apps = new ArrayList<>();

    @AfterEach
    void close() {
        apps.forEach(Application::close);
    }

    @TestFactory
    Stream<DynamicTest> each_case_ends_as_in_the_reference() {
        return Vectors.cases("auth-service").stream()
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> check(recorded)));
    }

    private void check(Map<String, @Nullable Object> recorded) throws Exception {
        String name = Vectors.text(recorded, "name");
        if (!recorded.containsKey("error")) {
            Vectors.assertSame(run(name), recorded.get("result"));
            return;
        }
        Throwable error = catchThrowable(() -> run(name));
        Map<String, @Nullable Object> expected = Vectors.object(recorded.get("error"));
        assertThat(error).hasMessage(Vectors.text(expected, "message"));
        if (!"Error".equals(expected.get("name"))) Vectors.assertSame(((FeathersException) error).toJson(), expected);
    }

    private @Nullable Object run(String name) throws Exception {
        if (name.startsWith("expiresIn ") && name.endsWith(" in seconds"))
            return lifetime(Objects.requireNonNull(
                    Json.parse(name.substring("expiresIn ".length(), name.length() - " in seconds".length()))));
        return switch (name) {
            case "no secret" -> setup(without("secret"));
            case "service option missing" -> setup(without("service"));
            case "entity service not registered" -> {
                Application app = app(config());
                yield authentication(app, List.of()).app().setup();
            }
            case "entity null needs no service" -> {
                authentication(app(stateless()), List.of("jwt")).app().setup();
                yield "ok";
            }
            case "service without id property" -> {
                Application app = app(config());
                app.use("users", Service.get((id, params) -> Map.of()));
                yield authentication(app, List.of("jwt")).app().setup();
            }
            case "no application passed" -> noApplication();
            case "local strategy without usernameField" -> withLocal(Map.of("passwordField", "password"));
            case "local strategy without passwordField" -> withLocal(Map.of("usernameField", "email"));
            case "jwt strategy with an unknown option" -> withJwt(Map.of("expiresIn", "1d"));
            case "jwt strategy with a non-string header" -> withJwt(Map.of("header", 5));
            case "authenticate hook without strategy" -> AuthenticationHooks.authenticate();
            case "authenticate hook with empty strategies" -> AuthenticationHooks.authenticateWith("authentication");
            case "authenticate hook as after hook" -> {
                Application app = ready();
                app.service("things").hooks(h -> h.after(AuthenticationHooks.authenticate("jwt")));
                yield app.service("things").find(external());
            }
            case "authenticate hook on the authentication service" -> {
                Application app = ready();
                app.service("authentication").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")));
                yield app.service("authentication").create(Map.of());
            }
            case "authenticate hook without an authentication service" -> {
                Application app = app(Map.of());
                things(app);
                guard(app, AuthenticationHooks.authenticate("jwt"));
                yield app.service("things").find();
            }
            case "internal call without provider passes unauthenticated" -> {
                Params seen = seen(Params.empty());
                yield Map.of("authenticated", seen.has("authenticated") ? "there" : "(undefined)");
            }
            case "external call without authentication" -> seen(external());
            case "params.authenticated true skips everything" ->
                Map.of(
                        "keys",
                        List.copyOf(seen(external()
                                        .with("authenticated", true)
                                        .with("authentication", Map.of("strategy", "x")))
                                .toMap()
                                .keySet()));
            case "strategy not allowed by the hook" ->
                seen(external().with("authentication", Map.of("strategy", "local")));
            case "authenticate hook works as an around hook" -> {
                Application app = ready();
                app.service("things").hooks(h -> h.around((Hook.Around) AuthenticationHooks.authenticate("jwt")));
                yield app.service("things").find(external());
            }
            case "create without authStrategies" -> {
                Map<String, @Nullable Object> config = config();
                config.put("authStrategies", List.of());
                yield login(ready(config), Params.empty());
            }
            case "strategy registered but not in authStrategies" -> {
                Map<String, @Nullable Object> config = config();
                config.put("authStrategies", List.of("jwt"));
                yield login(ready(config), Params.empty());
            }
            case "strategy in authStrategies but not registered" -> {
                Map<String, @Nullable Object> config = config();
                config.put("authStrategies", List.of("jwt", "other"));
                Application app = ready(config);
                yield app.service("authentication").create(Map.of("strategy", "other"));
            }
            case "stateless entity null: jwt result has no user" -> statelessResult();
            case "createAccessToken without options" -> {
                String token = service().createAccessToken(Map.of(), Map.of());
                yield token(token, "keys", List.copyOf(payload(token).keySet()));
            }
            case "createAccessToken with overrides" -> overridden();
            case "expiresIn invalid text" -> lifetime("nonsense");
            case "configuration defaults" -> {
                var service = new AuthenticationService(Application.create(), "authentication", Map.of("secret", "s"));
                yield service.configuration().values();
            }
            case "jwtOptions given in the configuration replace the default object as a whole" ->
                new AuthenticationService(
                                Application.create(), "authentication", Map.of("jwtOptions", Map.of("expiresIn", "2d")))
                        .configuration()
                        .jwtOptions();
            case "second authentication service with its own key" -> second();
            case "params.payload and params.jwtOptions extend the token" ->
                login(
                                ready(),
                                Params.of(Map.of(
                                        "payload", Map.of("role", "r"), "jwtOptions", Map.of("subject", "custom"))))
                        .get("authentication");
            case "internal create (no provider) returns the complete user" -> login(ready(), Params.empty());
            case "entityId option chooses the subject property" -> otherId();
            case "nested username field with dot notation" -> nested();
            case "custom errorMessage" -> {
                Map<String, @Nullable Object> config = config();
                config.put("local", Configuration.merged(LOCAL, Map.of("errorMessage", "Nope")));
                yield ready(config)
                        .service("authentication")
                        .create(Map.of("strategy", "local", "email", "a@b.c", "password", "wrong"));
            }
            case "find result without pagination is accepted by the local strategy" ->
                Vectors.object(login(ready(), Params.empty()).get("user")).get("email");
            default -> throw new AssertionError("There is no set-up for '" + name + "'");
        };
    }

    private Map<String, @Nullable Object> statelessResult() {
        Application app = app(stateless());
        AuthenticationService service = authentication(app, List.of("jwt"));
        String token = service.createAccessToken(Map.of("custom", 1), Map.of());
        Map<String, @Nullable Object> result =
                service.authenticate(Map.of("strategy", "jwt", "accessToken", token), Params.empty(), List.of("jwt"));
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("keys", List.copyOf(result.keySet()));
        shown.put("authentication", result.get("authentication"));
        return shown;
    }

    private Object overridden() {
        String token = service()
                .createAccessToken(
                        Map.of("role", "x"),
                        Map.of("subject", "5", "audience", "aud2", "expiresIn", 10, "jwtid", JWT_ID));
        Map<String, @Nullable Object> claims = payload(token);
        long lifetime = number(claims, "exp") - number(claims, "iat");
        claims.put("jtiKept", JWT_ID.equals(claims.get("jti")));
        return Map.of("header", header(token), "payload", claims, "lifetime", lifetime);
    }

    private Object second() {
        Application app = ready();
        app.set("other", config());
        var other = new AuthenticationService(app, "other", Map.of());
        app.use("other-auth", other);
        return Map.of(
                "default",
                AuthenticationService.of(app).equals(AuthenticationService.of(app, "authentication")),
                "named",
                AuthenticationService.of(app, "other-auth").orElseThrow().equals(other),
                "configKey",
                AuthenticationService.of(app).orElseThrow().configKey());
    }

    private Object otherId() {
        Map<String, @Nullable Object> config = config();
        config.put("entityId", "uid");
        Application app = app(config);
        app.use("users", MemoryService.create(o -> o.id("uid").startId(1)));
        Map<String, @Nullable Object> result = login(withAnn(app), Params.empty());
        Object payload = Vectors.object(result.get("authentication")).get("payload");
        return Map.of(
                "sub",
                Objects.requireNonNull(Vectors.object(payload).get("sub")),
                "user",
                Objects.requireNonNull(result.get("user")));
    }

    private Object nested() {
        Map<String, @Nullable Object> config = config();
        config.put(
                "local",
                Map.of(
                        "usernameField", "profile.email",
                        "passwordField", "password",
                        "entityUsernameField", "email",
                        "hashSize", 4));
        Object result = ready(config)
                .service("authentication")
                .create(Map.of("strategy", "local", "profile", Map.of("email", "a@b.c"), "password", "secret"));
        return List.copyOf(Vectors.object(result).keySet());
    }

    private static long lifetime(Object expiresIn) {
        Map<String, @Nullable Object> claims =
                payload(service().createAccessToken(Map.of(), Map.of("expiresIn", expiresIn)));
        return number(claims, "exp") - number(claims, "iat");
    }

    private static AuthenticationService service() {
        return new AuthenticationService(Application.create(), "authentication", Map.of("secret", SECRET));
    }

    private static long number(Map<String, @Nullable Object> claims, String name) {
        return ((Number) Objects.requireNonNull(claims.get(name))).longValue();
    }

    private static Map<String, @Nullable Object> token(String token, String name, Object value) {
        return Map.of("header", header(token), "payload", payload(token), name, value);
    }

    private static Map<String, @Nullable Object> header(String token) {
        return part(token, 0);
    }

    private static Map<String, @Nullable Object> payload(String token) {
        return part(token, 1);
    }

    private static Map<String, @Nullable Object> part(String token, int index) {
        byte[] json = java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return Vectors.object(Json.parse(json));
    }

    @SuppressWarnings("NullAway") // that nothing is passed is the case
    private static Object noApplication() {
        return new AuthenticationService(null);
    }

    private Params seen(Params params) {
        Application app = ready();
        guard(app, AuthenticationHooks.authenticate("jwt"));
        var seen = new ArrayList<Params>();
        app.service("things").hooks(h -> h.before(context -> seen.add(context.params())));
        app.service("things").find(params);
        return seen.getFirst();
    }

    private static Params external() {
        return Params.of(Map.of("provider", "rest"));
    }

    private static Map<String, @Nullable Object> login(Application app, Params params) {
        return Vectors.object(
                app.service("authentication").create(Configuration.merged(ANN, Map.of("strategy", "local")), params));
    }

    private static void guard(Application app, Hook hook) {
        app.service("things").hooks(h -> h.before(hook));
    }

    private static void things(Application app) {
        app.use("things", Service.find(params -> List.of()));
    }

    private Application ready() {
        return ready(config());
    }

    /** With a user and everything that is usual. */
    private Application ready(Map<String, @Nullable Object> config) {
        Application app = app(config);
        app.use("users", MemoryService.create(o -> o.startId(1)));
        things(app);
        return withAnn(app);
    }

    private static Application withAnn(Application app) {
        authentication(app, List.of("jwt", "local"));
        app.service("users").hooks(h -> h.before("create", AuthenticationHooks.hashPassword("password")));
        app.service("users").create(ANN);
        return app;
    }

    private @Nullable Object setup(Map<String, @Nullable Object> config) {
        return ready(config).setup();
    }

    private @Nullable Object withLocal(Map<String, @Nullable Object> settings) {
        Map<String, @Nullable Object> config = config();
        config.put("local", settings);
        return authentication(app(config), List.of("local"));
    }

    private @Nullable Object withJwt(Map<String, @Nullable Object> settings) {
        Map<String, @Nullable Object> config = config();
        config.put("jwt", settings);
        return authentication(app(config), List.of("jwt"));
    }

    private static AuthenticationService authentication(Application app, List<String> strategies) {
        var service = new AuthenticationService(app);
        if (strategies.contains("jwt")) service.register("jwt", new JwtStrategy());
        if (strategies.contains("local")) service.register("local", new LocalStrategy());
        app.use("authentication", service);
        return service;
    }

    private Application app(Map<String, @Nullable Object> config) {
        Application app = Application.create();
        apps.add(app);
        if (!config.isEmpty()) app.set("authentication", config);
        return app;
    }

    private static Map<String, @Nullable Object> config() {
        return new LinkedHashMap<>(Map.of(
                "secret",
                SECRET,
                "entity",
                "user",
                "service",
                "users",
                "authStrategies",
                List.of("jwt", "local"),
                "local",
                LOCAL));
    }

    private static Map<String, @Nullable Object> without(String name) {
        Map<String, @Nullable Object> config = config();
        config.remove(name);
        return config;
    }

    private static Map<String, @Nullable Object> stateless() {
        Map<String, @Nullable Object> config = config();
        config.put("entity", null);
        config.remove("service");
        return config;
    }
}
