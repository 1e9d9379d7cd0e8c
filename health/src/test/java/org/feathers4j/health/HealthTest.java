package org.feathers4j.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.LifeCycle;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final MemoryMesh mesh = new MemoryMesh();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Application> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Application::close);
        http.close();
    }

    private Application application() {
        Application app = Application.create();
        running.add(app);
        return app;
    }

    private Application shop(Consumer<HealthOptions.Builder> options) {
        Application app = application();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Distribution.create(o -> o.key("shop").link(mesh.link())));
        app.configure(Health.create(options));
        return app;
    }

    private Application orders() {
        Application app = application();
        app.configure(Distribution.create(o -> o.key("orders").link(mesh.link())));
        app.use("orders", Service.get((id, params) -> Map.of("id", id.value())));
        return app.setup();
    }

    private HttpResponse<String> send(String method, int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(int port, String path) {
        try {
            return send("GET", port, path).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void it_is_ready_while_a_provider_of_each_required_service_is_there() throws Exception {
        int port = shop(o -> o.requires("/orders/")).listen(0).port();
        var missing = send("GET", port, "/ready");
        assertThat(missing.statusCode()).isEqualTo(503);
        assertThat(Json.parse(missing.body()))
                .isEqualTo(Map.of("ready", false, "state", "running", "mesh", true, "missing", List.of("orders")));
        assertThat(send("GET", port, "/health").statusCode()).isEqualTo(200);
        Application orders = orders();
        Eventually.await(SOON, "ready", () -> status(port, "/ready") == 200);
        var ready = send("GET", port, "/ready");
        assertThat(Json.parse(ready.body()))
                .isEqualTo(Map.of("ready", true, "state", "running", "mesh", true, "missing", List.of()));
        assertThat(ready.headers().firstValue("cache-control")).contains("no-store");
        orders.close();
        Eventually.await(SOON, "not ready", () -> status(port, "/ready") == 503);
    }

    @Test
    void while_it_drains_it_is_not_ready_and_serves_clients_and_peers_as_before() throws Exception {
        Application shop = shop(o -> o.drainDelay(Duration.ofMillis(200)));
        var seen = new CountDownLatch(1);
        shop.lifeCycle(new LifeCycle() {
            @Override
            public void draining(Application app) {
                try {
                    assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        shop.use("carts", Service.get((id, params) -> Map.of("id", id.value())));
        int port = shop.listen(0).port();
        Application orders = orders();
        Distribution peer = orders.plugin(Distribution.class).orElseThrow();
        peer.await("carts", SOON);
        Eventually.await(SOON, "ready", () -> status(port, "/ready") == 200);
        long begun = System.nanoTime();
        Thread closing = Thread.ofPlatform().start(shop::close);
        Eventually.await(SOON, "draining", () -> status(port, "/ready") == 503);
        assertThat(Json.parse(send("GET", port, "/ready").body()))
                .isEqualTo(Map.of("ready", false, "state", "draining", "mesh", true, "missing", List.of()));
        assertThat(status(port, "/health")).isEqualTo(200);
        assertThat(status(port, "/carts/1")).isEqualTo(200);
        assertThat(orders.service("carts").get(1)).isEqualTo(Map.of("id", 1));
        seen.countDown();
        assertThat(closing.join(SOON)).isTrue();
        assertThat(System.nanoTime() - begun).isGreaterThan(200_000_000);
        Eventually.await(SOON, "its end", () -> peer.owners("carts").isEmpty());
        assertThat(status(port, "/health")).isZero();
    }

    @Test
    void an_application_that_has_not_joined_is_not_ready() throws Exception {
        Application app = application();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Health.create());
        Distribution distribution =
                app.configure(Distribution.create(o -> o.link(mesh.link()).coteDelay(Duration.ofMillis(-1))));
        int port = app.listen(0).port();
        assertThat(Json.parse(send("GET", port, "/ready").body()))
                .isEqualTo(Map.of("ready", false, "state", "running", "mesh", false, "missing", List.of()));
        distribution.initialize();
        assertThat(status(port, "/ready")).isEqualTo(200);
        distribution.leave();
        assertThat(status(port, "/ready")).isEqualTo(503);
    }

    @Test
    void only_its_paths_are_taken_and_only_read() throws Exception {
        Application app = shop(o -> o.healthPath("/-/live").readyPath("/-/ready"));
        app.use("health", Service.get((id, params) -> Map.of("id", id.value())));
        app.use("-/live/more", Service.get((id, params) -> Map.of("id", id.value())));
        int port = app.listen(0).port();
        assertThat(send("GET", port, "/-/live").body()).isEqualTo("{\"alive\":true}");
        var head = send("HEAD", port, "/-/ready");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        var post = send("POST", port, "/-/ready");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(status(port, "/health/1")).isEqualTo(200);
        assertThat(status(port, "/-/live/more/1")).isEqualTo(200);
    }

    @Test
    void without_a_mesh_it_is_ready_when_it_has_started() throws Exception {
        Application app = application();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        Health health = app.configure(Health.create());
        assertThat(health.isReady()).isFalse();
        app.listen(0);
        assertThat(health.isReady()).isTrue();
        assertThat(Json.parse(send("GET", app.port(), "/ready").body()))
                .isEqualTo(Map.of("ready", true, "state", "running", "missing", List.of()));
    }

    @Test
    void what_cannot_work_is_refused() {
        assertThatThrownBy(() -> Application.create().configure(Health.create()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Server.create()");
        Application app = application();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Health.create(o -> o.requires("orders")));
        assertThatThrownBy(() -> app.listen(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[orders]");
        for (Consumer<HealthOptions.Builder> wrong : List.<Consumer<HealthOptions.Builder>>of(
                o -> o.healthPath("health"),
                o -> o.readyPath("/a b"),
                o -> o.readyPath("/health"),
                o -> o.drainDelay(Duration.ofMillis(-1)),
                o -> o.drainDelay(Duration.ofMinutes(11))))
            assertThatThrownBy(() -> Health.create(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_check_of_a_container_ends_with_0_only_while_the_application_answers_200() throws Exception {
        Application app = shop(o -> o.requires("orders"));
        app.listen(0);
        String port = String.valueOf(app.port());
        var complaints = new ByteArrayOutputStream();
        assertThat(check(complaints, Map.of("PORT", port))).isZero();
        assertThat(complaints.size()).isZero();
        assertThat(check(complaints, Map.of(), "http://127.0.0.1:%s/ready".formatted(port)))
                .isEqualTo(1);
        assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("/ready answers 503");
        assertThat(check(complaints, Map.of(), "nowhere")).isEqualTo(1);
        assertThat(check(complaints, Map.of(), "file:///dev/null")).isEqualTo(1);
        app.close();
        assertThat(check(complaints, Map.of("PORT", port))).isEqualTo(1);
        assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("does not answer");
    }

    private static int check(ByteArrayOutputStream complaints, Map<String, String> environment, String... args) {
        return HealthCheck.check(args, environment, new PrintStream(complaints, true, StandardCharsets.UTF_8));
    }
}
