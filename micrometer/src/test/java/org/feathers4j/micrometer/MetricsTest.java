package org.feathers4j.micrometer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.client.Client;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetricsTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final Path DASHBOARD = Path.of("grafana-dashboard.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:feathers|http|rpc)_[a-z0-9_]+(?=\\{)");

    private final Apps apps = new Apps();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        apps.close();
        http.close();
    }

    private int status(Application app, String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(app.port(), path)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String url(Application app) {
        return "http://127.0.0.1:" + app.port();
    }

    /** A gateway with a worker behind it that is there. */
    private Application gatewayWithWorker() {
        apps.worker();
        Application gateway = apps.gateway(o -> {});
        gateway.plugin(Distribution.class).orElseThrow().await("todos", SOON);
        return gateway;
    }

    private static String call(String service, String method, String provider, String error) {
        return "feathers_call_duration_seconds_count{error_type=\"%s\",feathers_method=\"%s\",feathers_provider=\"%s\",feathers_service=\"%s\"}"
                .formatted(error, method, provider, service);
    }

    private void scrapeHas(String... lines) {
        Eventually.get(SOON, String.join(" and ", lines), apps::scrape, text -> {
            List<String> all = text.lines().toList();
            return all.containsAll(List.of(lines));
        });
    }

    @Test
    void calls_are_counted_by_service_method_provider_and_outcome() throws Exception {
        Application gateway = gatewayWithWorker();
        assertThat(status(gateway, "GET", "/todos/1")).isEqualTo(200);
        assertThat(status(gateway, "GET", "/todos/none")).isEqualTo(404);
        assertThat(status(gateway, "GET", "/broken/1")).isEqualTo(500);
        gateway.service("todos").get(Id.of("1"), Params.empty());
        gateway.service("todos").get(Id.of("2"), Params.empty());
        try (Client client = Client.socket(url(gateway))) {
            client.service("todos").get(Id.of("1"), Params.empty());
        }
        scrapeHas(
                call("todos", "get", "rest", "none") + " 1",
                call("todos", "get", "rest", "NotFound") + " 1",
                call("broken", "get", "rest", "GeneralError") + " 1",
                call("todos", "get", "internal", "none") + " 2",
                call("todos", "get", "socketio", "none") + " 1",
                "feathers_calls_active 0.0");
    }

    @Test
    void requests_are_timed_by_status_also_those_that_reach_no_service() throws Exception {
        Application gateway = gatewayWithWorker();
        status(gateway, "GET", "/todos/1");
        status(gateway, "GET", "/nowhere");
        status(gateway, "GET", "/broken/1");
        String request =
                "http_server_request_duration_seconds_count{error_type=\"%s\",http_request_method=\"GET\",http_response_status_code=\"%s\"} 1";
        scrapeHas(request.formatted("none", "200"), request.formatted("none", "404"), request.formatted("500", "500"));
        try (Client client = Client.socket(url(gateway))) {
            assertThatThrownBy(() -> client.service("nowhere").find()).isInstanceOf(FeathersException.class);
        }
        scrapeHas(
                "rpc_server_call_duration_seconds_count{error_type=\"404\",rpc_response_status_code=\"404\",rpc_system_name=\"socketio\"} 1");
    }

    private Set<String> seriesOfRequests() {
        var series = new HashSet<String>();
        apps.scrape().lines().forEach(line -> {
            if (line.contains("_count{")) series.add(line.substring(0, line.lastIndexOf(' ')));
        });
        return series;
    }

    @Test
    void what_clients_make_up_makes_no_series() throws Exception {
        Application gateway = gatewayWithWorker();
        for (String method : List.of("GET", "FOO", "POST")) status(gateway, method, "/todos/1");
        status(gateway, "GET", "/nowhere");
        try (Client client = Client.socket(url(gateway))) {
            assertThatThrownBy(() -> client.service("nowhere").find()).isInstanceOf(FeathersException.class);
            assertThatThrownBy(() -> client.service("todos").call("made-up", Map.of()))
                    .isInstanceOf(FeathersException.class);
            // a request over HTTP is counted a moment after its answer
            List<String> kinds = List.of(
                    "http_request_method=\"GET\",http_response_status_code=\"200\"",
                    "http_request_method=\"GET\",http_response_status_code=\"404\"",
                    "http_request_method=\"_OTHER\"",
                    "http_request_method=\"POST\"");
            Eventually.await(SOON, "all kinds of answers", () -> {
                Set<String> series = seriesOfRequests();
                return kinds.stream().allMatch(kind -> series.stream().anyMatch(each -> each.contains(kind)));
            });
            Set<String> before = seriesOfRequests();
            for (int i = 0; i < 20; i++) {
                String path = "nowhere" + i;
                int number = i;
                assertThat(status(gateway, "GET", "/" + path)).isEqualTo(404);
                status(gateway, "BAR" + i, "/todos/1");
                assertThatThrownBy(() -> client.service(path).find()).isInstanceOf(FeathersException.class);
                assertThatThrownBy(() -> client.service("todos").call("made-up" + number, Map.of()))
                        .isInstanceOf(FeathersException.class);
            }
            assertThat(seriesOfRequests()).isEqualTo(before).noneMatch(each -> each.contains("nowhere"));
        }
    }

    @Test
    void series_beyond_the_limit_are_counted_together() {
        Application app = apps.gateway(o -> o.maxSeries(2));
        for (int i = 0; i < 5; i++) {
            app.use("items" + i, Service.get((id, params) -> Map.of()));
            app.service("items" + i).get(Id.of("1"), Params.empty());
        }
        scrapeHas(
                call("items0", "get", "internal", "none") + " 1",
                call("items1", "get", "internal", "none") + " 1",
                call("_OTHER", "_OTHER", "_OTHER", "_OTHER") + " 3");
    }

    @Test
    void the_mesh_is_shown_by_peer_and_what_peers_gave_that_left_stays() throws Exception {
        Distribution first = apps.worker();
        Application gateway = apps.gateway(o -> {});
        Distribution mesh = gateway.plugin(Distribution.class).orElseThrow();
        mesh.await("todos", SOON);
        for (int i = 0; i < 3; i++) gateway.service("todos").get(Id.of("1"), Params.empty());
        scrapeHas(
                "feathers_mesh_calls_total{feathers_peer=\"worker\"} 3.0",
                "feathers_mesh_failures_total{feathers_peer=\"worker\"} 0.0",
                "feathers_mesh_calls_pending{feathers_peer=\"worker\"} 0.0",
                "feathers_mesh_peers{feathers_peer_state=\"connected\"} 1.0",
                "feathers_mesh_joined 1.0",
                "feathers_mesh_services_remote 1.0");
        first.leave();
        // or the service that is found below could be the one that is about to go
        scrapeHas("feathers_mesh_peers{feathers_peer_state=\"connected\"} 0.0", "feathers_mesh_services_remote 0.0");
        apps.worker();
        mesh.await("todos", SOON);
        gateway.service("todos").get(Id.of("1"), Params.empty());
        scrapeHas(
                "feathers_mesh_calls_total{feathers_peer=\"worker\"} 4.0",
                "feathers_mesh_peers{feathers_peer_state=\"connected\"} 1.0");
    }

    @Test
    void a_call_that_another_peer_answers_is_a_retry() throws Exception {
        Application slow = Application.create();
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Distribution lost =
                slow.configure(Distribution.create(o -> o.key("worker").link(apps.mesh.link())));
        slow.use("todos", Service.get((id, params) -> {
            begun.countDown();
            end.await();
            return Map.of();
        }));
        slow.setup();
        try {
            Application gateway = apps.gateway(o -> {});
            gateway.plugin(Distribution.class).orElseThrow().await("todos", SOON);
            Thread call =
                    Thread.ofVirtual().start(() -> gateway.service("todos").get(Id.of("1"), Params.empty()));
            assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            scrapeHas("feathers_mesh_calls_pending{feathers_peer=\"worker\"} 1.0", "feathers_calls_active 1.0");
            apps.worker();
            Eventually.await(
                    SOON,
                    "both workers",
                    () -> gateway.plugin(Distribution.class)
                                    .orElseThrow()
                                    .owners("todos")
                                    .size()
                            == 2);
            apps.mesh.kill(lost.self().uuid());
            call.join(SOON);
            scrapeHas("feathers_mesh_retries_total{feathers_reason=\"lost\"} 1.0");
        } finally {
            end.countDown();
            slow.close();
        }
    }

    @Test
    void events_and_clients_are_counted() throws Exception {
        Application gateway = apps.gateway(o -> {});
        try (Client client = Client.socket(url(gateway));
                Client other = Client.socket(url(gateway))) {
            var heard = new CountDownLatch(1);
            other.service("notes").on("created", (item, context) -> heard.countDown());
            // a client is counted by the server a moment before it is connected and in the channel
            Eventually.await(
                    SOON,
                    "both clients",
                    () -> gateway.plugin(Channels.class)
                                    .orElseThrow()
                                    .channel("everyone")
                                    .length()
                            == 2);
            client.service("notes").create(Map.of("text", "x"), Params.empty());
            assertThat(heard.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            scrapeHas(
                    "feathers_sockets 2.0",
                    "feathers_events_published_total{feathers_event=\"created\",feathers_service=\"notes\"} 1.0",
                    "feathers_events_deliveries_total{feathers_event=\"created\",feathers_service=\"notes\"} 2.0",
                    "feathers_sockets_queued_bytes 0.0",
                    "feathers_channels 1.0");
        }
        scrapeHas("feathers_sockets 0.0");
    }

    @Test
    void the_meters_go_with_the_application() {
        var registry = new SimpleMeterRegistry();
        Application app = Application.create();
        app.configure(Metrics.create(registry));
        app.use("todos", Service.get((id, params) -> Map.of()));
        app.setup();
        app.service("todos").get(Id.of("1"), Params.empty());
        assertThat(registry.getMeters()).isNotEmpty();
        app.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void impossible_options_are_refused() {
        assertThatThrownBy(() -> Metrics.create(o -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registry");
        assertThatThrownBy(() -> Metrics.create(o -> o.registry(apps.registry).maxSeries(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxSeries 0");
        assertThatThrownBy(() -> Metrics.create(o -> o.registry(apps.registry).buckets(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        Application app = Application.create();
        app.configure(Metrics.create(new SimpleMeterRegistry()));
        assertThatThrownBy(() -> app.configure(Metrics.create(new SimpleMeterRegistry())))
                .isInstanceOf(IllegalStateException.class);
        app.close();
    }

    private static List<String> dashboardExpressions() throws IOException {
        return Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)+)\"")
                .matcher(Files.readString(DASHBOARD))
                .results()
                .map(found -> found.group(1).replace("\\\"", "\""))
                .toList();
    }

    @Test
    void prometheus_scrapes_it_and_finds_all_that_the_dashboard_shows(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Prometheus.isInstalled(), "prometheus is not installed");
        Application gateway = gatewayWithWorker();
        try (Client client = Client.socket(url(gateway));
                Prometheus prometheus = Prometheus.scraping(gateway.port(), folder)) {
            client.service("notes").create(Map.of("text", "x"), Params.empty());
            for (int i = 0; i < 7; i++) status(gateway, "GET", "/todos/1");
            assertThat(status(gateway, "GET", "/todos/none")).isEqualTo(404);
            Eventually.await(
                    Patience.ofSeconds(60),
                    "seven calls",
                    () -> prometheus.value(
                                    "sum(feathers_call_duration_seconds_count{feathers_service=\"todos\",error_type=\"none\"})")
                            == 7);
            Eventually.await(
                    Patience.ofSeconds(60),
                    "eight calls over the mesh",
                    () -> prometheus.value("feathers_mesh_calls_total{feathers_peer=\"worker\"}") == 8);
            List<String> expressions = dashboardExpressions();
            assertThat(expressions).hasSizeGreaterThan(20);
            for (String expression : expressions) {
                // a scrape that takes too long ends all series until the next one
                METRIC.matcher(expression)
                        .results()
                        .forEach(metric -> Eventually.await(
                                Patience.ofSeconds(60),
                                metric.group(),
                                () -> !prometheus.query(metric.group()).isEmpty()));
                String concrete = expression
                        .replace("$__rate_interval", "1m")
                        .replace("$job", "feathers")
                        .replace("$instance", ".*");
                Eventually.await(
                        Patience.ofSeconds(60),
                        expression,
                        () -> !prometheus.query(concrete).isEmpty());
            }
        }
    }
}
