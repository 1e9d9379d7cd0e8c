package org.feathers4j.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.MethodKind;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Deviations;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The healthcheck over HTTP answers what the recorded one of feathers-distributed does. */
class HealthcheckVectorsTest {
    private static final String FILE = "healthcheck-http.json";
    private static final Map<String, Map<?, ?>> CASES = MeshRecording.cases(FILE);
    private static final String LATE = "no answer in time (timeout 1500 ms)";
    private static final String FAILING = "one service reports an error";
    private static final Duration TIMEOUT = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application health = Application.create();
    private final MeshLink catalog = mesh.link();
    private final MeshLink gateway = mesh.link();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile String playing = "";

    static List<String> names() {
        return List.copyOf(CASES.keySet());
    }

    @BeforeEach
    void start() {
        health.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        Distribution joined = health.configure(Distribution.create(
                o -> o.key("health").timeout(Patience.ofSeconds(2)).link(mesh.link())));
        health.listen(0);
        open(gateway, "gateway");
        open(catalog, "catalog");
        for (Object path : MeshRecording.object(
                        Objects.requireNonNull(CASES.get("a known key")).get("body"))
                .keySet()) {
            catalog.announce(new ServiceDescriptor(
                    "catalog", "catalog", path.toString(), List.of(), MethodKind.standardNames(), Map.of()));
            joined.await(path.toString(), TIMEOUT);
        }
    }

    private void open(MeshLink link, String key) {
        var app = new LocalApp(new Peer(key, key), List.of(), MethodKind.standardNames(), false, TIMEOUT);
        link.open(app, new RecordingListener(this::answer));
    }

    private void answer(IncomingRequest request) {
        if (playing.equals(LATE)) return;
        if (playing.equals(FAILING) && request.read().path().equals("notes"))
            request.fail(FeathersException.unavailable("gone").withData(Map.of("why", 1)));
        else request.reply(true);
    }

    @AfterEach
    void close() {
        http.close();
        health.close();
        catalog.close(Duration.ZERO);
        gateway.close(Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_answer_is_as_recorded(String name) throws Exception {
        playing = name;
        Map<?, ?> recorded = MeshRecording.object(CASES.get(name));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + recorded.get("path")))
                .header("Accept", "application/json")
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).hasToString(String.valueOf(recorded.get("status")));
        assertThat(answer.headers().firstValue("content-type").map(HealthcheckVectorsTest::lower))
                .contains(String.valueOf(recorded.get("contentType")));
        Map<?, ?> body = MeshRecording.object(Json.parse(answer.body()));
        Map<?, ?> expected = MeshRecording.object(recorded.get("body"));
        if (Deviations.of(FILE).containsKey(name)) {
            for (String member : List.of("name", "message", "code", "className", "data"))
                assertThat(body.get(member)).as(member).isEqualTo(expected.get(member));
            assertThat(MeshRecording.list(body.get("errors")))
                    .hasSameSizeAs(MeshRecording.list(expected.get("errors")))
                    .allSatisfy(error ->
                            assertThat(MeshRecording.object(error).get("name")).isEqualTo("Timeout"));
        } else assertThat(body).isEqualTo(expected);
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void only_a_late_answer_is_another_one() {
        assertThat(Deviations.of(FILE)).containsOnlyKeys(LATE);
    }
}
