package org.feathers4j.coteweb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.cote.Cote;
import org.feathers4j.cote.MonitoredNode;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MonitoringToolTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private int udpPort;
    private Cote cote;
    private MonitoringTool tool;

    @BeforeEach
    void start() throws IOException {
        try (var socket = new DatagramSocket()) {
            udpPort = socket.getLocalPort();
        }
        cote = cote();
        tool = MonitoringTool.start(cote, 0);
    }

    private Cote cote() {
        return Cote.create(o -> o.broadcast("127.255.255.255")
                .port(udpPort)
                .log(false)
                .statusInterval(Duration.ofMillis(100))
                .ports(20_000, 29_999));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing) each.close();
        tool.close();
        cote.close();
        http.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(tool.url() + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String picture() {
        try {
            return get("picture").body();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    @Test
    void the_page_and_what_belongs_to_it_are_served_and_nothing_else() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<script src=\"page.js\">");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(get("page.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(get("page.css").statusCode()).isEqualTo(200);
        assertThat(get("page.java").statusCode()).isEqualTo(404);
        var post = HttpRequest.newBuilder(URI.create(tool.url()))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void the_picture_has_components_with_their_connections_and_traffic() {
        Cote other = cote();
        closing.add(other);
        other.responder("calculator", o -> o.respondsTo("sum")).on("sum", request -> 42);
        var requester = other.requester("asker");
        requester.send(Map.of("type", "sum"));
        Eventually.await(SOON, "a connection on the picture", () -> {
            requester.send(Map.of("type", "sum"));
            String picture = picture();
            return picture.contains("\"asker\"")
                    && picture.contains("[\"sum\"]")
                    && !picture.contains("\"links\":[]")
                    && picture.matches("(?s).*\"inRate\":[0-9.]*[1-9].*");
        });
    }

    @Test
    void pictures_follow_each_other_while_somebody_looks() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(tool.url() + "pictures")).build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (int seen = 0; seen < 3; ) {
                String line = lines.readLine();
                if (line.isEmpty()) continue;
                assertThat(line).startsWith("data: {\"hosts\":[");
                seen++;
            }
        }
    }

    @Test
    void services_of_Feathers_are_shown_with_the_process_that_offers_them() {
        Cote other = cote();
        closing.add(other);
        var publisher = other.publisher(
                "feathers services publisher", o -> o.key("services").namespace("services"));
        Eventually.await(SOON, "the tool", () -> publisher.subscribers() == 1);
        publisher.publish("service", Map.of("uuid", "u", "path", "todos", "methods", List.of("find")));
        publisher.publish("service", "nonsense");
        publisher.publish("service", Map.of("uuid", "u", "path", "gone", "methods", List.of()));
        publisher.publish("service-removed", Map.of("uuid", "u", "path", "gone"));
        var offered = new OfferedServices();
        offered.on("service", Map.of("uuid", "u", "path", "todos", "methods", List.of("find")));
        var node = new MonitoredNode(
                "i",
                "p",
                "app",
                "h",
                "127.0.0.1",
                Duration.ZERO,
                Map.of("name", "n", "appUuid", "u"),
                List.of("nobody"),
                Optional.empty());
        assertThat(Json.text(new PictureMaker(() -> List.of(node), offered::byApp).make(0)))
                .contains("\"services\":[{\"")
                .contains("\"path\":\"todos\"")
                .contains("\"links\":[]");
    }

    @Test
    void rates_are_messages_a_second_between_two_reports() {
        var counts = new ArrayList<>(List.of(
                new MonitoredNode.Counts(0, 10, 0),
                new MonitoredNode.Counts(50, 10, 2),
                new MonitoredNode.Counts(50, 10, 2)));
        var maker = new PictureMaker(
                () -> List.of(new MonitoredNode(
                        "i",
                        "p",
                        "app",
                        "h",
                        "a",
                        Duration.ZERO,
                        Map.of("name", "n"),
                        List.of(),
                        Optional.of(counts.removeFirst()))),
                Map::of);
        maker.make(0);
        assertThat(Json.text(maker.make(5_000_000_000L))).contains("\"inRate\":10,\"outRate\":0,\"pending\":2");
        assertThat(Json.text(maker.make(6_000_000_000L))).contains("\"inRate\":10,");
    }

    @Test
    void a_port_that_is_taken_is_refused_with_a_reason() {
        assertThatThrownBy(() -> MonitoringTool.start(cote, tool.port()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(tool.port()));
    }
}
