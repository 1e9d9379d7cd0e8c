package org.feathers4j.sse;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.RequestLog;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.channels.Channels;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SseTest {
    private static final String SECRET = "the secret of these tests, long enough for HS256";

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    private final Application app = Application.create();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<String> disconnected = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        feeds.forEach(Feed::close);
        app.close();
        http.close();
    }

    private Sse start(Consumer<SseOptions.Builder> options) {
        return start(server -> {}, options);
    }

    private Sse start(Consumer<ServerOptions.Builder> server, Consumer<SseOptions.Builder> options) {
        app.configure(Server.create(o -> server.accept(o.host("127.0.0.1"))));
        Sse sse = app.configure(Sse.create(options));
        services();
        app.listen(0);
        return sse;
    }

    private void services() {
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> {
            connections.add((Connection) args[0]);
            channels.channel("everybody").join((Connection) args[0]);
        });
        app.on("disconnect", args -> disconnected.add(String.valueOf(((Connection) args[0]).get("provider"))));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.use("todos", MemoryService.create());
    }

    private AuthenticationService users() {
        app.use("users", MemoryService.create());
        app.service("users").create(Map.of("id", 1, "name", "Ann"));
        var authentication = AuthenticationService.create(
                app, o -> o.secret(SECRET).entity("user", "users").strategy("jwt", new JwtStrategy()));
        app.use("authentication", authentication);
        return authentication;
    }

    private static String token(AuthenticationService authentication, String lifetime) {
        return authentication.createAccessToken(Map.of(), Map.of("subject", "1", "expiresIn", lifetime));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + app.port() + path;
    }

    private Feed feed(String path, String... headers) {
        Feed feed = Feed.open(http, url(path), headers);
        feeds.add(feed);
        return feed;
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url(path))).POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String ticket(String token) throws Exception {
        HttpResponse<String> answer = post("/events/tickets", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return String.valueOf(((Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()))).get("ticket"));
    }

    private void todo(String text) {
        app.service("todos").create(Map.of("text", text));
    }

    @Test
    void a_stream_brings_the_events_of_services_with_ids() {
        start(o -> o.retry(Duration.ofSeconds(3)));
        Feed feed = feed("/events?room=a%20b").await("connected");
        assertThat(feed.status()).isEqualTo(200);
        assertThat(feed.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(feed.header("Cache-Control")).contains("no-cache");
        todo("one\ntwo");
        feed.await("one");
        String token = feed.lastId().replaceFirst("\\.\\d+$", "");
        assertThat(token).hasSizeGreaterThan(20);
        assertThat(feed.lines())
                .startsWith(
                        "retry: 3000",
                        "id: " + token + ".0",
                        "data: {\"event\":\"connected\",\"data\":{\"room\":\"a b\"},\"path\":\"events\"}",
                        "",
                        "id: " + token + ".1",
                        "data: {\"event\":\"created\",\"data\":{\"text\":\"one\\ntwo\",\"id\":0},\"path\":\"todos\"}");
        assertThat(connections.getFirst().query()).isEqualTo(Map.of("room", "a b"));
        assertThat(connections.getFirst().get("provider")).isEqualTo("sse");
    }

    @Test
    void a_quiet_stream_gets_comments_and_outlives_the_timeouts_of_answers() {
        Duration timeout = Patience.ofSeconds(1);
        Consumer<ServerOptions.Builder> soon =
                server -> server.answerTimeout(timeout).idleTimeout(timeout);
        start(soon, o -> o.heartbeat(timeout.dividedBy(2)));
        Feed feed = feed("/events").await("connected");
        Eventually.await(
                Feed.SOON,
                "five comments",
                () -> feed.lines().stream().filter(":"::equals).count() >= 5);
        todo("still there");
        feed.await("still there");
    }

    @Test
    void a_server_that_compresses_sends_events_at_once() {
        start(server -> server.compressionFrom(1), o -> {});
        Feed feed = feed("/events", "Accept-Encoding", "gzip").await("connected");
        todo("at once");
        feed.await("at once");
    }

    @Test
    void a_lost_stream_resumes_with_what_it_has_missed() {
        Sse sse = start(o -> {});
        Feed first = feed("/events").await("connected");
        todo("seen");
        String id = first.await("seen").lastId();
        first.close();
        todo("missed");
        todo("missed, too");
        Feed second = feed("/events", "Last-Event-ID", id).await("missed, too");
        assertThat(second.lines()).contains(": resumed");
        assertThat(second.data()).hasSize(2).first().asString().contains("\"missed\"");
        todo("live");
        second.await("live");
        assertThat(connections).hasSize(1);
        assertThat(disconnected).isEmpty();
        assertThat(sse.streams()).isEqualTo(1);
        // by its query, and from further back: the one before is cut
        Feed third = feed("/events?lastEventId=" + id).await("live");
        assertThat(third.data()).hasSize(3);
        second.await("broken off");
    }

    @Test
    void a_stream_that_cannot_resume_is_a_new_one_and_says_so() {
        start(o -> o.maxReplayBytes(200));
        Feed first = feed("/events").await("connected");
        String id = first.lastId();
        first.close();
        for (int i = 0; i < 10; i++) todo("lost " + i);
        for (String unknown : List.of(id, "nonsense", "a.b", ".", "abc.-1")) {
            Feed second = feed("/events", "Last-Event-ID", unknown).await("connected");
            assertThat(second.lines()).contains("event: reset");
            assertThat(second.data()).hasSize(2);
        }
        Eventually.await(Feed.SOON, "the end of the first", () -> disconnected.size() == 1);
    }

    @Test
    void a_lost_stream_ends_after_its_time() {
        Sse sse = start(o -> o.resumeTimeout(Duration.ofMillis(100)));
        Feed first = feed("/events").await("connected");
        first.close();
        Eventually.await(Feed.SOON, "the end", () -> sse.streams() == 0);
        Eventually.await(Feed.SOON, "disconnect", () -> disconnected.size() == 1);
        feed("/events", "Last-Event-ID", first.lastId()).await("event: reset");
    }

    @Test
    void without_resuming_a_lost_stream_ends_at_once() {
        Sse sse = start(o -> o.resumeTimeout(Duration.ZERO));
        Feed first = feed("/events").await("connected");
        todo("heard");
        first.await("heard").close();
        Eventually.await(Feed.SOON, "the end", () -> sse.streams() == 0);
    }

    @Test
    void streams_have_a_limit_within_which_lost_ones_make_room() {
        Sse sse = start(o -> o.maxStreams(2));
        Feed first = feed("/events").await("connected");
        feed("/events").await("connected");
        Feed refused = feed("/events", "Accept", "application/json").awaitEnd();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.lines()).singleElement().asString().contains("2 streams are open already");
        first.close();
        Eventually.await(Feed.SOON, "room", () -> feed("/events").status() == 200);
        assertThat(sse.streams()).isEqualTo(2);
    }

    @Test
    void a_client_that_reads_too_slowly_loses_its_stream() throws Exception {
        Sse sse = start(o -> o.maxQueuedBytes(100_000).maxReplayBytes(1000));
        Feed other = feed("/events").await("connected");
        try (var slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port()));
            OutputStream out = slow.getOutputStream();
            out.write("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Eventually.await(Feed.SOON, "two streams", () -> connections.size() == 2);
            String large = "x".repeat(50_000);
            int sent = 0;
            while (sse.slowStreams() == 0 && sent < 2000) {
                String mark = "mark " + ++sent + ".";
                todo(mark + large);
                // the other one takes it, so the limit is of each stream
                other.await(mark);
                other.lines().removeIf(line -> line.contains("mark"));
            }
            assertThat(sse.slowStreams()).isEqualTo(1);
            Eventually.await(Feed.SOON, "one stream", () -> sse.streams() == 1);
            Eventually.await(Feed.SOON, "disconnect", () -> disconnected.size() == 1);
        }
        assertThat(log.events(Level.WARN)).hasSize(1);
    }

    @Test
    void a_header_logs_a_stream_in_until_its_token_expires() {
        AuthenticationService authentication = users();
        start(o -> {});
        Feed feed = feed("/events", "Authorization", "Bearer " + token(authentication, "1h"));
        feed.await("connected");
        assertThat(connections.getFirst().get("user")).isEqualTo(Map.of("id", 1, "name", "Ann"));
        Feed bad = feed("/events", "Authorization", "Bearer nonsense").awaitEnd();
        assertThat(bad.status()).isEqualTo(401);
        String seconds = Patience.ofSeconds(3).toSeconds() + "s";
        Feed shortLived = feed("/events", "Authorization", "Bearer " + token(authentication, seconds));
        shortLived.await("connected").awaitEnd();
        assertThat(shortLived.lines()).contains("broken off");
        Feed late = feed("/events", "Last-Event-ID", shortLived.lastId()).await("connected");
        assertThat(late.lines()).contains("event: reset");
        assertThat(connections.getLast().get("user")).isNull();
    }

    @Test
    void removing_a_user_ends_the_stream_and_no_other_login_resumes_it() {
        AuthenticationService authentication = users();
        app.service("users").create(Map.of("id", 2, "name", "Ben"));
        start(o -> {});
        String ann = "Bearer " + token(authentication, "1h");
        String ben = "Bearer " + authentication.createAccessToken(Map.of(), Map.of("subject", "2"));
        Feed first = feed("/events", "Authorization", ann).await("connected");
        Feed other = feed("/events", "Authorization", ben, "Last-Event-ID", first.lastId())
                .await("connected");
        assertThat(other.lines()).contains("event: reset");
        Feed same = feed("/events", "Authorization", ann, "Last-Event-ID", first.lastId())
                .await(": resumed");
        app.service("users").remove(1);
        same.awaitEnd();
        assertThat(other.lines()).doesNotContain("broken off");
    }

    @Test
    void a_cookie_logs_a_stream_in_where_the_option_says_so() {
        AuthenticationService authentication = users();
        start(o -> o.cookie("session"));
        feed("/events", "Cookie", "a=b; session=" + token(authentication, "1h")).await("connected");
        assertThat(connections.getFirst().get("user")).isNotNull();
        assertThat(feed("/events", "Cookie", "session=nonsense").awaitEnd().status())
                .isEqualTo(401);
        feed("/events", "Cookie", "other=" + token(authentication, "1h")).await("connected");
        assertThat(connections.getLast().get("user")).isNull();
    }

    @Test
    void a_cookie_is_nothing_without_the_option() {
        AuthenticationService authentication = users();
        start(o -> {});
        feed("/events", "Cookie", "session=" + token(authentication, "1h")).await("connected");
        assertThat(connections.getFirst().get("user")).isNull();
    }

    @Test
    void a_ticket_opens_one_stream_which_its_id_resumes() throws Exception {
        app.configure(RequestLog.create());
        AuthenticationService authentication = users();
        start(o -> o.maxTickets(2));
        String ticket = ticket(token(authentication, "1h"));
        Feed feed = feed("/events?ticket=" + ticket).await("connected");
        assertThat(connections.getFirst().get("user")).isEqualTo(Map.of("id", 1, "name", "Ann"));
        assertThat(connections.getFirst().query()).isEmpty();
        Feed again =
                feed("/events?ticket=" + ticket, "Accept", "application/json").awaitEnd();
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.lines()).singleElement().asString().contains("The ticket is not valid any more");
        feed.close();
        // an EventSource connects again with the same URL
        feed("/events?ticket=" + ticket, "Last-Event-ID", feed.lastId()).await(": resumed");
        assertThat(post("/events/tickets").statusCode()).isEqualTo(401);
        assertThat(post("/events/tickets", "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(401);
        for (int i = 0; i < 2; i++) ticket(token(authentication, "1h"));
        assertThat(post("/events/tickets", "Authorization", "Bearer " + token(authentication, "1h"))
                        .statusCode())
                .isEqualTo(503);
        Eventually.await(
                Feed.SOON,
                "the log of requests",
                () -> log.events(Level.INFO).toString().contains("/events/tickets"));
        assertThat(log.events(Level.INFO).toString()).doesNotContain(ticket);
    }

    @Test
    void a_ticket_expires() throws Exception {
        AuthenticationService authentication = users();
        start(o -> o.ticketTimeout(Duration.ofMillis(1)));
        String ticket = ticket(token(authentication, "1h"));
        Eventually.await(
                Feed.SOON,
                "the end of the ticket",
                () -> feed("/events?ticket=" + ticket).status() == 401);
        assertThat(feed("/events?ticket=" + ticket).awaitEnd().status()).isEqualTo(401);
    }

    @Test
    void a_gate_refuses_a_stream_with_its_error() {
        app.gate(connection -> {
            throw FeathersException.forbidden("Not from %s", connection.ip());
        });
        Sse sse = start(o -> {});
        Feed refused = feed("/events", "Accept", "application/json").awaitEnd();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.lines()).singleElement().asString().contains("Not from 127.0.0.1");
        assertThat(sse.streams()).isZero();
    }

    @Test
    void closing_the_application_breaks_streams_off_so_that_clients_connect_again() {
        start(server -> server.gracePeriod(Duration.ofMinutes(2)), o -> {});
        Feed feed = feed("/events").await("connected");
        app.close();
        feed.await("broken off");
        assertThat(disconnected).containsExactly("sse");
    }

    @Test
    void other_methods_and_paths_are_not_its_own() throws Exception {
        start(o -> {});
        assertThat(post("/events").statusCode()).isEqualTo(405);
        assertThat(feed("/events/tickets").awaitEnd().status()).isEqualTo(405);
        assertThat(feed("/events/other").awaitEnd().status()).isEqualTo(404);
        assertThat(feed("/todos").awaitEnd().status()).isEqualTo(200);
    }

    @Test
    void a_mounted_server_has_streams_below_its_path() {
        Vertx vertx = Vertx.vertx();
        try {
            Server server = app.configure(Server.create(o -> o.vertx(vertx)));
            app.configure(Sse.create());
            services();
            Router router = Router.router(vertx);
            server.mount(router, "/api");
            app.setup();
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            Feed feed = Feed.open(http, "http://127.0.0.1:%d/api/events".formatted(port));
            feeds.add(feed.await("connected"));
            todo("below");
            feed.await("below");
            app.close();
            feed.awaitEnd();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void options_that_cannot_be_used_are_refused() {
        for (Consumer<SseOptions.Builder> options : List.<Consumer<SseOptions.Builder>>of(
                o -> o.path("events"),
                o -> o.path("/"),
                o -> o.path("/a b"),
                o -> o.cookie("a;b"),
                o -> o.heartbeat(Duration.ZERO),
                o -> o.retry(Duration.ZERO),
                o -> o.ticketTimeout(Duration.ZERO),
                o -> o.resumeTimeout(Duration.ofSeconds(-1)),
                o -> o.maxTickets(0),
                o -> o.maxStreams(0),
                o -> o.maxQueuedBytes(0),
                o -> o.maxReplayBytes(0),
                o -> o.maxReplayBytes(2).maxQueuedBytes(1)))
            assertThatThrownBy(() -> Sse.create(options)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> app.configure(Sse.create())).hasMessageContaining("configure Server.create() before");
    }
}
