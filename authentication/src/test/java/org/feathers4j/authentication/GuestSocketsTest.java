package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;

/** Strategies that find no entity (an API key, an anonymous visitor), over sockets. */
class GuestSocketsTest {
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    /** The one in the Javadoc of {@link AuthenticationStrategy}. */
    private static final class ApiKey implements AuthenticationStrategy {
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
            asked.incrementAndGet();
            if (!"right".equals(request.get("key"))) throw FeathersException.notAuthenticated("Unknown key");
            return Map.of("authentication", Map.of("strategy", "apiKey"));
        }

        @Override
        public @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
            Object key = headers.get("x-api-key");
            return key == null ? null : Map.of("strategy", "apiKey", "key", key);
        }
    }

    /** The one of Feathers' cookbook, for every client without other credentials. */
    private static final class Anonymous implements AuthenticationStrategy {
        @Override
        public Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
            return Map.of("anonymous", true);
        }

        @Override
        public Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
            return Map.of("strategy", "anonymous");
        }
    }

    private final FixtureB fixture = new FixtureB(Map.of("parseStrategies", List.of("jwt", "apiKey", "anonymous")));
    private final Sockets sockets = new Sockets(fixture.app);
    private final ApiKey apiKey = new ApiKey();

    @BeforeEach
    void start() {
        fixture.withAnn();
        fixture.authentication.register("apiKey", apiKey).register("anonymous", new Anonymous());
        fixture.app.use("open", Service.find(GuestSocketsTest::seen));
        fixture.app.service("open").hooks(h -> h.before(authenticate("jwt", "apiKey", "anonymous")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Object seen(Params params) {
        var seen = new LinkedHashMap<String, @Nullable Object>();
        seen.put("strategy", Vectors.object(params.get("authentication")).get("strategy"));
        seen.put("user", params.get("user") != null);
        return seen;
    }

    private void mayLogIn(String... names) {
        fixture.app.set(
                "authentication",
                Configuration.merged(fixture.app.get("authentication"), Map.of("authStrategies", List.of(names))));
    }

    private static @Nullable Object open(Sockets.Client client) {
        List<@Nullable Object> answer = client.emit(List.of("find", "open", Map.of()));
        return answer.getFirst() == null ? answer.get(1) : answer.getFirst();
    }

    private static Map<String, @Nullable Object> as(String strategy, boolean hasUser) {
        return Map.of("strategy", strategy, "user", hasUser);
    }

    private List<String> events() {
        var names = new ArrayList<String>();
        sockets.heard().forEach(event -> names.add(String.valueOf(event.getFirst())));
        return names;
    }

    private void lets_a_key_in() {
        Sockets.Client client = sockets.connect(Map.of("X-Api-Key", "right"));
        assertThat(open(client)).isEqualTo(as("apiKey", false));
        assertThat(open(client)).isEqualTo(as("apiKey", false));
        assertThat(apiKey.asked).hasValue(3);
        assertThat(events()).containsExactly("connection");
        assertThatThrownBy(() -> sockets.connect(Map.of("X-Api-Key", "wrong"))).hasMessage("Unknown key");
    }

    @Test
    void a_key_in_the_handshake_is_good_for_every_call_and_is_no_login() {
        lets_a_key_in();
    }

    @Test
    void so_it_is_where_keys_may_be_exchanged_for_tokens() {
        mayLogIn("jwt", "local", "apiKey", "anonymous");
        lets_a_key_in();
    }

    @Test
    void a_guest_may_call_what_is_open_and_nothing_else() {
        mayLogIn("jwt", "local", "anonymous");
        Sockets.Client guest = sockets.connect(Map.of());
        assertThat(open(guest)).isEqualTo(as("anonymous", false));
        assertThat(Vectors.object(
                        guest.emit(List.of("find", "messages", Map.of())).getFirst()))
                .containsEntry("code", 401);
        assertThat(events()).containsExactly("connection");
    }

    @Test
    void one_who_logs_out_is_the_guest_again_that_it_was() {
        for (Map<String, @Nullable Object> headers :
                List.<Map<String, @Nullable Object>>of(Map.of(), Map.of("X-Api-Key", "right"))) {
            Sockets.Client client = sockets.connect(headers);
            Object before = open(client);
            client.emit(List.of("create", "authentication", LOGIN, Map.of()));
            assertThat(open(client)).isEqualTo(as("jwt", true));
            client.emit(Arrays.asList("remove", "authentication", null, Map.of()));
            assertThat(open(client)).isEqualTo(before);
            assertThat(events()).containsExactly("connection", "login", "logout");
        }
    }

    @Test
    void a_login_of_a_guest_counts_for_every_call_until_it_logs_out() {
        mayLogIn("jwt", "local", "apiKey");
        Sockets.Client client = sockets.connect(Map.of());
        client.emit(List.of("create", "authentication", LOGIN, Map.of()));
        Map<String, Object> key = Map.of("strategy", "apiKey", "key", "right");
        assertThat(client.emit(List.of("create", "authentication", key, Map.of()))
                        .getFirst())
                .isNull();
        assertThat(open(client)).isEqualTo(as("apiKey", false));
        assertThat(client.connection.get("user")).isNull();
        assertThat(client.emit(Arrays.asList("remove", "authentication", null, Map.of()))
                        .getFirst())
                .isNull();
        assertThat(open(client)).isEqualTo(as("anonymous", false));
    }

    @Test
    void a_token_in_the_handshake_is_a_login_still() {
        String token = fixture.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        Sockets.Client client = sockets.connect(Map.of("Authorization", "Bearer " + token));
        assertThat(open(client)).isEqualTo(as("jwt", true));
        client.emit(Arrays.asList("remove", "authentication", null, Map.of()));
        assertThat(Vectors.object(open(client))).containsEntry("code", 401);
        assertThat(events()).containsExactly("login", "connection", "logout");
    }

    @Test
    void a_guest_that_is_gone_is_forgotten() {
        Sockets.Client guest = sockets.connect(Map.of());
        guest.leave();
        assertThat(guest.connection.get("authentication")).isNull();
    }
}
