package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AmpVectorsTest {
    /** Blobs that a Node receiver takes for something else: we send JSON instead. */
    private static final Set<String> NEVER_SENT_BY_US = Set.of(
            "blob whose bytes begin with s: is read back as a string",
            "blob whose bytes begin with j: is read back as JSON");

    @TestFactory
    Stream<DynamicTest> frames_are_written_as_Node_writes_them() {
        return ampFrames()
                .filter(each -> !each.has("mustNotBeSent"))
                .map(each -> Vectors.test(
                        each,
                        frame -> assertThat(Vectors.hex(AmpEncoder.encode(Vectors.values(frame.list("args")))))
                                .isEqualTo(frame.text("hex"))));
    }

    @TestFactory
    Stream<DynamicTest> frames_are_read_as_Node_meant_them() {
        return ampFrames()
                .filter(each -> !each.list("args").isEmpty() && !each.has("nodeDecoderThrows"))
                .filter(each ->
                        !each.name().contains("overflow") && !each.name().startsWith("seventeen"))
                .map(each -> Vectors.test(
                        each,
                        frame -> assertThat(Vectors.described(Vectors.decodeOne(frame.hex())))
                                .isEqualTo(frame.list("args"))));
    }

    @TestFactory
    Stream<DynamicTest> frames_come_back_the_same() {
        return ampFrames()
                .filter(each -> !each.has("mustNotBeSent") && !NEVER_SENT_BY_US.contains(each.name()))
                .map(each -> Vectors.test(each, frame -> {
                    AmpFrame decoded = Vectors.decodeOne(frame.hex());
                    assertThat(Vectors.hex(AmpEncoder.encode(decoded.arguments().toArray())))
                            .isEqualTo(frame.text("hex"));
                }));
    }

    private static Stream<Vectors.Case> ampFrames() {
        return Vectors.cases("amp-frames").filter(each -> each.has("hex") && each.has("args"));
    }

    @TestFactory
    Stream<DynamicTest> chunks_become_frames_as_in_Node() {
        return Vectors.cases("amp-decoding")
                .filter(each -> !each.has("receiverThrows") && !each.name().startsWith("header with zero"))
                .map(each -> Vectors.test(each, AmpVectorsTest::decodesChunks));
    }

    private static void decodesChunks(Vectors.Case one) {
        var decoder = new AmpDecoder(1 << 20);
        var frames = new ArrayList<AmpFrame>();
        var received = new ArrayList<Integer>();
        for (Object chunk : one.list("chunks")) {
            decoder.decode(ByteBuffer.wrap(Vectors.bytes((String) chunk)), frames::add);
            received.add(frames.size());
        }
        assertThat(frames.stream().map(Vectors::described).toList()).isEqualTo(one.list("received"));
        if (one.name().startsWith("zero-length last")) {
            assertThat(received).as("at once, unlike Node").containsExactly(1, 2);
        } else {
            assertThat(received).isEqualTo(one.list("receivedAfterEachChunk"));
        }
    }

    @TestFactory
    Stream<DynamicTest> invalid_JSON_spoils_only_its_own_argument() {
        return Vectors.cases("amp-decoding")
                .filter(each -> each.has("receiverThrows"))
                .map(each -> Vectors.test(each, one -> {
                    var bytes = String.join(
                            "",
                            one.list("chunks").stream().map(String.class::cast).toList());
                    List<AmpFrame> frames = Vectors.decode(Vectors.bytes(bytes));
                    AmpArgument broken = frames.get(0).argument(0);
                    assertThatThrownBy(() -> broken.read(JsonLimits.DEFAULT)).isInstanceOf(JsonException.class);
                    assertThat(frames.get(1).argument(0).read(JsonLimits.DEFAULT))
                            .isEqualTo("after");
                }));
    }

    @Test
    void a_frame_without_arguments_ends_the_stream() {
        assertThatThrownBy(() -> Vectors.decode(Vectors.bytes("10"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void more_than_fifteen_arguments_end_the_stream() {
        Vectors.Case seventeen = Vectors.cases("amp-frames")
                .filter(each -> each.name().startsWith("seventeen"))
                .findFirst()
                .orElseThrow();
        var frames = new ArrayList<AmpFrame>();
        var decoder = new AmpDecoder(1 << 20);
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(seventeen.hex()), frames::add))
                .isInstanceOf(ProtocolException.class);
        assertThat(frames.stream().map(Vectors::described).toList()).containsExactly(List.copyOf(described(seventeen)));
    }

    private static List<Object> described(Vectors.Case one) {
        return new ArrayList<>(one.list("args"));
    }

    @Test
    void a_large_argument_is_written_as_Node_writes_it() throws Exception {
        Vectors.Case large = Vectors.cases("amp-frames")
                .filter(each -> each.has("hexPrefix"))
                .findFirst()
                .orElseThrow();
        ByteBuffer frame = AmpEncoder.encode("big", "x".repeat(3_145_728));
        assertThat(frame.remaining()).isEqualTo(large.value("totalBytes"));
        assertThat(Vectors.hex(frame)).startsWith(large.text("hexPrefix"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(frame);
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(large.text("sha256"));
    }
}
