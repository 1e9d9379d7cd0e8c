package org.feathers4j.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import io.vertx.ext.auth.User;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.vertx.ext.web.handler.HSTSHandler;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** HTTP/2 and HTTP/1.1 over TLS, asked by the JDK's own client. */
class TlsTest {
    @TempDir
    static Path folder;

    private static Certificate certificate;
    private final List<Application> apps = new ArrayList<>();
    private final Gate gate = new Gate();
    private final HttpClient client = client(Version.HTTP_2);

    @BeforeAll
    static void certify() {
        certificate = Certificate.in(folder);
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(certificate.trust())
                .connectTimeout(Patience.ofSeconds(10))
                .build();
    }

    @AfterEach
    void close() {
        gate.open.countDown();
        client.shutdownNow();
        client.close();
        apps.forEach(Application::close);
    }

    private Application app(Consumer<ServerOptions.Builder> options) {
        return app(options, server -> {});
    }

    private Application app(Consumer<ServerOptions.Builder> options, Consumer<Server> more) {
        var app = Application.create();
        apps.add(app);
        more.accept(app.configure(Server.create(
                o -> options.accept(o.host("127.0.0.1").tls(certificate.certificate(), certificate.key())))));
        app.use("gate", gate);
        app.use("echo", new Echo(), Echo::options);
        return app.listen(0);
    }

    private static HttpRequest.Builder to(Application app, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + app.port() + path))
                .timeout(Patience.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, @Nullable Object> json(HttpResponse<String> response) {
        return Vectors.object(Json.parse(response.body()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void a_client_chooses_the_version(Version version) throws Exception {
        Application app = app(o -> {});
        try (HttpClient chosen = client(version)) {
            var response = chosen.send(to(app, "/echo/1?a=b").build(), BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response)).containsEntry("id", "1");
            assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void browsers_are_told_to_stay_with_tls(Version version) throws Exception {
        Application app = app(o -> {}, server -> server.use(HSTSHandler.create(3600, true)));
        try (HttpClient chosen = client(version)) {
            for (String path : List.of("/echo/1", "/nowhere")) {
                var response = chosen.send(to(app, path).build(), BodyHandlers.ofString());
                assertThat(response.headers().firstValue("strict-transport-security"))
                        .contains("max-age=3600; includeSubdomains");
            }
        }
    }

    @Test
    void a_body_waits_for_the_service_in_http_2_too_and_one_that_is_gone_is_an_error() throws Exception {
        Application app = app(
                o -> {},
                server -> server.use(BasicAuthHandler.create(
                                who -> io.vertx.core.Future.succeededFuture(User.fromName("ann"))))
                        .use(ctx -> ctx.vertx().setTimer(30, id -> ctx.next()))
                        .use("/echo/eat", ctx -> ctx.request().body().onSuccess(body -> ctx.next())));
        var whole = send(to(app, "/echo")
                .header("Authorization", "Basic YW5uOmE=")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"x\"}")));
        assertThat(whole.version()).isEqualTo(Version.HTTP_2);
        assertThat(json(whole)).containsEntry("data", Map.of("text", "x"));
        var eaten = send(to(app, "/echo/eat")
                .header("Authorization", "Basic YW5uOmE=")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"text\":\"x\"}")));
        assertThat(eaten.statusCode()).isEqualTo(500);
        var read = send(to(app, "/echo/eat").header("Authorization", "Basic YW5uOmE="));
        assertThat(read.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void long_answers_are_compressed_in_http_2_too(String encoding) throws Exception {
        Application app = app(o -> o.compressionFrom(1024));
        app.use("text", (Service.Gets) (id, params) -> "x".repeat((int) id.asLong()));
        var longer = client.send(
                to(app, "/text/5000").header("Accept-Encoding", encoding).build(), BodyHandlers.ofByteArray());
        assertThat(longer.version()).isEqualTo(Version.HTTP_2);
        assertThat(longer.headers().firstValue("content-encoding")).contains(encoding);
        assertThat(longer.body()).hasSizeLessThan(500);
        assertThat(new String(unpacked(longer.body(), encoding), StandardCharsets.UTF_8))
                .isEqualTo(Json.text("x".repeat(5000)));
        for (var plain : List.of(to(app, "/text/500").header("Accept-Encoding", encoding), to(app, "/text/5000"))) {
            var response = send(plain);
            assertThat(response.headers().firstValue("content-encoding").orElse("identity"))
                    .isEqualTo("identity");
            assertThat(response.body()).startsWith("\"xxx");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, ServerOptions.NEVER})
    void answers_to_polls_are_compressed_once_in_http_2(int serverFrom) throws Exception {
        String greeting = "a".repeat(5000);
        Application app = app(
                o -> o.compressionFrom(serverFrom),
                server -> server.sockets().of("/", request -> request.refuse(greeting, null)));
        String polling = "/socket.io/?EIO=4&transport=polling";
        String sid = String.valueOf(
                Vectors.object(Json.parse(send(to(app, polling)).body().substring(1)))
                        .get("sid"));
        String session = polling + "&sid=" + sid;
        assertThat(send(to(app, session).POST(BodyPublishers.ofString("40"))).body())
                .isEqualTo("ok");
        var answer =
                client.send(to(app, session).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new String(unpacked(answer.body(), "gzip"), StandardCharsets.UTF_8))
                .isEqualTo("44{\"message\":\"" + greeting + "\"}");
    }

    private static byte[] unpacked(byte[] bytes, String encoding) throws IOException {
        var in = new ByteArrayInputStream(bytes);
        try (InputStream plain = encoding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
            return plain.readAllBytes();
        }
    }

    @Test
    void bodies_arrive_with_and_without_a_length() throws Exception {
        Application app = app(o -> {});
        byte[] body = "{\"text\":\"über\"}".getBytes(StandardCharsets.UTF_8);
        for (var publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            var created = send(
                    to(app, "/echo").header("Content-Type", "application/json").POST(publisher));
            assertThat(created.version()).isEqualTo(Version.HTTP_2);
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(json(created)).containsEntry("data", Map.of("text", "über"));
        }
    }

    @Test
    void head_delete_and_errors_are_answered_as_in_http_1() throws Exception {
        Application app = app(o -> {});
        var head = send(to(app, "/echo/1").HEAD());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(json(send(to(app, "/echo/1").DELETE()))).containsEntry("method", "remove");
        var missing = send(to(app, "/nowhere"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing)).containsEntry("name", "NotFound");
    }

    @Test
    void a_body_beyond_the_limit_is_413_and_the_connection_goes_on() throws Exception {
        Application app = app(o -> {});
        var refused = send(to(app, "/echo")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[200_000])));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(send(to(app, "/echo/1")).statusCode()).isEqualTo(200);
    }

    @Test
    void requests_of_one_connection_do_not_wait_for_each_other() throws Exception {
        Duration idle = Patience.ofSeconds(2);
        Application app = app(o -> o.idleTimeout(idle).bodyTimeout(idle));
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(to(app, "/gate/1").build(), BodyHandlers.ofString());
        gate.awaitCallers(1);
        for (int i = 0; i < 100; i++)
            assertThat(send(to(app, "/echo/" + i)).statusCode()).isEqualTo(200);
        // nor does the one that goes on end with the timeouts
        long begun = System.nanoTime();
        Eventually.await(Patience.ofSeconds(20), "the timeouts", () -> System.nanoTime() - begun > idle.toNanos());
        gate.open.countDown();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void half_a_body_and_then_silence_is_408_and_ends_that_request_only() throws Exception {
        Application app = app(o -> o.bodyTimeout(ofMillis(300)));
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(to(app, "/gate/1").build(), BodyHandlers.ofString());
        gate.awaitCallers(1);
        var late = send(to(app, "/echo")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(new Drip())));
        assertThat(late.statusCode()).isEqualTo(408);
        gate.open.countDown();
        assertThat(waiting.get().statusCode()).isEqualTo(200);
    }

    @Test
    void a_call_in_flight_ends_before_the_server_does() throws Exception {
        Application app = app(o -> {});
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(to(app, "/gate/1").build(), BodyHandlers.ofString());
        gate.awaitCallers(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> closing = threads.submit(app::close);
            Eventually.await(Patience.ofSeconds(20), "nobody to be let in any more", () -> app.port() == 0);
            gate.open.countDown();
            assertThat(slow.get().statusCode()).isEqualTo(200);
            closing.get();
        }
    }

    @Test
    void who_gives_up_leaves_nothing_behind() throws Exception {
        Application app = app(o -> o.maxCallsInFlight(1));
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(to(app, "/gate/1").build(), BodyHandlers.ofString());
        gate.awaitCallers(1);
        slow.cancel(true);
        gate.open.countDown();
        Eventually.await(Patience.ofSeconds(20), "room again", () -> status(app) == 200);
    }

    private int status(Application app) {
        try {
            return send(to(app, "/echo/1")).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_word_of_a_trusted_proxy_is_taken_in_http_2_as_well() throws Exception {
        Application app = app(o -> o.trustedProxies("127.0.0.1"));
        app.use("origin", (Service.Finds)
                params -> Map.of("for", String.valueOf(params.headers().get("x-forwarded-for"))));
        var response = send(to(app, "/origin").header("X-Forwarded-For", "6.6.6.6, 192.0.2.7"));
        assertThat(response.version()).isEqualTo(Version.HTTP_2);
        assertThat(json(response)).containsEntry("for", "192.0.2.7");
    }

    @Test
    void who_does_not_speak_tls_is_not_answered() {
        Application app = app(o -> {});
        try (var http = new RawHttp(app.port())) {
            http.send("GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThatThrownBy(http::answer).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void a_client_that_does_not_know_the_certificate_goes_away() {
        Application app = app(o -> {});
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> stranger.send(to(app, "/echo/1").build(), BodyHandlers.ofString()))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    void files_that_are_not_there_or_no_certificate_are_named() throws Exception {
        Path nowhere = folder.resolve("nowhere.pem");
        assertThatThrownBy(() -> app(o -> o.tls(nowhere, certificate.key())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The certificate for TLS cannot be read: " + nowhere);
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        assertThatThrownBy(() -> app(o -> o.tls(nonsense, nonsense)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be bound");
    }

    @Test
    void options_of_vertx_can_be_changed_after_all_others()
            throws ExecutionException, InterruptedException, IOException {
        Application app = app(o -> o.http(h -> h.setUseAlpn(false)));
        assertThat(send(to(app, "/echo/1")).version()).isEqualTo(Version.HTTP_1_1);
    }
}
