package org.feathers4j.authentication;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;

/** Credentials in {@code auth} of a handshake, for clients that cannot send headers. */
class HandshakeTokenTest {
    private @Nullable FixtureB fixture;

    private Sockets sockets(Map<String, Object> settings) {
        fixture = new FixtureB(settings).withAnn();
        return new Sockets(fixture.app);
    }

    private Sockets readingTokens() {
        return sockets(Map.of("jwt", Map.of("auth", "token")));
    }

    private FixtureB fixture() {
        if (fixture == null) throw new IllegalStateException("Not started");
        return fixture;
    }

    @AfterEach
    void close() {
        if (fixture != null) fixture.close();
    }

    private String token() {
        return fixture().token("1");
    }

    private static @Nullable Object secret(Sockets.Client client) {
        return client.emit(List.of("find", "secret", Map.of())).getFirst();
    }

    @Test
    void a_token_logs_a_connection_in() {
        Sockets sockets = readingTokens();
        for (String value : List.of(token(), "Bearer " + token())) {
            Sockets.Client client = sockets.connect(Map.of(), Map.of("token", value));
            assertThat(secret(client)).isNull();
            assertThat(client.connection.get("user")).isNotNull();
            assertThat(sockets.heard()).extracting(List::getFirst).containsExactly("login", "connection");
            client.emit(Arrays.asList("remove", "authentication", null, Map.of()));
            assertThat(Vectors.object(secret(client))).containsEntry("code", 401);
            sockets.heard();
        }
    }

    @Test
    void what_is_no_good_token_is_refused_and_what_is_none_is_nobody() {
        Sockets sockets = readingTokens();
        assertThatThrownBy(() -> sockets.connect(Map.of(), Map.of("token", "no.such.token")))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.code()).isEqualTo(401));
        for (Object none : List.of("", 1, Map.of("token", token()), List.of(token())))
            assertThat(Vectors.object(secret(sockets.connect(Map.of(), Map.of("token", none)))))
                    .containsEntry("code", 401);
        assertThat(Vectors.object(secret(sockets.connect(Map.of(), Map.of("accessToken", token())))))
                .containsEntry("code", 401);
    }

    @Test
    void a_header_comes_first() {
        Sockets sockets = readingTokens();
        Sockets.Client client =
                sockets.connect(Map.of("Authorization", "Bearer " + token()), Map.of("token", "no.such.token"));
        assertThat(secret(client)).isNull();
        Sockets.Client behindProxy = sockets.connect(Map.of("Authorization", "Basic YTpi"), Map.of("token", token()));
        assertThat(secret(behindProxy)).isNull();
    }

    @Test
    void nothing_is_read_there_unless_it_is_wanted() {
        Sockets sockets = sockets(Map.of());
        assertThat(Vectors.object(secret(sockets.connect(Map.of(), Map.of("token", token())))))
                .containsEntry("code", 401);
        assertThat(Vectors.object(secret(sockets.connect(Map.of(), Map.of("token", "something else")))))
                .containsEntry("code", 401);
    }

    @Test
    void the_name_of_the_member_is_a_text() {
        assertThatThrownBy(() -> sockets(Map.of("jwt", Map.of("auth", true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The 'auth' option for the jwt strategy must be a string");
    }

    /** Reads keys from {@code auth}. */
    private static final class Key implements AuthenticationStrategy {
        @Override
        public Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
            if (!"right".equals(request.get("key"))) throw FeathersException.notAuthenticated("Unknown key");
            return Map.of("authentication", Map.of("strategy", "key"));
        }

        @Override
        public @Nullable Map<String, @Nullable Object> parse(Connection connection) {
            Object key = connection.auth().get("key");
            return key == null ? null : Map.of("strategy", "key", "key", key);
        }
    }

    @Test
    void strategies_of_ones_own_read_there_too() {
        Sockets sockets = sockets(Map.of("parseStrategies", List.of("jwt", "key")));
        fixture().authentication.register("key", new Key());
        fixture().app.use("keys", Service.find(params -> List.of()));
        fixture().app.service("keys").hooks(h -> h.before(authenticate("key")));
        Sockets.Client client = sockets.connect(Map.of(), Map.of("key", "right"));
        assertThat(client.emit(List.of("find", "keys", Map.of())).getFirst()).isNull();
        assertThatThrownBy(() -> sockets.connect(Map.of(), Map.of("key", "wrong")))
                .hasMessage("Unknown key");
    }
}
