package org.feathers4j.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Against what socket.io-parser writes and reads. */
class PacketTest {
    private static Packet packet(Map<String, @Nullable Object> recorded) {
        String namespace = String.valueOf(recorded.get("nsp"));
        Object data = Recorded.withBytes(recorded.get("data"));
        long id = recorded.get("id") instanceof Integer number ? number : Packet.Event.NO_ACK;
        return switch ((Integer) Objects.requireNonNull(recorded.get("type"))) {
            case 0 -> connect(namespace, data == null ? Map.of() : Recorded.object(data));
            case 1 -> new Packet.Disconnect(namespace);
            case 2 -> new Packet.Event(namespace, id, Recorded.list(data));
            case 3 -> new Packet.Ack(namespace, id, Recorded.list(data));
            case 4 ->
                new Packet.Refused(
                        namespace,
                        String.valueOf(Recorded.object(data).get("message")),
                        Recorded.object(data).get("data"));
            default -> throw new IllegalArgumentException("Type " + recorded.get("type"));
        };
    }

    private static Packet connect(String namespace, Map<String, @Nullable Object> data) {
        return data.get("sid") instanceof String sid
                ? new Packet.Connected(namespace, sid, data.get("pid") instanceof String pid ? pid : null)
                : new Packet.Connect(namespace, data);
    }

    @TestFactory
    Stream<DynamicTest> packets_are_written_as_recorded() {
        return Recorded.records("socket", "encoded")
                .map(record -> dynamicTest("" + record.get("frames"), () -> {
                    Frame frame = PacketEncoder.encode(packet(Recorded.object(record.get("packet"))));
                    var frames = new ArrayList<@Nullable Object>();
                    frames.add(frame.text().text().substring(1));
                    frame.attachments().forEach(bytes -> frames.add(Recorded.withoutBytes(bytes)));
                    assertThat(frames).isEqualTo(record.get("frames"));
                    assertThat(frame.text().text()).startsWith("4");
                }));
    }

    @TestFactory
    Stream<DynamicTest> packets_are_read_as_recorded() {
        return Recorded.records("socket", "decoded")
                .map(record -> dynamicTest("" + record.get("messages"), () -> {
                    List<@Nullable Object> messages = Recorded.list(Recorded.withBytes(record.get("messages")));
                    if (record.containsKey("error"))
                        assertThatThrownBy(() -> read(messages, PacketLimits.DEFAULT))
                                .isInstanceOf(ProtocolException.class);
                    else
                        assertThat(described(
                                        read(messages, PacketLimits.DEFAULT).orElseThrow()))
                                .isEqualTo(described(packet(Recorded.object(record.get("packet")))));
                }));
    }

    private static Optional<Packet> read(List<@Nullable Object> messages, PacketLimits limits) {
        var decoder = new PacketDecoder(limits);
        Optional<Packet> packet = Optional.empty();
        for (Object message : messages)
            packet = message instanceof byte[] bytes
                    ? decoder.binary(Octets.of(bytes))
                    : decoder.text(Octets.of(String.valueOf(message)));
        return packet;
    }

    private static Optional<Packet> read(PacketLimits limits, Object... messages) {
        return read(List.of(messages), limits);
    }

    /** Byte arrays are equal only to themselves. */
    private static String described(Packet packet) {
        return switch (packet) {
            case Packet.Event(var namespace, var id, var args) ->
                "event %s %d %s".formatted(namespace, id, Recorded.withoutBytes(args));
            case Packet.Ack(var namespace, var id, var args) ->
                "ack %s %d %s".formatted(namespace, id, Recorded.withoutBytes(args));
            default -> packet.toString();
        };
    }

    private static void refused(PacketLimits limits, String message, Object... messages) {
        assertThatThrownBy(() -> read(limits, messages))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(message);
    }

    @Test
    void every_limit_is_kept() {
        var limits = PacketLimits.create(p ->
                p.maxAttachments(2).maxAttachmentBytes(5).maxNamespaceLength(8).json(j -> j.maxDepth(3)));
        assertThat(read(limits, "2[\"x\",[[1]]]")).isPresent();
        refused(limits, "nested", "2[\"x\",[[[1]]]]");
        assertThat(read(limits, "2/1234567,[\"x\"]")).isPresent();
        refused(limits, "longer than 8 characters", "2/12345678,[\"x\"]");
        refused(limits, "more than 2 attachments", "53-[\"x\"]");
        assertThat(read(limits, "52-[\"x\"]", new byte[2], new byte[3])).isPresent();
        refused(limits, "more than 5 bytes", "52-[\"x\"]", new byte[2], new byte[4]);
        refused(limits, "more than 5 bytes", "52-[\"x\"]", new byte[6]);
        refused(limits, "too many digits", "21234567890123456[\"x\"]");
    }

    @Test
    void an_acknowledgement_needs_its_number_and_an_event_its_name() {
        refused(PacketLimits.DEFAULT, "without its number", "3[]");
        refused(PacketLimits.DEFAULT, "cannot be read", "2");
        refused(PacketLimits.DEFAULT, "servers only", "4{\"message\":\"x\"}");
        refused(PacketLimits.DEFAULT, "unknown Socket.IO packet type", "");
    }

    @Test
    void one_packet_after_the_other_gets_its_own_attachments() {
        var decoder = new PacketDecoder(PacketLimits.create(
                p -> p.maxAttachments(1).maxAttachmentBytes(3).maxNamespaceLength(100)));
        for (int i = 0; i < 3; i++) {
            assertThat(decoder.text(Octets.of("51-[\"x\",{\"_placeholder\":true,\"num\":0}]")))
                    .isEmpty();
            Packet packet =
                    decoder.binary(Octets.of(new byte[] {(byte) i, 2, 3})).orElseThrow();
            assertThat(((Packet.Event) packet).args().get(1)).isEqualTo(new byte[] {(byte) i, 2, 3});
        }
    }

    @Test
    void a_cyclic_value_is_refused_and_not_followed_for_ever() {
        var cyclic = new ArrayList<@Nullable Object>();
        cyclic.add(cyclic);
        cyclic.add(cyclic);
        assertThatThrownBy(() -> PacketEncoder.encode(new Packet.Event("/", 1, List.of("x", cyclic))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cyclic");
    }

    @Test
    void the_length_of_a_frame_counts_its_attachments() {
        Frame frame = PacketEncoder.encode(new Packet.Event("/", -1, List.of("x", new byte[100])));
        assertThat(frame.size()).isEqualTo(frame.text().length() + 100);
    }
}
