package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A Java gateway with a REST server in front of a Node peer: clients, the healthcheck, a provider that freezes. */
@EachNodeVersion
class JavaGatewayTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @Parameter
    NodeVersion version;

    private LoopbackMesh mesh;
    private NodePeer node;
    private JavaPeer gateway;
    private JavaPeer impatient;
    private Http http;

    @BeforeParameterizedClassInvocation
    void start() {
        http = new Http();
        mesh = new LoopbackMesh();
        gateway = mesh.java("gateway", JavaGatewayTest::unhurried);
        impatient = mesh.java("impatient", o -> unhurried(o).withTimeout(Duration.ofSeconds(1)));
        node = mesh.node(
                "node",
                version,
                o -> o.withService("todos", "todos").withService("errs", "errs").withService("echo", "echo"));
        for (var path : List.of("todos", "errs", "echo")) {
            gateway.await(path, SOON);
            impatient.await(path, SOON);
        }
    }

    /** A node timeout that a test can wait for would also end a peer that is frozen on purpose. */
    private static JavaPeerOptions unhurried(JavaPeerOptions options) {
        return options.onlyConsuming().withHttp().withNodeTimeout(Duration.ofSeconds(30));
    }

    @AfterEach
    void nothing_was_harmed() {
        mesh.assertUnharmed();
    }

    @AfterParameterizedClassInvocation
    void end() {
        mesh.close();
        http.close();
    }

    @Test
    void the_official_client_can_do_everything() {
        var url = gateway.url();
        var created = Values.object(node.rest(url, "todos", "create", Map.of("text", "milk")));
        var id = created.get("id");
        assertThat(created).contains(entry("text", "milk"), entry("from", "node"));
        assertThat(node.rest(url, "todos", "get", id)).isEqualTo(created);
        assertThat(Values.objects(node.rest(url, "todos", "find", Map.of("query", Map.of("text", "milk")))))
                .containsExactly(created);
        assertThat(Values.object(node.rest(url, "todos", "update", id, Map.of("text", "bread"))))
                .containsEntry("text", "bread");
        assertThat(Values.object(node.rest(url, "todos", "patch", id, Map.of("done", true))))
                .contains(entry("text", "bread"), entry("done", true));
        assertThat(Values.object(node.rest(url, "todos", "toggle", Map.of("id", id instanceof Integer n ? n : -1))))
                .containsEntry("done", false);
        assertThat(Values.object(node.rest(url, "todos", "remove", id))).containsEntry("text", "bread");
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(() -> node.rest(url, "todos", "get", id))
                .satisfies(e -> assertThat(e.errorName()).isEqualTo("NotFound"));
    }

    @Test
    void the_provider_hears_who_asked_and_how() {
        var answer = http.send("GET", gateway.url() + "/echo/7?a[b]=c&d=1", null, "X-Who", "me");
        assertThat(answer.status()).isEqualTo(200);
        var call = Values.object(answer.body());
        assertThat(call).contains(entry("method", "get"), entry("id", "7"), entry("fromRemote", true));
        var params = Values.object(call.get("params"));
        assertThat(params).contains(entry("provider", "rest"), entry("query", Map.of("a", Map.of("b", "c"), "d", "1")));
        assertThat(Values.object(params.get("headers"))).containsEntry("x-who", "me");
    }

    @Test
    void errors_have_their_status_and_json() {
        var answer = http.get(gateway.url() + "/errs/BadRequest");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(Map.of(
                        "name",
                        "BadRequest",
                        "message",
                        "Not like this",
                        "code",
                        400,
                        "className",
                        "bad-request",
                        "data",
                        Map.of("field", "text"),
                        "errors",
                        Map.of("text", "is too long")));
        assertThat(http.get(gateway.url() + "/errs/NotFound").status()).isEqualTo(404);
        assertThat(http.get(gateway.url() + "/errs/Unknown").status()).isEqualTo(499);
        assertThat(http.get(gateway.url() + "/errs/Error").status()).isEqualTo(500);
        assertThat(http.get(impatient.url() + "/errs/never").status()).isEqualTo(408);
        assertThat(http.get(gateway.url() + "/errs").status()).isEqualTo(405);
        assertThat(http.get(gateway.url() + "/nobody").status()).isEqualTo(404);
    }

    @Test
    void the_healthcheck_tells_what_is_there() {
        var health = gateway.url() + "/distribution/healthcheck";
        var all = Map.of("todos", true, "errs", true, "echo", true);
        assertThat(http.get(health)).isEqualTo(new Http.Answer(200, all));
        assertThat(http.get(health + "/")).isEqualTo(new Http.Answer(200, all));
        assertThat(http.get(health + "/" + mesh.key("gateway"))).isEqualTo(new Http.Answer(200, all));
        assertThat(http.get(health + "/" + mesh.key("node"))).isEqualTo(new Http.Answer(200, all));
        var unknown = http.get(health + "/unknown");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(Values.object(unknown.body())).containsEntry("message", "No app registered with key unknown");
    }

    @Test
    void calls_to_a_frozen_peer_time_out_and_it_serves_again_when_it_thaws() {
        node.freeze();
        try {
            long begin = System.nanoTime();
            assertThatExceptionOfType(FeathersException.class)
                    .isThrownBy(() -> impatient.service("echo").get(1))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(15));
            var health = http.get(impatient.url() + "/distribution/healthcheck/" + mesh.key("node"));
            assertThat(health.status()).isEqualTo(503);
            assertThat(Values.object(health.body()))
                    .contains(entry("name", "Unavailable"))
                    .containsEntry("message", "Unavailable distributed service(s) for app with key " + mesh.key("node"))
                    .containsEntry("data", Map.of("todos", false, "errs", false, "echo", false));
        } finally {
            node.thaw();
        }
        Eventually.get(
                SOON,
                "an answer of the thawed peer",
                () -> http.get(impatient.url() + "/echo/1"),
                answer -> answer.status() == 200);
    }
}
