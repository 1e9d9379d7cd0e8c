package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A Node gateway with its Express server in front of a Java peer: clients and the healthcheck. */
@EachNodeVersion
class NodeGatewayTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @Parameter
    NodeVersion version;

    private LoopbackMesh mesh;
    private NodePeer gateway;
    private JavaPeer java;
    private Http http;

    @BeforeParameterizedClassInvocation
    void start() {
        http = new Http();
        mesh = new LoopbackMesh();
        gateway = mesh.node(
                "gateway",
                version,
                o -> o.onlyConsuming()
                        .withOption("heartbeatInterval", 0)
                        .withOption("timeout", Patience.ofSeconds(4).toMillis())
                        // or it gives up the frozen peer, and the services of all others with it
                        .withNodeTimeout(Duration.ofSeconds(30)));
        java = mesh.java(
                "java",
                o -> o.onlyProducing()
                        .withService("todos", "todos")
                        .withService("errs", "errs")
                        .withService("echo", "echo"));
        for (var path : List.of("todos", "errs", "echo")) {
            gateway.awaitService(path, SOON);
        }
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
    void a_client_can_do_everything() {
        var todos = gateway.url() + "/todos";
        var created = http.send("POST", todos, Map.of("text", "milk"));
        assertThat(created.status()).isEqualTo(201);
        var record = Values.object(created.body());
        assertThat(record).contains(entry("text", "milk"), entry("from", "java"));
        var one = todos + "/" + record.get("id");
        assertThat(http.get(one)).isEqualTo(new Http.Answer(200, record));
        assertThat(Values.objects(http.get(todos + "?text=milk").body())).containsExactly(record);
        assertThat(Values.object(http.send("PUT", one, Map.of("text", "bread")).body()))
                .containsEntry("text", "bread");
        assertThat(Values.object(http.send("PATCH", one, Map.of("done", true)).body()))
                .contains(entry("text", "bread"), entry("done", true));
        var toggled = http.send(
                "POST",
                todos,
                Map.of("id", record.get("id") instanceof Integer n ? n : -1),
                "X-Service-Method",
                "toggle");
        assertThat(Values.object(toggled.body())).contains(entry("done", false), entry("from", "java"));
        assertThat(http.send("DELETE", one, null).status()).isEqualTo(200);
        assertThat(http.get(one).status()).isEqualTo(404);
    }

    @Test
    void the_official_client_can_do_everything_too() {
        var url = gateway.url();
        var created = Values.object(gateway.rest(url, "todos", "create", Map.of("text", "tea")));
        assertThat(gateway.rest(url, "todos", "get", created.get("id"))).isEqualTo(created);
        assertThat(Values.object(gateway.rest(url, "todos", "remove", created.get("id"))))
                .containsEntry("from", "java");
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(() -> gateway.rest(url, "errs", "get", "BadRequest"))
                .satisfies(e -> assertThat(e.error())
                        .contains(entry("name", "BadRequest"), entry("message", "Not like this"))
                        .contains(entry("errors", Map.of("text", "is too long"))));
    }

    @Test
    void the_java_service_hears_who_asked_and_how() {
        var answer = http.send("GET", gateway.url() + "/echo/7?a[b]=c&d=1", null, "X-Who", "me");
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
        assertThat(Values.object(answer.body()))
                .contains(entry("name", "BadRequest"), entry("message", "Not like this"))
                .contains(entry("className", "bad-request"), entry("code", 400))
                .contains(entry("data", Map.of("field", "text")))
                .contains(entry("errors", Map.of("text", "is too long")));
        assertThat(http.get(gateway.url() + "/errs/NotFound").status()).isEqualTo(404);
        assertThat(Values.object(http.get(gateway.url() + "/errs/Error").body()))
                .contains(entry("name", "GeneralError"), entry("message", "Plain trouble"), entry("code", 500));
        assertThat(http.get(gateway.url() + "/errs").status()).isEqualTo(405);
    }

    @Test
    void the_healthcheck_tells_what_is_there() {
        var health = gateway.url() + "/distribution/healthcheck";
        var all = Map.of("todos", true, "errs", true, "echo", true);
        assertThat(http.get(health)).isEqualTo(new Http.Answer(200, all));
        assertThat(http.get(health + "/" + mesh.key("java"))).isEqualTo(new Http.Answer(200, all));
        assertThat(http.get(health + "/unknown").status()).isEqualTo(404);
    }

    @Test
    void the_healthcheck_tells_of_a_frozen_java_peer() {
        try (var process = mesh.process("frozen", o -> o.onlyProducing().withService("frozen", "echo"))) {
            gateway.awaitService("frozen", SOON);
            var health = gateway.url() + "/distribution/healthcheck/" + mesh.key("frozen");
            assertThat(http.get(health)).isEqualTo(new Http.Answer(200, Map.of("frozen", true)));
            process.freeze();
            var answer = http.get(health);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Values.object(answer.body()))
                    .contains(entry("name", "Unavailable"), entry("data", Map.of("frozen", false)));
            process.thaw();
            assertThat(Values.object(gateway.call("frozen", "get", 1))).containsEntry("from", "frozen");
        }
        assertThat(java.has("todos")).isTrue();
    }
}
