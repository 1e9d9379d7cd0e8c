package org.feathers4j.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client and servers that do not keep to the rules. */
class BadServerTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final String HANDSHAKE =
            "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":3000000,\"pingTimeout\":20000,\"maxPayload\":300}";
    private static final String CONNECT = "40{\"sid\":\"b\",\"pid\":\"p\"}";

    private static FeathersException restFailure(BadServer server) {
        try (Client client =
                Client.rest(server.url(), o -> o.maxAnswerBytes(1000).timeout(SOON))) {
            return catchThrowableOfType(
                    FeathersException.class, () -> client.service("todos").find());
        }
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.length(), body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 OK            | <html>                    | BAD_GATEWAY    | answered 200 with what is no JSON
            200 OK            | {"a":                     | BAD_GATEWAY    | answered 200 with what is no JSON
            502 Bad           | <h1>Bad Gateway</h1>      | BAD_GATEWAY    | answered 502, without an error of Feathers
            401 No            | {"sorry":true}            | NOT_AUTHENTICATED | answered 401, without an error of Feathers
            418 Teapot        | []                        | GENERAL_ERROR  | answered 418, without an error of Feathers
            302 Found         | x                         | BAD_GATEWAY    | which is not followed
            404 Not Found     | {"name":"NotFound","message":"Gone fishing"} | NOT_FOUND | Gone fishing
            """)
    void an_answer_that_is_no_answer_is_an_error_that_says_so(
            String status, String body, ErrorKind kind, String message) {
        try (var server = BadServer.answering(answer(status, body))) {
            FeathersException error = restFailure(server);
            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error.message()).contains(message);
        }
    }

    @Test
    void an_answer_that_is_too_long_is_not_read_on() {
        try (var server = BadServer.answering(answer("200 OK", "\"" + "x".repeat(2000) + "\""))) {
            FeathersException error = restFailure(server);
            assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(error.message()).contains("GET " + server.url() + "/todos", "longer than 1000 bytes");
        }
    }

    @Test
    void no_server_is_unavailable() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Client client = Client.rest("http://127.0.0.1:" + port)) {
            assertThatThrownBy(() -> client.service("todos").find())
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
                    .hasMessageContaining("GET http://127.0.0.1:%d/todos failed", port);
        }
    }

    private static Client socket(BadServer server) {
        return Client.socket(
                server.url(),
                o -> o.maxAnswerBytes(1000)
                        .connectTimeout(SOON)
                        .timeout(Duration.ofMillis(300))
                        .reconnectionDelay(Duration.ofMillis(1))
                        .reconnectionDelayMax(Duration.ofMillis(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "0",
                "0[]",
                "0{\"pingInterval\":-1,\"pingTimeout\":1}",
                "40{}",
                "40[]",
                "44{\"message\":\"stay away\"}",
                "451-[\"a\"]x",
                "4",
                "1",
                "long"
            })
    void rubbish_over_a_socket_ends_the_connection_and_there_is_another_try(String message) {
        String sent = message.equals("long") ? "40{\"sid\":\"" + "x".repeat(1000) + "\"}" : message;
        try (var server = BadServer.sending(HANDSHAKE, sent);
                Client client = socket(server)) {
            Eventually.await(SOON, "more attempts", () -> server.connections() > 3);
            FeathersException error = catchThrowableOfType(
                    FeathersException.class, () -> client.service("todos").find());
            assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(error.message()).contains("find on 'todos'", "there is no connection");
        }
    }

    @Test
    void odd_events_and_answers_disturb_nothing() {
        try (var server = BadServer.sending(
                        HANDSHAKE,
                        CONNECT,
                        "43999[null,1]",
                        "42[7]",
                        "42[\"\"]",
                        "42[\"nospace\"]",
                        "42[\" created\",1]",
                        "42/other,[\"ticks created\",1]",
                        "4217[\"nowhere created\",1]",
                        "42[\"ticks created\"]",
                        "42[\"ticks created\",1,\"offset\"]");
                Client client = socket(server)) {
            var heard = new CopyOnWriteArrayList<String>();
            client.service("ticks").on("created", (item, context) -> heard.add(String.valueOf(item)));
            Eventually.await(SOON, "the connection", client::isConnected);
            assertThatThrownBy(() -> client.service("ticks").create("x".repeat(300)))
                    .hasMessageContaining("the server takes 300");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void listeners_that_are_too_far_behind_cost_the_connection() throws InterruptedException {
        String[] messages = new String[50];
        messages[0] = HANDSHAKE;
        messages[1] = CONNECT;
        for (int i = 2; i < messages.length; i++) messages[i] = "42[\"ticks created\"," + i + "]";
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var server = BadServer.sending(messages);
                Client client = Client.socket(
                        server.url(),
                        o -> o.maxQueuedEvents(10)
                                .reconnectionDelay(Duration.ofMillis(1))
                                .reconnectionDelayMax(Duration.ofMillis(2)))) {
            client.on(new ConnectionListener() {
                @Override
                public void connected(boolean recovered) throws InterruptedException {
                    entered.countDown();
                    go.await();
                }
            });
            entered.await();
            assertThat(server.connections()).isEqualTo(1);
            Eventually.await(SOON, "its end", () -> !client.isConnected());
            go.countDown();
            Eventually.await(SOON, "the next connection", () -> server.connections() > 1);
        }
    }

    @Test
    void a_call_waits_on_while_listeners_are_too_far_behind_for_a_connection() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var failures = new CopyOnWriteArrayList<FeathersException>();
        try (var server = BadServer.sending(HANDSHAKE, CONNECT, "42[\"ticks created\",1]", "42[\"ticks created\",2]");
                Client client = Client.socket(
                        server.url(),
                        o -> o.maxQueuedEvents(1)
                                .timeout(SOON)
                                .reconnectionDelay(Duration.ofMillis(1))
                                .reconnectionDelayMax(Duration.ofMillis(2)))) {
            client.on(new ConnectionListener() {
                @Override
                public void connected(boolean recovered) throws InterruptedException {
                    entered.countDown();
                    go.await();
                }
            });
            entered.await();
            Eventually.await(SOON, "the end of the first connection", () -> server.connections() > 1);
            call(client, failures);
            int before = server.connections();
            Eventually.await(SOON, "more attempts", () -> server.connections() > before + 20);
            assertThat(client.isConnected()).isFalse();
            assertThat(failures).isEmpty();
            go.countDown();
        }
    }

    /** Makes a call that gets no answer, and returns when it is under way. */
    private static Thread call(Client client, List<FeathersException> failures) {
        Thread caller = Thread.ofVirtual()
                .start(() -> failures.add(catchThrowableOfType(
                        FeathersException.class, () -> client.service("todos").find())));
        Eventually.await(SOON, "the call", () -> caller.getState() == Thread.State.TIMED_WAITING);
        return caller;
    }

    @Test
    void each_call_has_an_error_of_its_own() throws InterruptedException {
        var failures = new CopyOnWriteArrayList<FeathersException>();
        try (var server = BadServer.sending()) {
            Client client = Client.socket(server.url());
            Thread one = call(client, failures);
            Thread another = call(client, failures);
            client.close();
            assertThat(one.join(SOON)).isTrue();
            assertThat(another.join(SOON)).isTrue();
        }
        assertThat(failures).hasSize(2);
        assertThat(failures.getFirst()).isNotSameAs(failures.getLast());
    }

    @Test
    void a_peer_that_does_not_read_is_not_waited_for() {
        var end = new CompletableFuture<String>();
        var link = new JdkWebSocket(
                new WebSocketReceiver() {
                    @Override
                    public void opened(WebSocketLink opened) {}

                    @Override
                    public void text(String message) {}

                    @Override
                    public void binary(byte[] message) {}

                    @Override
                    public void closed(String reason) {
                        end.complete(reason);
                    }
                },
                1000,
                Duration.ofMillis(100));
        try (HttpClient http = HttpClient.newHttpClient();
                var server = BadServer.deaf()) {
            http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws" + server.url().substring("http".length())), link)
                    .join();
            // more than all buffers on the way
            link.binary(new byte[64 << 20]);
            link.close();
            Eventually.await(SOON, "the end", end::isDone);
            assertThat(end.join()).isEqualTo("the client closed the connection");
        }
    }

    @Test
    void a_header_that_cannot_be_sent_is_a_bad_request_without_its_value() {
        try (Client client = Client.rest("http://127.0.0.1:1")) {
            for (String name : List.of("Host", "Content-Length", "Connection", "a b", "X-Test")) {
                Params params = Params.of(Map.of("headers", Map.of(name, "hidden\n")));
                assertThatThrownBy(() -> client.service("todos").find(params))
                        .isInstanceOfSatisfying(
                                FeathersException.class,
                                error -> assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
                        .hasMessageContainingAll("GET http://127.0.0.1:1/todos cannot be sent", "'" + name + "'")
                        .hasMessageNotContaining("hidden");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Host, a", "Content-Length, 1", "a b, c", "'', c", "X-Test, 'a\nb'"})
    void a_header_of_all_requests_that_cannot_be_sent_is_refused_at_once(String name, String value) {
        assertThatThrownBy(() -> Client.rest("http://127.0.0.1:1", o -> o.header(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ann:hidden@localhost",
                "http://ann@localhost/a",
                "http://ann:hid den@localhost",
                "http://ann:hidden@@localhost",
                "ann:hidden@localhost"
            })
    void a_url_with_a_password_is_refused_and_not_repeated(String url) {
        assertThatThrownBy(() -> Client.socket(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not have a user name or password")
                .hasMessageNotContaining("ann")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:3030", "ftp://localhost", "http://", "http://a?b=c", "http://a#b"})
    void what_is_no_url_of_a_server_is_refused(String url) {
        assertThatThrownBy(() -> Client.rest(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
