package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Replays what a real Feathers server with authentication was asked over REST, in order (auth-rest.json). */
class RestVectorsTest {
    private static final Map<String, Object> INVALID_LOGIN = refused("Invalid login");

    /** Decided to differ: what is answered here instead (docs/deviations.md). */
    private static final Map<String, Object> UNKNOWN_SUBJECT = unknownSubject();

    private static final Map<String, Map<String, Object>> DEVIATIONS = Map.of(
            "local login password as number", INVALID_LOGIN,
            "local login username as object (query injection attempt)", INVALID_LOGIN,
            "local login username as object with unknown operator", INVALID_LOGIN,
            "logout with id but without header", refused("Invalid access token"),
            "scheme only has to contain Bearer", refused("Not authenticated"),
            "subject of a user that does not exist", UNKNOWN_SUBJECT,
            "no subject", UNKNOWN_SUBJECT,
            "token of a removed user", UNKNOWN_SUBJECT);

    private @Nullable FixtureB fixture;
    private String jwt = "";

    @AfterEach
    void close() {
        if (fixture != null) fixture.close();
    }

    @TestFactory
    Stream<DynamicTest> each_request_is_answered_as_by_the_reference() {
        var running = new FixtureB();
        fixture = running;
        return Vectors.cases("auth-rest").stream()
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> replay(running.port(), recorded)));
    }

    @TestFactory
    Stream<DynamicTest> the_middleware_lets_those_pass_who_are_known() {
        var running = new FixtureB().withAnn().withMiddleware();
        fixture = running;
        jwt = running.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        return Vectors.cases("auth-socket").stream()
                .filter(recorded -> recorded.containsKey("request"))
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> replay(running.port(), recorded)));
    }

    @Test
    void the_middleware_knows_no_strategy_that_is_not_named() {
        var running = new FixtureB().withAnn();
        fixture = running;
        running.server.use("/mw", running.server.authenticate("local"));
        String token = running.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        Http.Answer answer = Http.get(running.port(), "/mw", "Bearer " + token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(Vectors.text(answer.object(), "message")).startsWith("Invalid authentication information");
        assertThatThrownBy(running.server::authenticate).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_middleware_has_found_out_is_for_the_service_behind_it() {
        var running = new FixtureB().withAnn();
        fixture = running;
        running.server.use("/public", running.server.authenticate("jwt"));
        String token = running.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        assertThat(Http.get(running.port(), "/public", "").status()).isEqualTo(401);
        Map<String, @Nullable Object> seen =
                Http.get(running.port(), "/public", "Bearer " + token).object();
        assertThat(seen).containsEntry("authenticated", true).containsEntry("strategy", "jwt");
        assertThat(Vectors.object(seen.get("user"))).containsEntry("id", 1);
    }

    @Test
    void every_deviation_belongs_to_a_case() {
        assertThat(Vectors.cases("auth-rest").stream().map(recorded -> Vectors.text(recorded, "name")))
                .containsAll(DEVIATIONS.keySet());
        assertThat(Deviations.of("auth-rest.json").keySet()).isEqualTo(DEVIATIONS.keySet());
    }

    private void replay(int port, Map<String, @Nullable Object> recorded) {
        Map<String, @Nullable Object> request = withToken(Vectors.object(recorded.get("request")));
        Http.Answer answer = Http.request(
                port,
                Vectors.text(request, "method"),
                Vectors.text(request, "path"),
                Vectors.object(request.get("headers")),
                request.get("json"));
        if (recorded.containsKey("saves")) jwt = Vectors.text(answer.object(), "accessToken");
        Map<String, Object> decided = DEVIATIONS.get(Vectors.text(recorded, "name"));
        if (decided == null) compare(answer, Vectors.object(recorded.get("response")));
        else assertThat(answer.json()).isEqualTo(decided);
    }

    private Map<String, @Nullable Object> withToken(Map<String, @Nullable Object> request) {
        return Vectors.object(Json.parse(Json.text(request).replace("{{jwt}}", jwt)));
    }

    private static void compare(Http.Answer answer, Map<String, @Nullable Object> expected) {
        assertThat(answer.status()).as("status, body %s", answer.body()).isEqualTo(expected.get("status"));
        Vectors.object(expected.get("headers"))
                .forEach((name, value) -> assertThat(answer.headers().get(name.toLowerCase(Locale.ROOT)))
                        .as(name)
                        .isEqualTo(value));
        Vectors.assertSame(answer.json(), Objects.requireNonNull(expected.get("json")));
    }

    private static Map<String, Object> unknownSubject() {
        Map<String, Object> json = refused("The user of this token does not exist");
        json.put("data", Map.of("name", "JsonWebTokenError"));
        return json;
    }

    private static Map<String, Object> refused(String message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", "NotAuthenticated");
        json.put("message", message);
        json.put("code", 401);
        json.put("className", "not-authenticated");
        return json;
    }
}
