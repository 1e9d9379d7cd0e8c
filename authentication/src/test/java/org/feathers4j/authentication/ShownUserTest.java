package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.hooks.Resolver;
import org.feathers4j.hooks.Resolvers;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;

/** The user in what a login answers, when the service of the users hides the hash of the password, or its id too. */
class ShownUserTest {
    private static final Map<String, Object> LOCAL =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    private final Application app = Application.create();
    private final ConcurrentLinkedQueue<Object> events = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Object> inside = new ConcurrentLinkedQueue<>();

    /** The ways to hide. */
    enum Hiding {
        DISPATCH {
            @Override
            void hooks(Hooks hooks) {
                hooks.after(context -> {
                    if (context.kind() != org.feathers4j.MethodKind.FIND)
                        context.dispatch(Map.of("email", "ann@example.com"));
                });
            }
        },
        RESOLVER {
            @Override
            void hooks(Hooks hooks) {
                hooks.around(Resolvers.resolveExternal(
                        Resolver.create().property("password", (value, user, context) -> null)));
            }
        },
        NOTHING_SHOWN {
            @Override
            void hooks(Hooks hooks) {
                hooks.after("get", context -> context.dispatch(null));
            }
        };

        abstract void hooks(Hooks hooks);
    }

    /** Knows a user by name, and returns the whole record. */
    private final class ByName implements AuthenticationStrategy {
        @Override
        public Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
            Object user = app.service("users").get(Id.of(1), Params.empty());
            return Map.of("authentication", Map.of("strategy", "name"), "user", java.util.Objects.requireNonNull(user));
        }
    }

    private void start(Hiding hiding) {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        app.set(
                "authentication",
                Configuration.merged(
                        FixtureB.configuration(), Map.of("authStrategies", List.of("jwt", "local", "name"))));
        app.use(
                "users",
                MemoryService.create(o -> o.startId(1)),
                o -> o.hooks(h -> {
                    hiding.hooks(h);
                    h.before("create", hashPassword("password"));
                }));
        app.use(
                "authentication",
                new AuthenticationService(app)
                        .register("jwt", new JwtStrategy())
                        .register("local", new LocalStrategy())
                        .register("name", new ByName()));
        app.use(
                "seen",
                Service.find(params -> {
                    inside.add(String.valueOf(params.get("user")));
                    return List.of();
                }),
                o -> o.hooks(h -> h.before(authenticate("jwt"))));
        for (String event : List.of("login", "logout")) app.on(event, arguments -> events.add(arguments[0].toString()));
        app.listen(0);
        app.service("users").create(Map.of("email", "ann@example.com", "password", "secret"));
    }

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @EnumSource
    void logins_log_outs_and_their_events_show_of_the_user_what_its_service_shows(Hiding hiding) {
        start(hiding);
        Http.Answer local = Http.post(app.port(), "/authentication", LOCAL);
        assertThat(local.status()).isEqualTo(201);
        String token = String.valueOf(local.object().get("accessToken"));
        var jwt = Http.post(app.port(), "/authentication", Map.of("strategy", "jwt", "accessToken", token));
        var own = Http.post(app.port(), "/authentication", Map.of("strategy", "name"));
        var bearer = Map.of("Authorization", "Bearer " + token);
        var out = Http.request(app.port(), "DELETE", "/authentication", bearer, null);
        for (Http.Answer answer : List.of(local, jwt, own, out)) {
            assertThat(answer.body()).contains("user").doesNotContain("$2b$");
            if (hiding != Hiding.NOTHING_SHOWN) assertThat(answer.body()).contains("ann@example.com");
        }
        assertThat(events)
                .hasSize(4)
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain("$2b$"));
        assertThat(Http.request(app.port(), "GET", "/seen", bearer, null).status())
                .isEqualTo(200);
        assertThat(inside).singleElement().asString().contains("$2b$");
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_knows_of_its_user_what_its_service_shows(Hiding hiding) {
        start(hiding);
        var connection = new Connection("socketio", Map.of());
        Object answer = app.service("authentication")
                .create(LOCAL, Params.of(Map.of("provider", "socketio", "connection", connection)));
        assertThat(String.valueOf(answer)).contains("accessToken").doesNotContain("$2b$");
        assertThat(connection.get("user")).isNotNull();
        assertThat(String.valueOf(connection.get("user"))).doesNotContain("$2b$");
    }
}
