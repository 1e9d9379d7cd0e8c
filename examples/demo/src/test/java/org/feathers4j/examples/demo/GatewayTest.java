package org.feathers4j.examples.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Hooks;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.PropertyResolver;
import org.feathers4j.hooks.Resolver;
import org.feathers4j.hooks.Resolvers;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A gateway with the users and a worker behind it: what stays at home, whoever asks and whichever way. */
class GatewayTest {
    private static final Map<String, Object> HALF = Map.of("password", Map.of("$gt", "$2b$"));

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application gateway = Application.create();
    private final Application worker = Application.create();
    private final ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();

    /** The ways to hide the hash of a password. */
    enum Hiding {
        PROTECTED {
            @Override
            void hooks(Hooks hooks) {
                hooks.after(AuthenticationHooks.protect("password"));
            }
        },
        RESOLVED {
            @Override
            void hooks(Hooks hooks) {
                PropertyResolver nothing = (value, user, context) -> Resolver.ABSENT;
                hooks.around(Resolvers.resolveExternal(Resolver.create().property("password", nothing)));
            }
        },
        NOT_HIDDEN {
            @Override
            void hooks(Hooks hooks) {}
        };

        abstract void hooks(Hooks hooks);
    }

    private void start(Hiding hiding) {
        worker.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
        worker.use("notes", MemoryService.create());
        worker.service("notes")
                .hooks(h -> h.before(context ->
                                seen.add(Objects.requireNonNull(context.params().get("user"))))
                        .after(CommonHooks.protect("password")));
        worker.use("broken", Service.find(params -> {
            throw new IllegalStateException("no table 'secrets' at db7.internal");
        }));
        worker.use("missing", Service.find(params -> {
            throw FeathersException.notFound("No such month");
        }));
        worker.use("locked", Service.find(params -> {
            throw new IOException("no table 'secrets' at db7.internal");
        }));
        worker.setup();
        gateway.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        gateway.set(
                "authentication",
                Map.of(
                        "secret",
                        "0123456789012345678901234567890123456789",
                        "entity",
                        "user",
                        "service",
                        "users",
                        "authStrategies",
                        List.of("jwt", "local"),
                        "local",
                        Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4)));
        gateway.use("users", MemoryService.create(o -> o.startId(1)));
        gateway.service("users").hooks(h -> h.before("create", AuthenticationHooks.hashPassword("password")));
        gateway.service("users").hooks(hiding::hooks);
        gateway.use(
                "authentication",
                new AuthenticationService(gateway)
                        .register("jwt", new JwtStrategy())
                        .register("local", new LocalStrategy()));
        Distribution distribution =
                gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
        gateway.listen(0);
        for (String path : List.of("notes", "broken", "missing", "locked"))
            distribution.await(path, Patience.ofSeconds(20));
        gateway.service("users").create(Map.of("email", "ann@example.com", "name", "Ann", "password", "secret"));
    }

    @AfterEach
    void close() {
        gateway.close();
        worker.close();
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private Map<?, ?> overSocket(String path, Map<String, ?> query) {
        SocketCalls calls = SocketCalls.of(gateway, RouterOptions.DEFAULT);
        return object(calls.answer(new Connection("socketio", Map.of()), "find", List.of(path, query))
                .getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void the_hash_of_a_password_stays_at_the_gateway(Hiding hiding) {
        start(hiding);
        gateway.service("notes").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")));
        ConcurrentLinkedQueue<Object> here = new ConcurrentLinkedQueue<>();
        gateway.service("notes")
                .hooks(h -> h.before(context ->
                        here.add(Objects.requireNonNull(context.params().get("user")))));
        String token =
                AuthenticationService.of(gateway).orElseThrow().createAccessToken(Map.of(), Map.of("subject", "1"));
        try (var browser = new Browser(gateway.port())) {
            Browser.Answer made =
                    browser.send("POST", "/notes", Map.of("text", "a"), Map.of("Authorization", "Bearer " + token));
            assertThat(made.status()).isEqualTo(201);
        }
        assertThat(seen).containsExactly(Map.of("id", 1, "email", "ann@example.com", "name", "Ann"));
        assertThat(here).singleElement().asString().contains("$2b$");
    }

    @Test
    void what_a_worker_hides_clients_of_the_gateway_can_not_ask_about() {
        start(Hiding.PROTECTED);
        Params user = Params.empty().with("user", Map.of());
        gateway.service("notes").create(Map.of("password", "$2b$1"), user);
        gateway.service("notes")
                .hooks(h -> h.before(context -> context.params(context.params().with("user", Map.of()))));
        try (var browser = new Browser(gateway.port())) {
            for (String query :
                    List.of("password[$gt]=a", "$or[0][password][$gt]=a", "$sort[password]=1", "$select[]=password"))
                for (String path : List.of("/notes?", "/users?")) {
                    Browser.Answer answer =
                            browser.get(path + query.replace("[", "%5B").replace("]", "%5D"));
                    assertThat(answer.status()).as("%s%s", path, query).isEqualTo(400);
                    assertThat(object(answer.body()).get("message")).asString().startsWith("'password' of");
                }
        }
        for (String path : List.of("notes", "users"))
            assertThat(overSocket(path, HALF).get("message")).asString().startsWith("'password' of");
        assertThat(gateway.service("notes").find(Params.query(HALF).with("user", Map.of())))
                .asString()
                .contains("$2b$1");
    }

    @Test
    void messages_of_unforeseen_exceptions_stay_at_home() {
        start(Hiding.PROTECTED);
        gateway.use("here", Service.find(params -> {
            throw new IllegalStateException("no table 'secrets' at db7.internal");
        }));
        Map<?, ?> neutral = Map.of(
                "name", "GeneralError", "message", "Something went wrong", "code", 500, "className", "general-error");
        try (var browser = new Browser(gateway.port())) {
            for (String path : List.of("broken", "locked", "here")) {
                assertThat(browser.get("/" + path)).isEqualTo(new Browser.Answer(500, neutral));
                assertThat(overSocket(path, Map.of())).isEqualTo(neutral);
            }
            assertThat(object(browser.get("/missing").body()).get("message")).isEqualTo("No such month");
        }
        for (String path : List.of("broken", "locked"))
            assertThat(catchThrowableOfType(
                                    FeathersException.class,
                                    () -> gateway.service(path).find())
                            .toJson())
                    .isEqualTo(neutral);
    }

    @Test
    void an_option_tells_them_as_Feathers_does() {
        worker.exposeMessages(true);
        gateway.exposeMessages(true);
        start(Hiding.PROTECTED);
        gateway.use("here", Service.find(params -> {
            throw new IllegalStateException("no table 'secrets' at db7.internal");
        }));
        for (String path : List.of("broken", "locked", "here"))
            assertThat(overSocket(path, Map.of()).get("message")).isEqualTo("no table 'secrets' at db7.internal");
        try (var browser = new Browser(gateway.port())) {
            assertThat(object(browser.get("/here").body()).get("message"))
                    .isEqualTo("no table 'secrets' at db7.internal");
        }
    }
}
