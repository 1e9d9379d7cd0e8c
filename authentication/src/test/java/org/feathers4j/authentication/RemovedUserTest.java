package org.feathers4j.authentication;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Eventually.await;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** What happens to those who are logged in when their user is removed. */
class RemovedUserTest {
    private static final Map<String, Object> LOGIN =
            Map.of("strategy", "local", "email", "ann@example.com", "password", "secret");

    /** After this time its socket is closed for one who has removed its own user (JwtStrategy). */
    private static final Duration PARTING = Duration.ofMillis(500);

    private final FixtureB fixture = new FixtureB().withAnn();
    private final Sockets sockets = new Sockets(fixture.app);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Map<String, @Nullable Object> login(Sockets.Client client) {
        return Vectors.object(client.emit(List.of("create", "authentication", LOGIN, Map.of()))
                .get(1));
    }

    private static @Nullable Object code(List<@Nullable Object> answer) {
        return Vectors.object(answer.getFirst()).get("code");
    }

    @Test
    void its_sockets_are_closed_and_hear_no_event_any_more() {
        fixture.app.service("users").create(Map.of("email", "ben@example.com", "password", "secret"));
        Sockets.Client ann = sockets.connect(Map.of());
        Sockets.Client guest = sockets.connect(Map.of());
        login(ann);
        Channels channels = fixture.app.configure(Channels.create());
        channels.channel("known").join(ann.connection);
        fixture.app.service("users").remove(Id.of(2), Params.empty());
        assertThat(ann.isClosed()).isFalse();
        fixture.app.service("users").remove(Id.of(1), Params.empty());
        await(ofSeconds(20), "the socket to be closed", ann::isClosed);
        await(ofSeconds(20), "the user to be forgotten", () -> ann.connection.get("user") == null);
        assertThat(channels.channel("known").length()).isZero();
        assertThat(guest.isClosed()).isFalse();
    }

    @Test
    void its_sockets_are_closed_when_a_replica_has_removed_it() {
        Sockets.Client ann = sockets.connect(Map.of());
        login(ann);
        fixture.app.service("users").emitFromReplica("removed", Map.of("id", 1), null);
        await(ofSeconds(60), "the socket to be closed", ann::isClosed);
    }

    @Test
    void a_socket_that_removes_its_own_user_gets_the_answer_first() {
        Sockets.Client ann = sockets.connect(Map.of());
        login(ann);
        long begun = System.nanoTime();
        List<@Nullable Object> answer = ann.emit(List.of("remove", "users", 1, Map.of()));
        assertThat(answer.getFirst()).isNull();
        boolean closed = ann.isClosed();
        assertThat(closed && System.nanoTime() - begun < PARTING.toNanos()).isFalse();
        assertThat(code(ann.emit(List.of("find", "messages", Map.of())))).isEqualTo(401);
        await(ofSeconds(20), "the socket to be closed", ann::isClosed);
    }

    /** Its removal is not reported: its service has no events here, or the record was removed behind its back. */
    @Test
    void a_call_that_finds_the_user_gone_is_not_authenticated_and_ends_the_connection() {
        Sockets.Client ann = sockets.connect(Map.of());
        login(ann);
        fixture.app.service("users").hooks(h -> h.after("remove", context -> context.event(null)));
        fixture.app.service("users").remove(Id.of(1), Params.empty());
        assertThat(code(ann.emit(List.of("find", "messages", Map.of())))).isEqualTo(401);
        await(ofSeconds(20), "the socket to be closed", ann::isClosed);
    }

    @Test
    void its_token_logs_in_nowhere_and_logs_nobody_else_out() {
        fixture.app.service("users").create(Map.of("email", "ben@example.com", "password", "secret"));
        String token = fixture.authentication.createAccessToken(Map.of(), Map.of("subject", "2"));
        fixture.app.service("users").remove(Id.of(2), Params.empty());
        Sockets.Client ann = sockets.connect(Map.of());
        login(ann);
        Map<String, Object> request = Map.of("strategy", "jwt", "accessToken", token);
        assertThat(code(ann.emit(List.of("create", "authentication", request, Map.of()))))
                .isEqualTo(401);
        assertThat(Http.post(fixture.port(), "/authentication", request).status())
                .isEqualTo(401);
        assertThat(Http.request(
                                fixture.port(),
                                "DELETE",
                                "/authentication",
                                Map.of("Authorization", "Bearer " + token),
                                null)
                        .status())
                .isEqualTo(401);
        assertThat(ann.emit(List.of("find", "messages", Map.of())).getFirst()).isNull();
        assertThat(ann.isClosed()).isFalse();
    }

    @Test
    void one_who_has_logged_out_stays_connected() {
        Sockets.Client ann = sockets.connect(Map.of());
        login(ann);
        ann.emit(Arrays.asList("remove", "authentication", null, Map.of()));
        Sockets.Client witness = sockets.connect(Map.of());
        login(witness);
        fixture.app.service("users").remove(Id.of(1), Params.empty());
        await(ofSeconds(20), "the witness to be closed", witness::isClosed);
        assertThat(ann.isClosed()).isFalse();
    }

    @Test
    void a_service_that_answers_nothing_has_no_such_user() {
        fixture.app.unuse("users");
        fixture.app.use("users", Service.get((id, params) -> null));
        String token = fixture.authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
        assertThat(Http.get(fixture.port(), "/secret", "Bearer " + token).status())
                .isEqualTo(401);
    }
}
