package org.feathers4j.socketioserver;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import org.feathers4j.socketioserver.SuiteClient.Session;
import org.feathers4j.socketioserver.SuiteClient.Wire;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checks of the published protocol suite of Engine.IO 4 (github.com/socketio/engine.io-protocol, test-suite) that hold for any content of the sessions, in our words. The suite of Socket.IO 5
 * repeats them for its own path. Handshakes and heartbeats have the interval of the suite, and a timeout that leaves a slow machine more; the other checks do not depend on them.
 */
abstract class EngineSuite {
    static final Duration PING_INTERVAL = ofMillis(300);
    /** A client that lives has to answer within this time, however busy the machine is. */
    static final Duration PING_TIMEOUT = Patience.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private @Nullable SuiteClient patient;
    private @Nullable SuiteClient hasty;

    /** Listens at a free port with the default heartbeats. */
    abstract HttpServer serve(Vertx vertx);

    /** The same with heartbeats that come soon. */
    abstract HttpServer serve(Vertx vertx, Duration pingInterval, Duration pingTimeout);

    /** Ends both servers. */
    abstract void end();

    abstract String path();

    /** A session of either server; null when there is none of this ID. */
    abstract @Nullable SocketSession session(String sid);

    /** Fails unless the session behind a WebSocket takes messages and answers them. */
    abstract void talks(Wire wire);

    @BeforeEach
    void start() {
        patient = new SuiteClient(serve(vertx).actualPort(), path());
        hasty = new SuiteClient(serve(vertx, PING_INTERVAL, PING_TIMEOUT).actualPort(), path());
    }

    @AfterEach
    void stop() {
        client().close();
        hasty().close();
        end();
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    SuiteClient client() {
        return Objects.requireNonNull(patient);
    }

    SuiteClient hasty() {
        return Objects.requireNonNull(hasty);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    static void answered(String body, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
    }

    /** A poll that the server has received. */
    CompletableFuture<HttpResponse<String>> pollWaiting(Session session) {
        CompletableFuture<HttpResponse<String>> poll = session.pollLater();
        SocketSession known = Objects.requireNonNull(session(session.sid));
        Eventually.await(Patience.ofSeconds(20), "the poll", () -> {
            var polled = new CompletableFuture<Boolean>();
            known.loop().later(() -> polled.complete(known.isPolled()));
            return polled.join();
        });
        return poll;
    }

    // handshake

    private static void opened(Map<?, ?> handshake, List<String> upgrades) {
        assertThat(handshake.get("sid")).isInstanceOf(String.class);
        assertThat(handshake)
                .isEqualTo(Map.of(
                        "sid",
                        Objects.requireNonNull(handshake.get("sid")),
                        "upgrades",
                        upgrades,
                        "pingInterval",
                        300,
                        "pingTimeout",
                        (int) PING_TIMEOUT.toMillis(),
                        "maxPayload",
                        1_000_000));
    }

    @Test
    void a_session_opens_by_polling() {
        HttpResponse<String> answer = hasty().request("GET", "?EIO=4&transport=polling", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        opened(SuiteClient.handshakeOf(answer.body()), List.of("websocket"));
    }

    @Test
    void a_session_opens_by_web_socket() {
        try (Wire wire = hasty().webSocket("?EIO=4&transport=websocket")) {
            opened(wire.handshake(), List.of());
        }
    }

    @Test
    void a_missing_or_unknown_version_is_refused() {
        refused(client().request("GET", "?transport=polling", ""));
        refused(client().request("GET", "?EIO=abc&transport=polling", ""));
        assertThat(client().refusedWebSocket("?transport=websocket")).isEqualTo(400);
        assertThat(client().refusedWebSocket("?EIO=abc&transport=websocket")).isEqualTo(400);
    }

    @Test
    void a_missing_or_unknown_transport_is_refused() {
        refused(client().request("GET", "?EIO=4", ""));
        refused(client().request("GET", "?EIO=4&transport=abc", ""));
        assertThat(client().refusedWebSocket("?EIO=4")).isEqualTo(400);
        assertThat(client().refusedWebSocket("?EIO=4&transport=abc")).isEqualTo(400);
    }

    @Test
    void a_handshake_of_another_method_is_refused() {
        refused(client().request("POST", "?EIO=4&transport=polling", ""));
        refused(client().request("PUT", "?EIO=4&transport=polling", ""));
    }

    // messages that end a session

    @Test
    void a_payload_that_is_no_packet_closes_the_session() {
        Session session = client().new Session();
        refused(session.post("abc"));
        refused(session.poll());
    }

    @Test
    void a_second_poll_closes_the_session() {
        Session session = client().new Session();
        CompletableFuture<HttpResponse<String>> first = pollWaiting(session);
        assertThat(session.poll().statusCode()).isIn(400, 500);
        answered("1", first.join());
        refused(session.poll());
    }

    @Test
    void a_frame_that_is_no_packet_closes_the_session() {
        try (Wire wire = client().open()) {
            wire.send("abc");
            wire.awaitClosed();
        }
    }

    // heartbeat

    @Test
    void a_client_that_polls_is_pinged() {
        Session session = hasty().new Session();
        for (int i = 0; i < 3; i++) {
            answered("2", session.poll());
            answered("ok", session.post("3"));
        }
    }

    @Test
    void a_client_with_a_web_socket_is_pinged() {
        try (Wire wire = hasty().open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.next()).isEqualTo("2");
                wire.send("3");
            }
        }
    }

    @Test
    void a_client_that_polls_too_late_has_lost_its_session() {
        Session session = hasty().new Session();
        // not for as long as both times together: after a pause of the whole process a client has more time
        Eventually.await(Patience.ofSeconds(20), "the ping timeout", () -> session(session.sid) == null);
        refused(session.poll());
    }

    @Test
    void a_web_socket_is_closed_that_answers_no_ping() {
        try (Wire wire = hasty().open()) {
            wire.awaitClosed();
        }
    }

    // close

    @Test
    void a_client_that_polls_closes_its_session() {
        Session session = client().new Session();
        CompletableFuture<HttpResponse<String>> poll = pollWaiting(session);
        answered("ok", session.post("1"));
        answered("6", poll.join());
        refused(session.poll());
    }

    @Test
    void a_client_with_a_web_socket_closes_its_session() {
        try (Wire wire = client().open()) {
            wire.send("1");
            wire.awaitClosed();
        }
    }

    // upgrade

    private static void probed(Wire wire) {
        wire.send("2probe");
        assertThat(wire.next()).isEqualTo("3probe");
    }

    @Test
    void a_session_upgrades_after_its_poll_was_answered() {
        Session session = client().new Session();
        try (Wire wire = session.webSocket()) {
            probed(wire);
            answered("6", session.poll());
            wire.send("5");
            talks(wire);
        }
    }

    @Test
    void a_poll_after_the_upgrade_is_refused_and_changes_nothing() {
        Session session = client().new Session();
        try (Wire wire = session.webSocket()) {
            probed(wire);
            wire.send("5");
            talks(wire);
            refused(session.poll());
            assertThat(session(session.sid)).isNotNull();
        }
    }

    @Test
    void a_second_web_socket_after_the_upgrade_is_closed_and_changes_nothing() {
        Session session = client().new Session();
        try (Wire wire = session.webSocket()) {
            probed(wire);
            wire.send("5");
            try (Wire second = session.webSocket()) {
                second.awaitClosed();
            }
            talks(wire);
        }
    }
}
