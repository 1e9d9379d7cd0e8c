package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Configurations that make no sense are refused when the application starts, with what to do about it. */
class SecretsTest {
    private static Application started(Map<String, Object> configuration) {
        var all = new LinkedHashMap<String, @Nullable Object>(configuration);
        all.put("entity", null);
        Application app = Application.create();
        app.set("authentication", all);
        app.use("authentication", new AuthenticationService(app));
        return app.setup();
    }

    @Test
    void a_short_secret_is_refused_with_a_way_to_make_a_longer_one() {
        assertThatThrownBy(() -> started(Map.of("secret", "changeme")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 8 bytes, and HS256 needs at least 32")
                .hasMessageContaining("openssl rand -base64 48")
                .hasMessageNotContaining("changeme");
    }

    @Test
    void a_longer_hash_needs_a_longer_secret() {
        String secret = "x".repeat(63);
        assertThatThrownBy(() -> started(Map.of("secret", secret, "jwtOptions", Map.of("algorithm", "HS512"))))
                .hasMessageContaining("HS512 needs at least 64");
        assertThat(started(Map.of("secret", secret + "x", "jwtOptions", Map.of("algorithm", "HS512"))))
                .isNotNull();
    }

    @Test
    void an_algorithm_that_needs_a_key_pair_takes_no_secret() {
        for (String algorithm : List.of("RS256", "ES256"))
            assertThatThrownBy(() ->
                            started(Map.of("secret", FixtureB.SECRET, "jwtOptions", Map.of("algorithm", algorithm))))
                    .hasMessageContaining("is no PEM")
                    .hasMessageNotContaining(FixtureB.SECRET);
    }

    @Test
    void an_algorithm_that_nobody_knows_is_refused() {
        for (Object algorithm : new Object[] {"none", 5})
            assertThatThrownBy(() ->
                            started(Map.of("secret", FixtureB.SECRET, "jwtOptions", Map.of("algorithm", algorithm))))
                    .hasMessageContaining("must be HS256, HS384 or HS512");
    }

    @Test
    void an_end_can_be_asked_of_every_token() {
        Application app = Application.create();
        var service = new AuthenticationService(
                app, "authentication", Map.of("secret", FixtureB.SECRET, "requireExpiration", true));
        String token = new AuthenticationService(
                        Application.create(),
                        "authentication",
                        Map.of(
                                "secret",
                                FixtureB.SECRET,
                                "jwtOptions",
                                Map.of("audience", "https://yourdomain.com", "issuer", "feathers")))
                .createAccessToken(Map.of(), Map.of());
        assertThatThrownBy(() -> service.verifyAccessToken(token, Map.of("audience", "https://yourdomain.com")))
                .hasMessage("jwt without an expiration is not accepted");
    }
}
