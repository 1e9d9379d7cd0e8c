package org.feathers4j.authentication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.server.Server;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoginLimitsTest {
    /** A time that a test moves. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final Time time = new Time();

    @Test
    void too_many_failures_of_a_user_are_refused_until_the_window_has_passed() {
        var limits = new LoginLimits(time, Map.of("perUser", 2, "window", "1m"));
        limits.begin("ann", null);
        limits.begin("Ann ", null);
        assertThatThrownBy(() -> limits.begin("ann", null))
                .isInstanceOfSatisfying(
                        FeathersException.class,
                        error -> assertThat(error.code()).isEqualTo(429))
                .hasMessage("Too many failed logins: try again in 60 seconds");
        assertThatNoException().isThrownBy(() -> limits.begin("bob", null));
        time.advance(Duration.ofMinutes(1));
        assertThatNoException().isThrownBy(() -> limits.begin("ann", null));
    }

    @Test
    void a_success_lets_the_user_start_anew_and_does_not_count_for_the_address() {
        var limits = new LoginLimits(time, Map.of("perUser", 2, "perAddress", 2));
        for (int i = 0; i < 5; i++) {
            limits.begin("ann", "192.0.2.1");
            limits.succeeded("ann", "192.0.2.1");
        }
        limits.begin("bob", "192.0.2.1");
        limits.begin("carol", "192.0.2.1");
        assertThatThrownBy(() -> limits.begin("dave", "192.0.2.1")).hasMessageStartingWith("Too many failed logins");
        assertThatNoException().isThrownBy(() -> limits.begin("dave", "192.0.2.2"));
    }

    @Test
    void a_refused_login_counts_for_nobody() {
        var limits = new LoginLimits(time, Map.of("perUser", 1, "perAddress", 1));
        limits.begin("ann", "192.0.2.1");
        assertThatThrownBy(() -> limits.begin("bob", "192.0.2.1")).hasMessageStartingWith("Too many");
        assertThatNoException().isThrownBy(() -> limits.begin("bob", "192.0.2.2"));
    }

    @Test
    void no_more_is_remembered_than_there_is_room_for() {
        var limits = new LoginLimits(time, Map.of("perUser", 1, "entries", 100));
        for (int i = 0; i < 1000; i++) limits.begin("user" + i, null);
        assertThat(limits.entries()).isEqualTo(100);
    }

    @Test
    void many_guesses_at_once_are_stopped_over_rest() {
        Map<String, Object> settings = Map.of("local", Map.of("limits", Map.of("perUser", 5)));
        var refused = new AtomicInteger();
        var wrong = new AtomicInteger();
        try (var fixture = new FixtureB(settings, o -> o.maxStartDelay(Duration.ZERO)).withAnn();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                String guess = "guess" + i;
                clients.execute(() -> {
                    int status = Http.post(
                                    fixture.port(),
                                    "/authentication",
                                    Map.of("strategy", "local", "email", "ann@example.com", "password", guess))
                            .status();
                    if (status == 429) refused.incrementAndGet();
                    if (status == 401) wrong.incrementAndGet();
                });
            }
        }
        assertThat(wrong).hasValue(5);
        assertThat(refused).hasValue(25);
    }

    private static final Map<String, Object> STRANGER = Map.of("strategy", "local", "email", "nobody", "password", "x");

    @Test
    void the_server_knows_the_address_by_itself() {
        Map<String, Object> settings = Map.of("local", Map.of("limits", Map.of("perAddress", 1)));
        try (var fixture = new FixtureB(settings).withAnn()) {
            assertThat(Http.post(fixture.port(), "/authentication", STRANGER).status())
                    .isEqualTo(401);
            assertThat(Http.post(fixture.port(), "/authentication", STRANGER).status())
                    .isEqualTo(429);
        }
    }

    @Test
    void an_application_of_the_mesh_cannot_say_what_the_address_is() {
        Map<String, Object> settings = Map.of("local", Map.of("limits", Map.of("perAddress", 1)));
        Map<String, Object> forged = Map.of("provider", "rest", "ip", "192.0.2.1");
        try (var fixture = new FixtureB(settings).withAnn()) {
            var authentication = fixture.app.service("authentication");
            Params honest = Params.of(forged);
            assertThatThrownBy(() -> authentication.create(STRANGER, honest)).hasMessage("Invalid login");
            for (int i = 0; i < 3; i++)
                assertThatThrownBy(() -> authentication.create(STRANGER, honest.with("fromRemote", true)))
                        .hasMessage("Invalid login");
            assertThatThrownBy(() -> authentication.create(STRANGER, honest)).hasMessageStartingWith("Too many");
        }
    }

    @Test
    void an_address_is_what_middleware_says_it_is() {
        Map<String, Object> settings = Map.of("local", Map.of("limits", Map.of("perAddress", 1)));
        try (var fixture = new FixtureB(settings).withAnn()) {
            fixture.server.use(ctx -> {
                Server.params(ctx).put("ip", ctx.request().getHeader("x-real-ip"));
                ctx.next();
            });
            assertThat(login(fixture, "192.0.2.1")).isEqualTo(401);
            assertThat(login(fixture, "192.0.2.2")).isEqualTo(401);
            assertThat(login(fixture, "192.0.2.1")).isEqualTo(429);
        }
    }

    private static int login(FixtureB fixture, String address) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "X-Real-IP", address);
        return Http.request(fixture.port(), "POST", "/authentication", headers, STRANGER)
                .status();
    }

    @Test
    void without_the_option_there_is_no_limit_and_nothing_is_remembered() {
        var limits = new LoginLimits(time, Map.of());
        for (int i = 0; i < 1000; i++) limits.begin("ann", "192.0.2.1");
        assertThat(limits.entries()).isZero();
    }
}
