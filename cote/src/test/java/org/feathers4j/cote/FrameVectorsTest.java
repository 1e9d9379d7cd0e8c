package org.feathers4j.cote;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.feathers4j.json.JsonLimits;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every frame that was captured from the Feathers layer is understood, and written the same. */
class FrameVectorsTest {
    @TestFactory
    Stream<DynamicTest> requests() {
        return Stream.of("requests-responses", "error-responses", "result-values")
                .flatMap(Vectors::cases)
                .filter(each -> each.has("request"))
                .map(each -> Vectors.test(each, one -> reads_and_writes_the_request(one.object("request"))));
    }

    private static void reads_and_writes_the_request(Vectors.Case frame) {
        AxonRequest request = AxonRequest.of(Vectors.decodeOne(frame.hex())).orElseThrow();
        assertThat(request.wellFormed()).isTrue();
        Object call = request.request().read(JsonLimits.DEFAULT);
        String id = (String) Objects.requireNonNull(request.id().read(JsonLimits.DEFAULT));
        assertThat(Vectors.hex(AxonRequest.encode(call, id))).isEqualTo(frame.text("hex"));
    }

    @TestFactory
    Stream<DynamicTest> replies() {
        return Stream.of("requests-responses", "error-responses", "result-values")
                .flatMap(Vectors::cases)
                .filter(each -> each.has("response"))
                .map(each -> Vectors.test(each, one -> {
                    AmpFrame frame = Vectors.decodeOne(one.object("response").hex());
                    boolean failed = frame.size() == 2 && frame.argument(0).read(JsonLimits.DEFAULT) != null;
                    reads_and_writes_the_reply(AxonReply.of(frame), one, failed);
                }));
    }

    private static void reads_and_writes_the_reply(AxonReply reply, Vectors.Case one, boolean failed) {
        String hex = one.object("response").text("hex");
        switch (reply) {
            case AxonReply.Success success -> {
                assertThat(failed).isFalse();
                AmpArgument result = success.result();
                if (result == null) return; // a falsy value was thrown: we never send that
                Object value = result.read(JsonLimits.DEFAULT);
                if (result instanceof AmpArgument.JsonText && value instanceof String date) value = Instant.parse(date);
                if (!one.name().contains("begin with"))
                    assertThat(Vectors.hex(AxonReply.encodeSuccess(value, success.id())))
                            .isEqualTo(hex);
            }
            case AxonReply.Failure failure -> {
                assertThat(failed).isTrue();
                Object error = Objects.requireNonNull(failure.error().read(JsonLimits.DEFAULT));
                assertThat(Vectors.hex(AxonReply.encodeFailure(error, failure.id())))
                        .isEqualTo(hex);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> service_descriptors() {
        return Stream.of("service-descriptors", "version-2.4.0")
                .flatMap(Vectors::cases)
                .filter(each -> !each.has("consumerListenerReceives"))
                .filter(each -> each.has("hex") || each.has("frames"))
                .map(each -> Vectors.test(each, one -> frames(one).forEach(FrameVectorsTest::a_descriptor)));
    }

    private static Stream<Vectors.Case> frames(Vectors.Case one) {
        return one.has("frames") ? Vectors.frames(one.list("frames")) : Stream.of(one);
    }

    private static void a_descriptor(Vectors.Case vector) {
        AmpFrame frame = Vectors.decodeOne(vector.hex());
        String topic = (String) Objects.requireNonNull(frame.argument(0).read(JsonLimits.DEFAULT));
        Object data = frame.argument(1).read(JsonLimits.DEFAULT);
        String event = topic.substring(topic.lastIndexOf(':') + 1);
        assertThat(new Topic("services", event).text()).isEqualTo(topic);
        assertThat(Vectors.hex(AmpEncoder.encode(topic, data))).isEqualTo(vector.text("hex"));
    }

    @TestFactory
    Stream<DynamicTest> events() {
        return Stream.of("events", "version-2.4.0")
                .flatMap(Vectors::cases)
                .filter(each -> each.has("frames"))
                .map(each -> Vectors.test(
                        each, one -> Vectors.frames(one.list("frames")).forEach(FrameVectorsTest::an_event)));
    }

    private static void an_event(Vectors.Case vector) {
        AmpFrame frame = Vectors.decodeOne(vector.hex());
        String topic = ((AmpArgument.Text) frame.argument(0)).value();
        Map<?, ?> message = (Map<?, ?>) Objects.requireNonNull(frame.argument(1).read(JsonLimits.DEFAULT));
        String[] parts = topic.split("::", -1);
        Optional<String> event = new Topic(parts[1], parts[2]).subscription().event(topic);
        assertThat(event).contains(parts[2]);
        assertThat(message.containsKey("path")).isTrue();
        assertThat(Vectors.hex(AmpEncoder.encode(new Topic(parts[1], parts[2]).text(), message)))
                .isEqualTo(vector.text("hex"));
    }

    @TestFactory
    Stream<DynamicTest> monitor_frames() {
        return Vectors.cases("monitor-frames")
                .filter(each -> each.has("hex"))
                .map(each -> Vectors.test(each, one -> {
                    AmpFrame frame = Vectors.decodeOne(one.hex());
                    assertThat(Vectors.described(frame)).isEqualTo(one.list("args"));
                    assertThat(Vectors.hex(AmpEncoder.encode(Vectors.values(one.list("args")))))
                            .isEqualTo(one.text("hex"));
                }));
    }
}
