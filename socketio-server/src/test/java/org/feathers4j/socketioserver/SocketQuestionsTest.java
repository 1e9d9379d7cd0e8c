package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** The server asks its clients. */
class SocketQuestionsTest {
    private static final Duration TIMEOUT = ofSeconds(20);

    private static Socket only(EchoServer server) {
        Eventually.await(
                ofSeconds(20),
                "a socket",
                () -> server.sockets.size() == 1 && server.sockets.element().isConnected());
        return server.sockets.element();
    }

    /** A client that has heard all that is said at first. */
    private static RawWebSocket client(EchoServer server) {
        RawWebSocket client = RawWebSocket.connected(server.port());
        assertThat(client.next()).startsWith("42[\"auth\"");
        return client;
    }

    private static void assertReason(Future<?> asked, AckException.Reason reason) {
        assertThatThrownBy(asked::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, error -> assertThat(error.reason()).isEqualTo(reason));
    }

    @Test
    void each_answer_belongs_to_its_question() throws Exception {
        try (var server = new EchoServer();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = client(server)) {
            Socket socket = only(server);
            Future<List<Object>> first = threads.submit(() -> socket.ask(TIMEOUT, "add", 1, 2));
            assertThat(client.next()).isEqualTo("420[\"add\",1,2]");
            Future<List<Object>> second = threads.submit(() -> socket.ask(TIMEOUT, "add", 3));
            assertThat(client.next()).isEqualTo("421[\"add\",3]");
            client.text("437[\"nobody asked\"]");
            client.text("431[3]");
            client.text("431[\"twice\"]");
            client.text("430[3,{\"really\":true}]");
            assertThat(second.get()).isEqualTo(List.of(3));
            assertThat(first.get()).asString().isEqualTo("[3, {really=true}]");
        }
    }

    @Test
    void bytes_go_both_ways() throws Exception {
        try (var server = new EchoServer();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = client(server)) {
            Socket socket = only(server);
            Future<List<Object>> asked = threads.submit(() -> socket.ask(TIMEOUT, "turn", new byte[] {1, 2}));
            assertThat(client.next()).isEqualTo("451-0[\"turn\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(client.nextBytes()).containsExactly(1, 2);
            client.text("461-0[{\"_placeholder\":true,\"num\":0}]");
            client.binary(2, 1);
            assertThat((byte[]) asked.get().getFirst()).containsExactly(2, 1);
        }
    }

    @Test
    void a_client_that_does_not_answer_is_not_waited_for_longer_than_said() {
        try (var server = new EchoServer();
                var client = client(server)) {
            Socket socket = only(server);
            assertThatThrownBy(() -> socket.ask(ofMillis(50), "silence"))
                    .hasMessage("The client did not answer 'silence' in PT0.05S")
                    .isInstanceOfSatisfying(
                            AckException.class,
                            error -> assertThat(error.reason()).isEqualTo(AckException.Reason.TIMEOUT));
            client.text("430[\"too late\"]");
            client.text("42[\"message\"]");
            assertThat(client.next()).isEqualTo("420[\"silence\"]");
            assertThat(client.next()).isEqualTo("42[\"message-back\"]");
        }
    }

    @Test
    void no_more_answers_are_waited_for_than_allowed() throws Exception {
        try (var server = new EchoServer(s -> s.maxPendingAcks(2));
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = client(server)) {
            Socket socket = only(server);
            Future<List<Object>> first = threads.submit(() -> socket.ask(TIMEOUT, "a"));
            assertThat(client.next()).startsWith("420");
            Future<List<Object>> second = threads.submit(() -> socket.ask(TIMEOUT, "b"));
            assertThat(client.next()).startsWith("421");
            assertThatThrownBy(() -> socket.ask(TIMEOUT, "c"))
                    .hasMessage("2 answers of this client are waited for already");
            client.text("430[]");
            assertThat(first.get()).isEmpty();
            Future<List<Object>> third = threads.submit(() -> socket.ask(TIMEOUT, "c"));
            assertThat(client.next()).isEqualTo("422[\"c\"]");
            client.text("431[1]");
            client.text("432[2]");
            assertThat(second.get()).isEqualTo(List.of(1));
            assertThat(third.get()).isEqualTo(List.of(2));
        }
    }

    @Test
    void a_client_that_goes_away_answers_no_more() {
        try (var server = new EchoServer();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RawWebSocket client = client(server);
            Socket socket = only(server);
            Future<List<Object>> asked = threads.submit(() -> socket.ask(TIMEOUT, "a"));
            assertThat(client.next()).startsWith("420");
            client.close();
            assertReason(asked, AckException.Reason.DISCONNECTED);
            assertReason(threads.submit(() -> socket.ask(TIMEOUT, "b")), AckException.Reason.DISCONNECTED);
        }
    }

    @Test
    void nobody_waits_on_an_event_loop() {
        try (var server = new EchoServer();
                var client = client(server)) {
            Socket socket = only(server);
            var asked = new CompletableFuture<Object>();
            server.vertx.runOnContext(nothing -> asked.complete(catchThrowable(() -> socket.ask(TIMEOUT, "a"))));
            assertThat(asked.join()).isInstanceOf(IllegalStateException.class);
            client.text("42[\"message\"]");
            assertThat(client.next()).isEqualTo("42[\"message-back\"]");
        }
    }
}
