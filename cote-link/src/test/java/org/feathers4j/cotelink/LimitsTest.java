package org.feathers4j.cotelink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.FreePort;
import org.feathers4j.cote.RawPeer;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Peers cannot make an application keep more than its limits. */
class LimitsTest {
    private final int udpPort = FreePort.udp();
    private final List<AutoCloseable> open = new ArrayList<>();

    private TestApp app(String key, Consumer<CoteOptions.Builder> more) {
        var app = TestApp.joined(
                key,
                udpPort,
                options -> more.accept(options.maxFrameBytes(100_000)
                        .maxQueuedBytes(200_000)
                        .maxConnections(12)
                        .maxNodes(10)));
        open.add(app);
        return app;
    }

    private RawPeer raw() {
        var raw = new RawPeer(udpPort);
        open.add(raw);
        return raw;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) each.close();
    }

    @Test
    void requests_and_answers_that_are_too_large_are_errors() {
        TestApp worker = app("worker", options -> {});
        worker.answering(request -> "x".repeat(200_000));
        TestApp gateway = app("gateway", options -> {});
        gateway.awaitLinked(worker);
        assertThat(gateway.ask(worker, TestApp.find("todos"))).isInstanceOf(Reply.Failure.class);
        var large = new MeshRequest("create", "worker", "todos", Map.of("data", "x".repeat(200_000)));
        assertThatThrownBy(() -> gateway.link.request(worker.self, large, reply -> {}))
                .isInstanceOf(FeathersException.class)
                .hasMessageContaining("bytes");
        worker.answering(request -> "fine");
        assertThat(TestApp.result(gateway.ask(worker, TestApp.find("todos")))).isEqualTo("fine");
    }

    @Test
    void requests_to_a_peer_that_does_not_read_are_refused_at_last() throws IOException {
        TestApp app = app("app", options -> {});
        RawPeer raw = raw();
        RawPeer.Listening listening = raw.listen();
        raw.join();
        raw.hello(raw.advertisement("feathers services responder", "raw", "rep", listening.port()));
        var peer = new Peer(raw.uuid, "raw");
        Eventually.await(TestApp.DEADLINE, "the link", () -> app.linked.contains(peer));
        var request = new MeshRequest("create", "raw", "todos", Map.of("data", "x".repeat(50_000)));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) app.link.request(peer, request, reply -> {});
                })
                .isInstanceOf(FeathersException.class)
                .hasMessageContaining("does not take them");
    }

    @Test
    void a_subscriber_that_does_not_read_is_cut_off_and_others_miss_nothing() throws IOException {
        TestApp app = app("app", options -> {});
        TestApp listener = app("listener", options -> {});
        RawPeer raw = raw();
        RawPeer.Stream stream = raw.connect(raw.portOf(app.self.uuid(), "feathers services events publisher"));
        listener.awaitLinked(app);
        Eventually.await(TestApp.DEADLINE, "a first event", () -> {
            app.link.publish(new MeshEvent("created", Map.of("path", "first")));
            return !listener.events.isEmpty();
        });
        for (int i = 0; i < 300; i++) {
            int n = i;
            app.link.publish(new MeshEvent("created", Map.of("path", "todos", "n", n, "text", "x".repeat(50_000))));
            Eventually.await(
                    TestApp.DEADLINE,
                    "event " + n,
                    () -> listener.events.stream()
                            .anyMatch(event -> event.message() instanceof Map<?, ?> map
                                    && Integer.valueOf(n).equals(map.get("n"))));
            listener.events.clear();
        }
        while (stream.next() != null) {
            // what was still on its way
        }
    }

    @Test
    void a_requester_that_does_not_read_its_answers_is_disconnected() throws IOException {
        TestApp app = app("app", options -> {});
        app.answering(request -> "x".repeat(90_000));
        RawPeer raw = raw();
        RawPeer.Stream stream = raw.connect(raw.portOf(app.self.uuid(), "feathers services responder"));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        stream.frame(Map.of("type", "find", "path", "x"), "i:" + i);
                        // a busy machine would pile up thousands of requests, and be at them long after the test
                        int behind = i - 200;
                        Eventually.await(TestApp.DEADLINE, "answers", () -> app.answered.get() >= behind);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void connections_beyond_the_limit_are_closed() throws IOException {
        TestApp app = app("app", options -> {});
        RawPeer raw = raw();
        int port = raw.portOf(app.self.uuid(), "feathers services responder");
        var streams = new ArrayList<RawPeer.Stream>();
        for (int i = 0; i < 12; i++) streams.add(raw.connect(port));
        assertThat(raw.connect(port).next()).isNull();
        streams.getFirst().frame(Map.of("type", "find", "path", "x"), "1:1");
        assertThat(streams.getFirst().next()).isNotNull();
    }

    @Test
    void more_nodes_than_fit_are_ignored() throws IOException {
        TestApp app = app("app", options -> {});
        RawPeer raw = raw();
        for (int i = 0; i < 100; i++) raw.hello(Map.of("name", "x"));
        TestApp late = app(
                "late",
                options -> options.maxFrameBytes(100 << 20)
                        .maxQueuedBytes(128 << 20)
                        .maxConnections(10_000)
                        .maxNodes(20_000));
        late.awaitLinked(app);
        assertThat(late.heard).contains("joined app");
        // and when the unknown peers stop sending hellos there is room again
        app.awaitLinked(late);
    }
}
