package org.feathers4j.socketio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.feathers4j.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever clients send, it is read, or refused with a {@link ProtocolException}; and what was read is written and read again as the same.
 *
 * <p>The first byte of an input chooses what it is meant for. In a normal build the inputs of the committed corpus are tried, and then Jazzer looks for more
 * for a few seconds; {@code JAZZER_MAX_DURATION=1h mvn -pl socketio test-compile surefire:test@fuzz} lets it look for longer.
 */
class CodecFuzzTest {
    private static final PacketLimits LIMITS = PacketLimits.create(p ->
            p.maxAttachments(3).maxAttachmentBytes(100).maxNamespaceLength(30).json(j -> j.maxDepth(20)));
    private static final byte SEPARATOR = 0x1E;
    private static final int KINDS = 4;

    @FuzzTest(maxDuration = "5s")
    void any_input_is_read_or_refused(byte[] input) {
        if (input.length == 0) return;
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (Math.floorMod(input[0], KINDS)) {
            case 0 -> payload(Octets.of(rest));
            case 1 -> packet(rest);
            case 2 -> session(rest);
            default -> conversation(rest);
        }
    }

    private static void payload(Octets body) {
        List<EnginePacket> packets;
        try {
            packets = Payload.decode(body, 50);
        } catch (ProtocolException refused) {
            return;
        }
        List<Octets> texts = packets.stream().map(EngineText::encode).toList();
        assertThat(Payload.decode(Payload.encode(texts), 50)).isEqualTo(packets);
    }

    /** A text, and after a separator what is attached to it. */
    private static void packet(byte[] input) {
        List<byte[]> messages = split(input);
        Optional<Packet> packet;
        try {
            packet = read(Octets.of(messages.getFirst()), messages.subList(1, messages.size()));
        } catch (ProtocolException refused) {
            return;
        }
        packet.ifPresent(CodecFuzzTest::writtenAndReadAgain);
    }

    private static List<byte[]> split(byte[] input) {
        var parts = new ArrayList<byte[]>();
        int start = 0;
        for (int i = 0; i <= input.length; i++)
            if (i == input.length || input[i] == SEPARATOR) {
                parts.add(Arrays.copyOfRange(input, start, i));
                start = i + 1;
            }
        return parts;
    }

    private static Optional<Packet> read(Octets text, List<byte[]> attachments) {
        var decoder = new PacketDecoder(LIMITS);
        Optional<Packet> packet = decoder.text(text);
        for (byte[] attachment : attachments) if (packet.isEmpty()) packet = decoder.binary(Octets.of(attachment));
        return packet;
    }

    private static void writtenAndReadAgain(Packet packet) {
        Frame frame = PacketEncoder.encode(packet);
        // an attachment that is used twice is written twice, and may then exceed the limits
        if (frame.attachments().size() > 3 || frame.size() - frame.text().length() > 100) return;
        List<byte[]> attachments =
                frame.attachments().stream().map(Octets::bytes).toList();
        Packet again = read(frame.text().from(1), attachments).orElseThrow();
        assertThat(described(again)).isEqualTo(described(packet));
    }

    private static Object described(Packet packet) {
        return switch (packet) {
            case Packet.Event(var namespace, var id, var args) -> List.of("event", namespace, id, written(args));
            case Packet.Ack(var namespace, var id, var args) -> List.of("ack", namespace, id, written(args));
            default -> packet.toString();
        };
    }

    /** As JSON writes it: 3.3E9 is 3300000000 then, and a number without end null. */
    private static String written(List<?> args) {
        return Json.text(Recorded.withoutBytes(args));
    }

    /** Each byte is something that happens. Once a session has ended nothing more comes of it. */
    private static void session(byte[] happenings) {
        var session = new EngineSession("abc", Transport.POLLING, EngineOptions.DEFAULT, 0);
        boolean ended = false;
        long now = 0;
        for (byte happening : happenings) {
            now += Duration.ofSeconds(happening & 0x0F).toNanos();
            List<EngineEffect> effects = happens(session, happening >> 4 & 0x0F, now);
            boolean quiet = effects.stream().allMatch(EngineEffect.Refuse.class::isInstance);
            if (ended) assertThat(quiet).as("after the end").isTrue();
            long ends = effects.stream()
                    .filter(EngineEffect.Closed.class::isInstance)
                    .count();
            assertThat(ends).isLessThan(2);
            ended |= ends == 1;
            if (ended) assertThat(session.isPolled() || session.isOpen()).isFalse();
        }
    }

    private static List<EngineEffect> happens(EngineSession session, int what, long now) {
        return switch (what) {
            case 0 -> session.polled();
            case 1 -> session.pollLost();
            case 2 -> session.posting();
            case 3 -> session.posted(List.of(new EnginePacket.Message(Octets.NONE), EnginePacket.NOOP), now);
            case 4 -> session.posted(List.of(EnginePacket.CLOSE, EnginePacket.CLOSE), now);
            case 5 -> session.received(new EnginePacket.Pong(""), now);
            case 6 -> session.received(EnginePacket.PING, now);
            case 7 -> session.malformed();
            case 8 -> session.lost();
            case 9 -> session.probing(now);
            case 10 -> session.probed(new EnginePacket.Ping("probe"));
            case 11 -> session.probed(new EnginePacket.Upgrade());
            case 12 -> session.close(now);
            case 13 -> session.abort("server shutting down", true);
            case 14 -> session.postLost();
            default -> session.tick(now);
        };
    }

    /** Who has joined leaves once, and who has not joined does not leave. */
    private static void conversation(byte[] happenings) {
        var conversation = new Conversation(Duration.ofSeconds(45), 0);
        int inside = 0;
        long now = 0;
        for (byte happening : happenings) {
            now += Duration.ofSeconds(happening & 0x0F).toNanos();
            String namespace = (happening & 1) == 0 ? "/" : "/custom";
            for (ConversationEffect effect : happens(conversation, happening >> 4 & 0x07, namespace, now)) {
                if (effect instanceof ConversationEffect.Joined) inside++;
                if (effect instanceof ConversationEffect.Left) inside--;
                assertThat(inside).isBetween(0, 2);
            }
        }
        conversation.ended("over").forEach(effect -> assertThat(effect).isInstanceOf(ConversationEffect.Left.class));
    }

    private static List<ConversationEffect> happens(Conversation conversation, int what, String namespace, long now) {
        Set<String> known = Set.of("/", "/custom");
        return switch (what) {
            case 0 -> conversation.received(new Packet.Connect(namespace, Map.of()), known, now);
            case 1 -> conversation.accept(namespace, "id", null);
            case 2 -> conversation.refuse(new Packet.Refused(namespace, "No", null));
            case 3 -> conversation.received(new Packet.Event(namespace, 1, List.of("x")), known, now);
            case 4 -> conversation.received(new Packet.Disconnect(namespace), known, now);
            case 5 -> conversation.disconnect(namespace, now);
            case 6 -> conversation.expel(now);
            default -> conversation.tick(now);
        };
    }
}
