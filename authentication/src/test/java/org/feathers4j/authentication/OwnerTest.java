package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.feathers4j.authentication.AuthenticationHooks.owner;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** The records that Ann (1), Ben (2) or an anonymous client may reach, over HTTP. */
class OwnerTest {
    private final Application app = Application.create();
    private final AuthenticationService authentication;

    record User(int id, String email) {}

    OwnerTest() {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        app.set("authentication", FixtureB.configuration());
        authentication = new AuthenticationService(app)
                .register("jwt", new JwtStrategy())
                .register("local", new LocalStrategy());
    }

    @BeforeEach
    void start() {
        app.use("users", MemoryService.create(o -> o.startId(1).multi(true)));
        app.service("users")
                .hooks(h -> h.before(CommonHooks.unless(
                                context -> context.method().equals("create"), authenticate("jwt"), owner()))
                        .before(hashPassword("password"))
                        .after(protect("password")));
        app.use("authentication", authentication);
        app.use("notes", MemoryService.create(o -> o.startId(1).multi(true)));
        app.service("notes").hooks(h -> h.before(authenticate("jwt")).before(owner("userId")));
        app.listen(0);
        for (String name : List.of("ann", "ben"))
            assertThat(call(0, "POST", "/users", Map.of("email", name + "@example.com", "password", "secret"))
                            .status())
                    .isEqualTo(201);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Http.Answer call(int user, String method, String path, @Nullable Object json) {
        Map<String, String> headers = user == 0
                ? Map.of("Content-Type", "application/json")
                : Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + authentication.createAccessToken(Map.of(), Map.of("subject", "" + user)));
        return Http.request(app.port(), method, path, headers, json);
    }

    private int status(int user, String method, String path, @Nullable Object json) {
        return call(user, method, path, json).status();
    }

    private @Nullable Object stored(String service, int id, String field) {
        return Vectors.object(app.service(service).get(id)).get(field);
    }

    @Test
    void nobody_else_changes_or_removes_a_user() {
        Object hash = stored("users", 1, "password");
        Map<String, Object> other = Map.of("email", "eve@example.com", "password", "taken");
        assertThat(status(0, "PATCH", "/users/1", other)).isEqualTo(401);
        assertThat(status(0, "DELETE", "/users/1", null)).isEqualTo(401);
        for (String method : List.of("PATCH", "PUT", "DELETE", "GET"))
            assertThat(call(2, method, "/users/1", method.startsWith("P") ? other : null)
                            .object())
                    .containsEntry("name", "Forbidden");
        assertThat(stored("users", 1, "password")).isEqualTo(hash);
        assertThat(status(1, "PATCH", "/users/1", Map.of("password", "changed")))
                .isEqualTo(200);
        assertThat(String.valueOf(stored("users", 1, "password")))
                .startsWith("$2b$")
                .isNotEqualTo(hash);
        assertThat(status(1, "DELETE", "/users/1", null)).isEqualTo(200);
    }

    @Test
    void calls_for_many_users_reach_the_own_one_only() {
        assertThat(call(2, "GET", "/users", null).body()).contains("ben@").doesNotContain("ann@");
        assertThat(call(2, "GET", "/users?id=1", null).body()).isEqualTo("[]");
        assertThat(call(2, "GET", "/users?$or[0][email]=ann@example.com&$or[1][email]=ben@example.com", null)
                        .body())
                .contains("ben@")
                .doesNotContain("ann@");
        assertThat(status(2, "PATCH", "/users", Map.of("email", "x"))).isEqualTo(200);
        assertThat(status(2, "DELETE", "/users?id[$ne]=7", null)).isEqualTo(200);
        assertThat(stored("users", 1, "email")).isEqualTo("ann@example.com");
        assertThat(app.service("users").find()).asInstanceOf(LIST).hasSize(1);
    }

    @Test
    void records_belong_to_those_who_create_them() {
        Http.Answer made = call(1, "POST", "/notes", Map.of("text", "a", "userId", 2));
        assertThat(made.object()).containsEntry("userId", 1);
        assertThat(call(1, "POST", "/notes", List.of(Map.of("text", "b"))).body())
                .contains("\"userId\":1");
        for (String method : List.of("PATCH", "PUT", "DELETE", "GET"))
            assertThat(status(2, method, "/notes/1", method.startsWith("P") ? Map.of("userId", 2) : null))
                    .isEqualTo(403);
        assertThat(status(2, "GET", "/notes/9", null)).isEqualTo(404);
        assertThat(call(2, "GET", "/notes?userId=1", null).body()).isEqualTo("[]");
        assertThat(call(2, "DELETE", "/notes?userId[$in][]=1", null).body()).isEqualTo("[]");
        assertThat(status(1, "GET", "/notes/1", null)).isEqualTo(200);
        assertThat(status(0, "GET", "/notes/1", null)).isEqualTo(401);
    }

    @Test
    void records_stay_their_owners() {
        call(1, "POST", "/notes", Map.of("text", "a"));
        assertThat(call(1, "PATCH", "/notes/1", Map.of("userId", 2)).object())
                .containsEntry("name", "Forbidden")
                .extracting("message")
                .asString()
                .contains("'userId'");
        assertThat(status(1, "PATCH", "/notes/1", Map.of("$set", Map.of("userId", 2))))
                .isEqualTo(403);
        assertThat(status(1, "PATCH", "/notes/1", Map.of("text", "b", "userId", 1)))
                .isEqualTo(200);
        assertThat(call(1, "PUT", "/notes/1", Map.of("text", "c", "userId", 2)).object())
                .containsEntry("userId", 1);
    }

    @Test
    void calls_inside_the_application_pass() {
        app.service("notes").create(Map.of("text", "a", "userId", 7));
        app.service("notes").patch(Id.of(1), Map.of("userId", 8));
        assertThat(stored("notes", 1, "userId")).isEqualTo(8);
    }

    @Test
    void without_the_authenticate_hook_the_owner_hook_refuses() {
        app.use("open", MemoryService.create(), o -> o.hooks(h -> h.before(owner("userId"))));
        assertThat(call(1, "GET", "/open", null).object()).containsEntry("name", "NotAuthenticated");
    }

    @Test
    void the_user_of_a_call_comes_in_its_type() {
        Params params = Params.of(Map.of("user", Map.of("id", 1, "email", "ann@example.com", "password", "x")));
        assertThat(Authenticated.user(params, User.class)).isEqualTo(new User(1, "ann@example.com"));
        HookContext context = app.service("notes").context("find", null, null, params);
        assertThat(Authenticated.user(context, User.class).id()).isEqualTo(1);
        assertThat(Authenticated.user(context).orElseThrow()).containsEntry("email", "ann@example.com");
        assertThat(Authenticated.user(Params.empty())).isEmpty();
        assertThatThrownBy(() -> Authenticated.user(Params.empty(), User.class))
                .isInstanceOf(FeathersException.class)
                .hasMessage("Not authenticated");
    }
}
