package org.feathers4j.cotelink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.feathers4j.cote.FreePort;
import org.feathers4j.cote.RawPeer;
import org.feathers4j.cote.Vectors;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What ends Node processes must not even annoy us: one application takes it all, and works as before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RobustnessTest {
    private final int udpPort = FreePort.udp();
    private final TestApp app = TestApp.joined("app", udpPort, options -> {});
    private final RawPeer raw = new RawPeer(udpPort);
    private int services;
    private int responderPort;

    @BeforeAll
    void ports() throws IOException {
        app.answering(request -> Map.of("path", request.path()));
        responderPort = raw.portOf(app.self.uuid(), "feathers services responder");
    }

    @AfterAll
    void app_is_still_fine() throws IOException {
        goodRequest(raw.connect(responderPort));
        app.close();
        raw.close();
    }

    private static Stream<Vectors.Case> area(String area) {
        return Vectors.cases("robustness").filter(each -> each.text("area").equals(area));
    }

    @TestFactory
    Stream<DynamicTest> odd_requests() {
        return area("request")
                .map(each -> Vectors.test(each, one -> {
                    RawPeer.Stream stream = raw.connect(responderPort);
                    boolean zeroArguments = one.name().contains("zero arguments");
                    stream.write(oddFrame(one.object("input")));
                    if (zeroArguments) {
                        assertThat(stream.next())
                                .as("nothing can be trusted after that")
                                .isNull();
                        goodRequest(raw.connect(responderPort));
                    } else {
                        if (hasId(one.object("input")))
                            assertThat(stream.next())
                                    .as("everything is answered")
                                    .isNotNull();
                        goodRequest(stream);
                    }
                }));
    }

    private static byte[] oddFrame(Vectors.Case input) {
        if (input.has("frameHex")) return Vectors.bytes(input.text("frameHex"));
        return RawPeer.bytes(input.list("arguments").toArray());
    }

    private static boolean hasId(Vectors.Case input) {
        return input.has("frameHex") || input.list("arguments").size() > 1;
    }

    private static void goodRequest(RawPeer.Stream stream) throws IOException {
        stream.frame(Map.of("type", "find", "path", "good"), "good:1");
        RawPeer.Frame reply = Objects.requireNonNull(stream.next());
        assertThat(reply.isSuccess()).isTrue();
        assertThat(reply.last()).isEqualTo("good:1");
        assertThat(reply.result()).isEqualTo(Map.of("path", "good"));
    }

    @TestFactory
    Stream<DynamicTest> odd_datagrams() {
        return area("discovery")
                .map(each -> Vectors.test(each, one -> {
                    Vectors.Case input = one.object("input");
                    if (input.has("datagram")) raw.say(input.text("datagram"));
                    else raw.hello(Objects.requireNonNull(input.value("advertisement")));
                    goodHello();
                }));
    }

    /** Later hellos are received. */
    private void goodHello() {
        try (var newcomer = new RawPeer(udpPort)) {
            long before = app.count("joined raw");
            newcomer.join();
            Eventually.await(TestApp.DEADLINE, "the newcomer", () -> app.count("joined raw") == before + 1);
        }
    }

    @TestFactory
    Stream<DynamicTest> odd_descriptors() throws IOException {
        RawPeer.Listening listening = raw.listen();
        raw.hello(raw.advertisement("feathers services publisher", "services", "pub-emitter", listening.port()));
        RawPeer.Stream stream = listening.next();
        return area("descriptor")
                .map(each -> Vectors.test(each, one -> {
                    Vectors.Case input = one.object("input");
                    if (input.members().containsKey("data")) stream.frame(input.text("topic"), input.value("data"));
                    else stream.frame(input.text("topic"));
                    goodDescriptor(stream);
                }));
    }

    private void goodDescriptor(RawPeer.Stream stream) throws IOException {
        String path = "good" + services++;
        stream.frame(
                "message::services::service",
                Map.of("uuid", raw.uuid, "key", "raw", "path", path, "methods", List.of("find")));
        app.awaitHeard("service raw/" + path);
    }

    @TestFactory
    Stream<DynamicTest> odd_events() throws IOException {
        RawPeer.Stream stream = eventsStream();
        return area("event")
                .map(each -> Vectors.test(each, one -> {
                    stream.frame(one.object("input").list("arguments").toArray());
                    goodEvent(stream);
                }));
    }

    private RawPeer.Stream eventsStream() throws IOException {
        RawPeer.Listening listening = raw.listen();
        raw.join();
        raw.hello(raw.advertisement("feathers services events publisher", "raw", "pub-emitter", listening.port()));
        return listening.next();
    }

    private void goodEvent(RawPeer.Stream stream) throws IOException {
        var message = Map.of("path", "good", "n", services++);
        stream.frame("message::raw::created", message);
        Eventually.await(TestApp.DEADLINE, "the event", () -> app.events.contains(new MeshEvent("created", message)));
    }

    @TestFactory
    Stream<DynamicTest> odd_replies() throws IOException {
        RawPeer.Listening listening = raw.listen();
        raw.join();
        raw.hello(raw.advertisement("feathers services responder", "raw", "rep", listening.port()));
        RawPeer.Stream stream = listening.next();
        var peer = new Peer(raw.uuid, "raw");
        Eventually.await(TestApp.DEADLINE, "the link", () -> app.linked.contains(peer));
        return area("response")
                .filter(each -> each.object("input").has("replyArguments"))
                .map(each -> Vectors.test(each, one -> {
                    CompletableFuture<Reply> reply = ask(peer);
                    String id = idOf(Objects.requireNonNull(stream.next()));
                    for (Object arguments : one.object("input").list("replyArguments"))
                        stream.frame(withId((List<?>) Objects.requireNonNull(arguments), id));
                    assertThat(outcome(reply.get(20, TimeUnit.SECONDS))).isEqualTo(expected(one));
                }));
    }

    private CompletableFuture<Reply> ask(Peer peer) {
        var reply = new CompletableFuture<Reply>();
        app.link.request(peer, new MeshRequest("find", "raw", "x", Map.of()), reply::complete);
        return reply;
    }

    private static String idOf(RawPeer.Frame request) {
        return (String) Objects.requireNonNull(request.last());
    }

    private static @Nullable Object[] withId(List<?> arguments, String id) {
        return arguments.stream().map(each -> "$id".equals(each) ? id : each).toArray();
    }

    private static Object outcome(Reply reply) {
        return switch (reply) {
            case Reply.Success success -> "result " + Json.text(success.result().get());
            case Reply.Failure failure -> "error";
            case Reply.Lost lost -> lost;
        };
    }

    private static Object expected(Vectors.Case one) {
        Vectors.Case receives = one.object("callerReceives");
        if (receives.has("error")) return "error";
        Vectors.Case result = receives.object("result");
        return "result " + (result.text("type").equals("undefined") ? "null" : Json.text(result.value("value")));
    }

    @Test
    void a_reply_that_is_not_JSON_fails_its_request_alone() throws Exception {
        RawPeer.Listening listening = raw.listen();
        try (var other = new RawPeer(udpPort)) {
            other.join();
            other.hello(other.advertisement("feathers services responder", "raw", "rep", listening.port()));
            RawPeer.Stream stream = listening.next();
            var peer = new Peer(other.uuid, "raw");
            Eventually.await(TestApp.DEADLINE, "the link", () -> app.linked.contains(peer));
            CompletableFuture<Reply> first = ask(peer);
            String id = idOf(Objects.requireNonNull(stream.next()));
            stream.frame(null, RawPeer.rawJson(new byte[] {'{'}), id);
            var success = (Reply.Success) first.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> success.result().get()).hasMessageContaining("is not JSON");
            CompletableFuture<Reply> second = ask(peer);
            stream.frame(null, true, idOf(Objects.requireNonNull(stream.next())));
            assertThat(outcome(second.get(20, TimeUnit.SECONDS))).isEqualTo("result true");
        }
    }

    @Test
    void an_oversized_frame_ends_its_connection_before_it_takes_memory() throws IOException {
        RawPeer.Stream stream = raw.connect(responderPort);
        stream.write(Vectors.bytes("127fffffff6a3a7b"));
        assertThat(stream.next()).isNull();
        goodRequest(raw.connect(responderPort));
    }

    @Test
    void half_a_frame_and_silence_keeps_nobody_else_waiting() throws IOException {
        var silent = new ArrayList<RawPeer.Stream>();
        for (int i = 0; i < 50; i++) {
            RawPeer.Stream stream = raw.connect(responderPort);
            stream.write(Vectors.bytes("1200ffffff6a3a7b22"));
            silent.add(stream);
        }
        goodRequest(raw.connect(responderPort));
        assertThat(silent).hasSize(50);
    }

    @Test
    void fifteen_arguments_are_answered_with_an_error() throws IOException {
        RawPeer.Stream stream = raw.connect(responderPort);
        var arguments = new Object[15];
        Arrays.fill(arguments, "x");
        stream.frame(arguments);
        assertThat(Objects.requireNonNull(stream.next()).isSuccess()).isFalse();
        goodRequest(stream);
    }

    @Test
    void deeply_nested_JSON_is_answered_with_an_error() throws IOException {
        RawPeer.Stream stream = raw.connect(responderPort);
        byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        stream.frame(RawPeer.rawJson(deep), "deep:1");
        assertThat(Objects.requireNonNull(stream.next()).isSuccess()).isFalse();
        goodRequest(stream);
    }

    @Test
    void wrong_types_everywhere_are_answered_with_errors() throws IOException {
        RawPeer.Stream stream = raw.connect(responderPort);
        List<Object> odd = List.of(7, true, "text", List.of(), Map.of(), new byte[] {1, 2, 3});
        for (Object type : odd)
            for (Object path : odd) {
                var request = new LinkedHashMap<String, @Nullable Object>();
                request.put("type", type instanceof byte[] ? null : type);
                request.put("path", path instanceof byte[] ? null : path);
                request.put("params", type instanceof byte[] ? null : type);
                stream.frame(request, type);
                assertThat(stream.next()).isNotNull();
            }
        goodRequest(stream);
    }

    @Test
    void noise_on_every_port_disturbs_nobody() throws IOException {
        var random = new Random(1);
        List<Integer> ports = List.of(
                responderPort,
                raw.portOf(app.self.uuid(), "feathers services publisher"),
                raw.portOf(app.self.uuid(), "feathers services events publisher"));
        for (int i = 0; i < 60; i++) {
            var noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            raw.say(noise);
            RawPeer.Stream stream = raw.connect(ports.get(i % 3));
            try {
                stream.write(noise);
            } catch (IOException closedAlready) {
                // that is what it deserves
            }
        }
        goodRequest(raw.connect(responderPort));
        goodHello();
    }
}
