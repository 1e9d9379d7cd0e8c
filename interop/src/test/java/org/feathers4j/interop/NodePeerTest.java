package org.feathers4j.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two Node peers, one of each version of feathers-distributed, driven from here. No Java peer takes part. */
class NodePeerTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    private final int discoveryPort = DiscoveryPort.free();

    private NodePeer newer;
    private NodePeer older;

    @BeforeAll
    static void needs_node() {
        NodeModules.require();
    }

    @BeforeEach
    void start() {
        newer = NodePeer.start(NodePeerOptions.quick("newer", discoveryPort)
                .withService("todos", "todos", Map.of("seed", List.of(Map.of("text", "one"), Map.of("text", "two"))))
                .withService("errs", "errs")
                .withService("slow", "slow")
                .withService("vals", "vals"));
        older = NodePeer.start(NodePeerOptions.quick("older", discoveryPort)
                .withVersion(NodeVersion.V2_4_0)
                .withService("notes", "todos")
                .withService("echo", "echo"));
        older.awaitService("todos", SOON);
        older.awaitService("errs", SOON);
        older.awaitService("slow", SOON);
        older.awaitService("vals", SOON);
        newer.awaitService("notes", SOON);
        newer.awaitService("echo", SOON);
    }

    @AfterEach
    void end() {
        older.close();
        newer.close();
        assertThat(older.alive() || newer.alive()).isFalse();
    }

    @Test
    @SideBySide
    void two_node_peers_see_each_other() {
        assertThat(older.services().get("todos")).contains(entry("remote", true), entry("key", "newer"));
        assertThat(newer.services().get("notes")).contains(entry("remote", true), entry("key", "older"));
        assertThat(Values.objects(older.call("todos", "find", Map.of("query", Map.of("text", "two")))))
                .containsExactly(Map.of("id", 2, "text", "two", "from", "newer"));
        assertThat(newer.call("notes", "create", Map.of("text", "from afar")))
                .isEqualTo(Map.of("id", 1, "text", "from afar", "from", "older"));
        assertThat(older.call("todos", "toggle", Map.of("id", 1), Map.of()))
                .isEqualTo(Map.of("id", 1, "text", "one", "done", true, "from", "newer"));
        older.assertUnharmed();
        newer.assertUnharmed();
    }

    @Test
    @SideBySide
    void a_call_arrives_with_its_id_its_data_and_its_params() {
        var answer =
                Values.object(newer.call("echo", "update", "a", Map.of("x", 1), Map.of("query", Map.of("y", "z"))));
        assertThat(answer)
                .contains(entry("method", "update"), entry("id", "a"), entry("data", Map.of("x", 1)))
                .contains(entry("params", Map.of("query", Map.of("y", "z"), "fromRemote", true)))
                .contains(entry("fromRemote", true), entry("from", "older"));
    }

    @Test
    @SideBySide
    void an_error_arrives_with_its_data() {
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(() -> older.call("errs", "get", "BadRequest"))
                .satisfies(e -> assertThat(e.error())
                        .contains(entry("name", "BadRequest"), entry("code", 400), entry("message", "Not like this"))
                        .contains(entry("data", Map.of("field", "text")))
                        .contains(entry("errors", Map.of("text", "is too long"))));
    }

    @Test
    @SideBySide
    void the_kind_of_a_value_is_known_where_json_does_not_tell() {
        assertThat(newer.answer("vals", "get", "undefined")).isEqualTo(new NodeAnswer(null, "undefined"));
        assertThat(newer.answer("vals", "get", "date").kind()).isEqualTo("date");
        assertThat(older.answer("vals", "get", "undefined")).isEqualTo(new NodeAnswer(null, "null"));
        assertThat(older.answer("vals", "get", "buffer").kind()).isEqualTo("buffer");
    }

    @Test
    @SideBySide
    void the_official_client_reaches_a_service_through_the_other_peer() {
        assertThat(newer.rest(older.url(), "todos", "get", 1))
                .isEqualTo(Map.of("id", 1, "text", "one", "from", "newer"));
        assertThat(newer.rest(older.url(), "todos", "toggle", Map.of("id", 1)))
                .isEqualTo(Map.of("id", 1, "text", "one", "done", true, "from", "newer"));
    }

    @Test
    @SideBySide
    void a_peer_that_leaves_is_forgotten() {
        older.awaitInSight(newer.uuid(), SOON);
        newer.leave();
        assertThat(newer.alive()).isFalse();
        older.awaitNoService("todos", SOON);
    }

    @Test
    @SideBySide
    void a_peer_that_is_killed_is_forgotten() {
        older.awaitInSight(newer.uuid(), SOON);
        newer.kill();
        assertThat(newer.alive()).isFalse();
        older.awaitNoService("todos", SOON);
    }

    @Test
    @SideBySide
    void a_frozen_peer_answers_when_it_thaws() throws InterruptedException {
        newer.freeze();
        var calling = Thread.ofVirtual().start(() -> older.call("todos", "get", 1));
        assertThat(calling.join(Duration.ofMillis(300))).isFalse();
        newer.thaw();
        assertThat(calling.join(SOON)).isTrue();
    }

    @Test
    @SideBySide
    void what_nobody_caught_is_reported() throws IOException {
        // A JSON null as a hello throws in every Node peer that hears it (node-discover, lib/discover.js).
        send("null");
        newer.awaitEvent("uncaught", event -> true, SOON);
        assertThat(newer.uncaught()).isNotEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(newer::assertUnharmed)
                .withMessageContaining("uncaught");
    }

    @Test
    @SideBySide
    void peers_on_another_discovery_port_stay_strangers() {
        var options = NodePeerOptions.quick("stranger", DiscoveryPort.free()).withService("strange", "echo");
        try (var stranger = NodePeer.start(options)) {
            stranger.awaitJoined(SOON);
            newer.use("later", "echo");
            older.awaitService("later", SOON);
            assertThat(stranger.services()).containsOnlyKeys("strange");
            assertThat(older.services()).doesNotContainKey("strange");
        }
    }

    @Test
    @SideBySide
    void a_call_to_a_peer_that_dies_meanwhile_fails_at_once() throws InterruptedException {
        var failure = new Throwable[1];
        var calling = Thread.ofVirtual().start(() -> {
            try {
                newer.call("slow", "get", 60_000);
            } catch (AssertionError e) {
                failure[0] = e;
            }
        });
        newer.kill();
        assertThat(calling.join(SOON)).isTrue();
        assertThat(failure[0]).hasMessageContaining("ended before it replied");
    }

    @Test
    @SideBySide
    void a_failed_wait_tells_what_the_peer_said() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> older.awaitService("nothing", Duration.ofMillis(50)))
                .withMessageContaining("still waiting for a remote service 'nothing'")
                .withMessageContaining("last events")
                .withMessageContaining("standard error");
    }

    private void send(String datagram) throws IOException {
        var bytes = datagram.getBytes(StandardCharsets.UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            var everybody = InetAddress.getByAddress(new byte[] {127, (byte) 255, (byte) 255, (byte) 255});
            socket.send(new DatagramPacket(bytes, bytes.length, everybody, discoveryPort));
        }
    }
}
