package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;

/** What applications may decide otherwise, as in Feathers. */
class OverridesTest {
    /** With roles in its tokens, and a list of those that are not good any more. */
    private static final class Own extends AuthenticationService {
        final Set<Object> revoked = ConcurrentHashMap.newKeySet();

        Own(Application app) {
            super(app);
        }

        @Override
        protected Map<String, ? extends @Nullable Object> payload(Map<String, @Nullable Object> result, Params params) {
            return Map.of(
                    "role", String.valueOf(Vectors.object(result.get("user")).get("role")));
        }

        @Override
        protected Map<String, ? extends @Nullable Object> tokenOptions(
                Map<String, @Nullable Object> result, Params params) {
            return Configuration.merged(super.tokenOptions(result, params), Map.of("issuer", "own"));
        }

        @Override
        public Map<String, @Nullable Object> verifyAccessToken(
                @Nullable Object token, Map<String, ? extends @Nullable Object> options) {
            Map<String, @Nullable Object> claims =
                    super.verifyAccessToken(token, Configuration.merged(Map.of("issuer", "own"), options));
            if (revoked.contains(String.valueOf(claims.get("jti"))))
                throw FeathersException.notAuthenticated("This token was revoked");
            return claims;
        }
    }

    private static final class Active extends JwtStrategy {
        @Override
        protected Map<String, ? extends @Nullable Object> entityQuery(Params params) {
            return Map.of("active", true);
        }
    }

    private static final class Plain extends LocalStrategy {
        @Override
        protected Map<String, ? extends @Nullable Object> entityQuery(String username, Params params) {
            return Map.of("active", true, "email", username.toLowerCase(java.util.Locale.ROOT));
        }

        @Override
        protected boolean comparePassword(@Nullable Map<String, @Nullable Object> entity, String password) {
            return super.comparePassword(entity, password) || (entity != null && password.equals(entity.get("pin")));
        }
    }

    private final Application app = Application.create();
    private final Own authentication;

    OverridesTest() {
        app.set("authentication", FixtureB.configuration());
        app.use("users", MemoryService.create(o -> o.startId(1)));
        app.service("users").hooks(h -> h.before("create", hashPassword("password")));
        authentication = new Own(app);
        authentication.register("jwt", new Active()).register("local", new Plain());
        app.use("authentication", authentication);
        app.service("users")
                .create(Map.of(
                        "email",
                        "ann@example.com",
                        "password",
                        "secret",
                        "pin",
                        "1234",
                        "role",
                        "admin",
                        "active",
                        true));
        app.setup();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Map<String, @Nullable Object> login(String name, String password) {
        return Vectors.object(
                app.service("authentication").create(Map.of("strategy", "local", "email", name, "password", password)));
    }

    private Map<String, @Nullable Object> with(@Nullable Object token) {
        return authentication.authenticate(
                Map.of("strategy", "jwt", "accessToken", String.valueOf(token)), Params.empty(), List.of("jwt"));
    }

    @Test
    void what_a_new_token_says() {
        Map<String, @Nullable Object> payload =
                Vectors.object(Vectors.object(login("ann@example.com", "secret").get("authentication"))
                        .get("payload"));
        assertThat(payload)
                .containsEntry("role", "admin")
                .containsEntry("iss", "own")
                .containsEntry("sub", "1");
    }

    @Test
    void how_a_user_is_found_and_known() {
        assertThat(login("ANN@example.com", "secret")).containsKey("accessToken");
        assertThat(login("ann@example.com", "1234")).containsKey("accessToken");
        assertThatThrownBy(() -> login("ann@example.com", "wrong")).hasMessage("Invalid login");
    }

    @Test
    void which_tokens_are_good() {
        Map<String, @Nullable Object> login = login("ann@example.com", "secret");
        assertThat(with(login.get("accessToken"))).containsKey("user");
        Map<String, @Nullable Object> payload =
                Vectors.object(Vectors.object(login.get("authentication")).get("payload"));
        authentication.revoked.add(String.valueOf(payload.get("jti")));
        assertThatThrownBy(() -> with(login.get("accessToken"))).hasMessage("This token was revoked");
    }

    @Test
    void which_users_tokens_are_for() {
        Object token = login("ann@example.com", "secret").get("accessToken");
        app.service("users").patch(org.feathers4j.Id.of(1), Map.of("active", false), Params.empty());
        assertThatThrownBy(() -> with(token)).hasMessage("The user of this token does not exist");
        assertThatThrownBy(() -> login("ann@example.com", "secret")).hasMessage("Invalid login");
    }

    @Test
    void a_password_of_which_bcrypt_would_not_see_the_end_is_refused() {
        app.service("users").create(Map.of("email", "ben@example.com", "password", "x".repeat(72)));
        for (String password : List.of("x".repeat(73), "\u00e4".repeat(37)))
            assertThatThrownBy(() -> app.service("users").create(Map.of("email", "c", "password", password)))
                    .isInstanceOf(FeathersException.class)
                    .hasMessageStartingWith("A password may have 72 bytes at most")
                    .extracting(e -> ((FeathersException) e).code())
                    .isEqualTo(400);
    }
}
