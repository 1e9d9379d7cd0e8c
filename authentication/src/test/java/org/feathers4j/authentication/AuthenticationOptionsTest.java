package org.feathers4j.authentication;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The configuration as code, beside Feathers' settings. */
class AuthenticationOptionsTest {
    private static final Map<String, Object> ANN = Map.of("email", "ann@example.com", "password", "secret");

    private static void usual(AuthenticationOptions.Builder options) {
        options.secret(FixtureB.SECRET)
                .entity("user", "users")
                .strategy("jwt", new JwtStrategy())
                .local(l -> l.usernameField("email").passwordField("password").hashSize(4));
    }

    private static Map<String, @Nullable Object> configuration(
            Application app, Consumer<AuthenticationOptions.Builder> options) {
        return AuthenticationService.create(app, options).configuration().values();
    }

    @Test
    void options_say_what_the_settings_say() {
        try (var app = Application.create()) {
            assertThat(configuration(app, AuthenticationOptionsTest::usual)).isEqualTo(FixtureB.configuration());
        }
    }

    @Test
    void users_log_in_with_every_strategy_that_is_registered_and_with_no_other() {
        try (var app = Application.create()) {
            app.use("users", MemoryService.create(), o -> o.hooks(h -> h.before("create", hashPassword("password"))));
            AuthenticationService authentication = AuthenticationService.create(app, AuthenticationOptionsTest::usual);
            app.use("authentication", authentication);
            app.setup();
            app.service("users").create(ANN);

            var login = new HashMap<String, Object>(ANN);
            login.put("strategy", "local");
            Object token =
                    Vectors.object(app.service("authentication").create(login)).get("accessToken");
            Map<String, Object> again = Map.of("strategy", "jwt", "accessToken", String.valueOf(token));
            assertThat(Vectors.object(app.service("authentication").create(again))
                            .get("user"))
                    .isNotNull();

            authentication.register("unlisted", new JwtStrategy());
            assertThatThrownBy(() -> app.service("authentication").create(Map.of("strategy", "unlisted")))
                    .isInstanceOf(FeathersException.class)
                    .hasMessageContaining("strategy not allowed in authStrategies");
        }
    }

    @Test
    void options_of_tokens_leave_the_other_ones_as_they_are() {
        try (var app = Application.create()) {
            AuthenticationService authentication = AuthenticationService.create(
                    app, o -> o.secret(FixtureB.SECRET).noEntity().expiresIn(Duration.ofHours(1)));
            Map<String, @Nullable Object> claims =
                    authentication.verifyAccessToken(authentication.createAccessToken(Map.of(), Map.of()), Map.of());
            assertThat(claims).containsEntry("iss", "feathers").containsEntry("aud", "https://yourdomain.com");
            assertThat(second(claims, "exp") - second(claims, "iat")).isEqualTo(3600);
        }
    }

    private static long second(Map<String, @Nullable Object> claims, String name) {
        return claims.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @Test
    void the_setting_says_what_the_options_leave_out() {
        try (var app = Application.create()) {
            app.set(
                    "authentication",
                    Map.of(
                            "secret",
                            FixtureB.SECRET,
                            "entity",
                            "account",
                            "local",
                            Map.of("errorMessage", "Who?"),
                            "jwtOptions",
                            Map.of("issuer", "us")));
            Map<String, @Nullable Object> both = configuration(
                    app,
                    o -> o.entity("user", "users")
                            .algorithm("HS256")
                            .local(l -> l.usernameField("email").passwordField("password")));
            assertThat(both)
                    .containsEntry("secret", FixtureB.SECRET)
                    .containsEntry("entity", "user")
                    .containsEntry("authStrategies", List.of("local"))
                    .containsEntry("jwtOptions", Map.of("issuer", "us", "algorithm", "HS256"))
                    .containsEntry(
                            "local",
                            Map.of("errorMessage", "Who?", "usernameField", "email", "passwordField", "password"));
        }
    }

    @Test
    void strategies_of_ones_own_find_their_settings_under_their_name() {
        try (var app = Application.create()) {
            AuthenticationService authentication = AuthenticationService.create(
                    app,
                    o -> o.strategy("key", (request, params) -> Map.of(), Map.of("header", "X-Key"))
                            .parseStrategies("key")
                            .with("oauth", Map.of("redirect", "/")));
            assertThat(authentication.settings("key")).isEqualTo(Map.of("header", "X-Key"));
            assertThat(authentication.settings("oauth")).isEqualTo(Map.of("redirect", "/"));
            assertThat(authentication.found(Map.of("strategy", "key"), Params.empty(), List.of("key")))
                    .isEmpty();
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("secret", options(o -> o.secret())),
                arguments("secret", options(o -> o.secret(""))),
                arguments("publicKey", options(o -> o.publicKey())),
                arguments("jwks", options(o -> o.jwks(""))),
                arguments("entity", options(o -> o.entity("", "users"))),
                arguments("service", options(o -> o.entity("user", ""))),
                arguments("entityId", options(o -> o.entityId(""))),
                arguments("algorithm", options(o -> o.algorithm(""))),
                arguments("expiresIn", options(o -> o.expiresIn(Duration.ZERO))),
                arguments("expiresIn", options(o -> o.expiresIn(Duration.ofMillis(1500)))),
                arguments("audience", options(o -> o.audience())),
                arguments("issuer", options(o -> o.issuer(""))),
                arguments("maxTokenLength", options(o -> o.maxTokenLength(0))),
                arguments("parseStrategies", options(o -> o.parseStrategies())),
                arguments(
                        "'jwt'",
                        options(o -> o.strategy("jwt", new JwtStrategy()).strategy("jwt", new JwtStrategy()))),
                arguments("usernameField", options(o -> o.local(l -> l.passwordField("password")))),
                arguments("hashSize", options(o -> o.local(l -> l.hashSize(3)))),
                arguments("failuresPerUser", options(o -> o.local(l -> l.failuresPerUser(0)))),
                arguments("window", options(o -> o.local(l -> l.window(Duration.ofMillis(1))))));
    }

    private static Consumer<AuthenticationOptions.Builder> options(Consumer<AuthenticationOptions.Builder> options) {
        return options;
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_makes_no_sense_is_refused_with_the_name_of_the_option(
            String option, Consumer<AuthenticationOptions.Builder> options) {
        try (var app = Application.create()) {
            assertThatThrownBy(() -> AuthenticationService.create(app, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(option);
        }
    }
}
