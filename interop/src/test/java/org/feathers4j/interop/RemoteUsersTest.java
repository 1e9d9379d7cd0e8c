package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A gateway logs in users that another application has. */
class RemoteUsersTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(10);
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application worker = Application.create();
    private final Application gateway = Application.create();
    private final LocalStrategy local = new LocalStrategy();
    private final Http http = new Http();
    private @Nullable Distribution joined;

    @AfterEach
    void close() {
        http.close();
        gateway.close();
        worker.close();
    }

    private void gateway(Map<String, ?> settings) {
        gateway.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        joined = gateway.configure(
                Distribution.create(o -> o.key("gateway").services().link(mesh.link())));
        var config = new LinkedHashMap<String, @Nullable Object>(SharedSecret.withUsers());
        config.putAll(settings);
        gateway.set("authentication", config);
        gateway.use(
                "authentication",
                new AuthenticationService(gateway)
                        .register("jwt", new JwtStrategy())
                        .register("local", local));
        gateway.use("whoami", Service.find(params -> params.get("user")));
        gateway.service("whoami").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")));
        gateway.listen(0);
    }

    private void worker(String idField) {
        worker.configure(Distribution.create(o -> o.key("worker")
                .remoteServices()
                .remoteServiceOptions(service -> List.of("id"))
                .link(mesh.link())));
        worker.use("users", MemoryService.create(o -> o.id(idField).startId(7)), o -> o.with("id", idField));
        worker.service("users").hooks(h -> h.after(AuthenticationHooks.protect("password")));
        worker.service("users")
                .create(Map.of("email", "ann@example.com", "password", local.hashPassword("secret")), Params.empty());
        worker.setup();
    }

    private void awaitUsers() {
        if (joined != null) joined.await("users", TIMEOUT);
    }

    private Http.Answer login() {
        return http.send("POST", url("/authentication"), LOGIN);
    }

    private Http.Answer whoami(@Nullable Object token) {
        return http.send("GET", url("/whoami"), null, "Authorization", "Bearer " + token);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + gateway.port() + path;
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    @Test
    void a_login_and_a_token_are_unavailable_until_another_application_offers_the_users() {
        gateway(Map.of());
        Http.Answer before = login();
        assertThat(before.status()).isEqualTo(503);
        assertThat(object(before.body()).get("name")).isEqualTo("Unavailable");

        worker("id");
        awaitUsers();
        Http.Answer after = login();
        assertThat(after.status()).isEqualTo(201);
        Map<?, ?> user = object(object(after.body()).get("user"));
        assertThat(user.get("id")).hasToString("7");
        assertThat(user.get("email")).isEqualTo("ann@example.com");
        assertThat(user.containsKey("password")).isFalse();

        Object token = object(after.body()).get("accessToken");
        Http.Answer call = whoami(token);
        assertThat(call.status()).isEqualTo(200);
        assertThat(object(call.body()).get("email")).isEqualTo("ann@example.com");

        worker.close();
        Eventually.await(
                TIMEOUT, "the end of the users", () -> gateway.find("users").isEmpty());
        // not 401, for which clients throw their token away
        assertThat(whoami(token).status()).isEqualTo(503);
    }

    @Test
    void the_id_of_remote_users_is_the_one_that_is_set() {
        gateway(Map.of("entityId", "_id"));
        worker("_id");
        awaitUsers();
        Http.Answer login = login();
        assertThat(login.status()).isEqualTo(201);
        assertThat(object(object(login.body()).get("user")).get("_id")).hasToString("7");
        assertThat(whoami(object(login.body()).get("accessToken")).status()).isEqualTo(200);
    }

    @Test
    void the_id_of_remote_users_may_be_shared_as_an_option_of_their_service() {
        gateway(Map.of());
        worker("_id");
        awaitUsers();
        assertThat(login().status()).isEqualTo(201);
    }

    @Test
    void without_a_mesh_users_that_are_missing_are_said_at_once() {
        gateway.set("authentication", SharedSecret.withUsers());
        gateway.use("authentication", new AuthenticationService(gateway));
        assertThatThrownBy(gateway::setup).hasMessage("Can not find service 'users'");
    }
}
