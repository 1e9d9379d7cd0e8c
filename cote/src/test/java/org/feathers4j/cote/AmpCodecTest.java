package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.feathers4j.json.JsonLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AmpCodecTest {
    private final List<AmpFrame> frames = new ArrayList<>();

    @Test
    void any_cut_of_the_bytes_gives_the_same_frames() {
        byte[] stream = join(
                AmpEncoder.encode("message::a::created", Map.of("path", "€uro")),
                AmpEncoder.encode(null, new byte[] {1, 2, 3}, "1:2"),
                AmpEncoder.encode(new byte[0], "x".repeat(20_000), true));
        List<AmpFrame> whole = Vectors.decode(stream);
        for (long seed = 1; seed <= 50; seed++) {
            frames.clear();
            var random = new Random(seed);
            var decoder = new AmpDecoder(1 << 20);
            for (int at = 0; at < stream.length; ) {
                int count = Math.min(stream.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 9000));
                decoder.decode(ByteBuffer.wrap(stream, at, count), frames::add);
                at += count;
            }
            assertThat(frames).as("seed %d", seed).isEqualTo(whole);
            assertThat(decoder.isInsideFrame()).isFalse();
        }
    }

    @Test
    void a_promised_length_takes_no_memory_before_the_bytes_come() {
        var decoder = new AmpDecoder(Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            new AmpDecoder(Integer.MAX_VALUE).decode(ByteBuffer.wrap(Vectors.bytes("117ffffff0733a61")), frames::add);
        }
        decoder.decode(ByteBuffer.wrap(Vectors.bytes("117ffffff0733a61")), frames::add);
        assertThat(frames).isEmpty();
        assertThat(decoder.isInsideFrame()).isTrue();
    }

    @Test
    void an_argument_beyond_the_limit_is_refused_by_its_length_alone() {
        var decoder = new AmpDecoder(1000);
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(Vectors.bytes("11000003e9")), frames::add))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1001 bytes");
    }

    @Test
    void several_arguments_count_together() {
        var decoder = new AmpDecoder(100);
        ByteBuffer frame = AmpEncoder.encode("x".repeat(60), "y".repeat(60));
        assertThatThrownBy(() -> decoder.decode(frame, frames::add)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_negative_length_is_refused() {
        var decoder = new AmpDecoder(Long.MAX_VALUE);
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(Vectors.bytes("11ffffffff")), frames::add))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void bytes_that_would_arrive_as_something_else_travel_as_JSON() {
        for (String text : List.of("s:abc", "j:1")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(sent(bytes, "x").argument(0)).isInstanceOf(AmpArgument.JsonText.class);
        }
        assertThat(sent(new byte[] {'s'}, "x").argument(0)).isInstanceOf(AmpArgument.Blob.class);
    }

    @Test
    void empty_bytes_are_never_last() {
        assertThat(sent("x", new byte[0]).last().read(JsonLimits.DEFAULT))
                .isEqualTo(Map.of("type", "Buffer", "data", List.of()));
        assertThat(sent(new byte[0], "x").argument(0)).isInstanceOf(AmpArgument.Blob.class);
    }

    @Test
    void a_frame_has_one_to_fifteen_arguments() {
        assertThatThrownBy(AmpEncoder::encode).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AmpEncoder.encode(new Object[16])).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(new Object[15]).size()).isEqualTo(15);
    }

    private static AmpFrame sent(Object... arguments) {
        return Vectors.decodeOne(join(AmpEncoder.encode(arguments)));
    }

    private static byte[] join(ByteBuffer... parts) {
        var all = ByteBuffer.allocate(1 << 16);
        for (ByteBuffer part : parts) all.put(part);
        var bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }
}
