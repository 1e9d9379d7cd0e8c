package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;

class OwnStrategyTest {
    /** A key in a header of its own. */
    private static final class ApiKey implements AuthenticationStrategy {
        @Override
        public Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
            if (!"right".equals(request.get("key"))) throw FeathersException.notAuthenticated("Unknown key");
            return Map.of("authentication", Map.of("strategy", "apiKey"), "machine", "m1");
        }

        @Override
        public @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
            Object key = headers.get("x-api-key");
            return key == null ? null : Map.of("strategy", "apiKey", "key", key);
        }
    }

    private final Application app = Application.create();

    @BeforeEach
    void start() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        var configuration = new java.util.LinkedHashMap<String, @Nullable Object>();
        configuration.put("secret", FixtureB.SECRET);
        configuration.put("entity", null);
        configuration.put("authStrategies", List.of("jwt"));
        configuration.put("parseStrategies", List.of("apiKey", "jwt"));
        app.set("authentication", configuration);
        app.use(
                "authentication",
                new AuthenticationService(app)
                        .register("jwt", new JwtStrategy())
                        .register("apiKey", new ApiKey()));
        app.use("machines", Service.find(params -> Map.of("machine", String.valueOf(params.get("machine")))));
        app.use("people", Service.find(params -> List.of()));
        app.service("machines").hooks(h -> h.before(authenticate("jwt", "apiKey")));
        app.service("people").hooks(h -> h.before(authenticate("jwt")));
        app.listen(0);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Http.Answer get(String path, Map<String, String> headers) {
        return Http.request(app.port(), "GET", path, headers, null);
    }

    @Test
    void a_strategy_of_ones_own_reads_its_header_and_adds_to_the_params() {
        assertThat(get("/machines", Map.of("X-Api-Key", "right")).json()).isEqualTo(Map.of("machine", "m1"));
        Http.Answer wrong = get("/machines", Map.of("X-Api-Key", "wrong"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.object()).containsEntry("message", "Unknown key");
    }

    @Test
    void a_hook_lets_in_by_its_own_strategies_only() {
        assertThat(get("/people", Map.of("X-Api-Key", "right")).object())
                .containsEntry(
                        "message", "Invalid authentication information (strategy not allowed in authStrategies)");
        String token = AuthenticationService.of(app).orElseThrow().createAccessToken(Map.of(), Map.of());
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
        assertThat(get("/people", bearer).status()).isEqualTo(200);
        assertThat(get("/machines", bearer).status()).isEqualTo(200);
    }

    @Test
    void a_strategy_that_may_only_be_parsed_makes_no_tokens() {
        Http.Answer answer = Http.post(app.port(), "/authentication", Map.of("strategy", "apiKey", "key", "right"));
        assertThat(answer.status()).isEqualTo(401);
    }
}
