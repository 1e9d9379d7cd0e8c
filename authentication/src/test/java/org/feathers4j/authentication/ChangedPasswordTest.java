package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Eventually.await;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** The setting {@code passwordChangedAt}: what happens to those who logged in before their password was changed. */
class ChangedPasswordTest {
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    private final FixtureB fixture = new FixtureB(Map.of("jwt", Map.of("passwordChangedAt", "changedAt"))).withAnn();
    private final Sockets sockets = new Sockets(fixture.app);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void login(Sockets.Client client) {
        assertThat(client.emit(List.of("create", "authentication", LOGIN, Map.of()))
                        .getFirst())
                .isNull();
    }

    private int status(String token) {
        return Http.request(fixture.port(), "GET", "/messages", Map.of("Authorization", "Bearer " + token), null)
                .status();
    }

    private void changedAt(long millis) {
        fixture.app.service("users").patch(Id.of(1), Map.of("changedAt", millis));
    }

    @Test
    void tokens_of_an_earlier_second_are_refused() {
        String token = fixture.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        long issued = ((Number) Objects.requireNonNull(issuedAt(token))).longValue();
        assertThat(status(token)).isEqualTo(200);
        changedAt(issued * 1000 + 999);
        assertThat(status(token)).isEqualTo(200);
        changedAt((issued + 1) * 1000);
        assertThat(status(token)).isEqualTo(401);
    }

    private @Nullable Object issuedAt(String token) {
        return fixture.authentication.verifyAccessToken(token, Map.of()).get("iat");
    }

    @Test
    void sockets_that_logged_in_before_are_closed_and_others_stay() {
        Sockets.Client ann = sockets.connect(Map.of());
        Sockets.Client guest = sockets.connect(Map.of());
        login(ann);
        changedAt(1000); // long before
        assertThat(ann.emit(List.of("find", "messages", Map.of())).getFirst()).isNull();
        changedAt(System.currentTimeMillis() + 60_000);
        await(ofSeconds(60), "the socket to be closed", ann::isClosed);
        assertThat(guest.isClosed()).isFalse();
    }

    @Test
    void sockets_are_closed_too_when_it_was_changed_at_a_replica() {
        Sockets.Client ann = sockets.connect(Map.of());
        Sockets.Client guest = sockets.connect(Map.of());
        login(ann);
        Map<String, Object> changed = Map.of("id", 1, "changedAt", System.currentTimeMillis() + 60_000);
        fixture.app.service("users").emitFromReplica("patched", changed, null);
        await(ofSeconds(60), "the socket to be closed", ann::isClosed);
        assertThat(guest.isClosed()).isFalse();
    }
}
