package org.feathers4j.cote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The recorded truth: what Node processes really sent. */
public final class Vectors {
    private Vectors() {}

    /** One case of a file. */
    public record Case(Map<?, ?> members) {
        public String name() {
            return text("name");
        }

        public String text(String member) {
            return (String) Objects.requireNonNull(members.get(member), member);
        }

        public boolean has(String member) {
            return members.get(member) != null;
        }

        public Case object(String member) {
            return new Case((Map<?, ?>) Objects.requireNonNull(members.get(member), member));
        }

        public @Nullable Object value(String member) {
            return members.get(member);
        }

        public List<?> list(String member) {
            return (List<?>) Objects.requireNonNull(members.get(member), member);
        }

        public byte[] hex() {
            return bytes(text("hex"));
        }
    }

    public static Stream<Case> cases(String file) {
        try (var stream = Vectors.class.getResourceAsStream("/vectors/mesh/" + file + ".json")) {
            byte[] bytes = Objects.requireNonNull(stream, file).readAllBytes();
            var cases = (List<?>)
                    Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(Json.parse(bytes))).get("cases"));
            return cases.stream().map(each -> new Case((Map<?, ?>) each));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DynamicTest test(Case one, ThrowingConsumer<Case> body) {
        return DynamicTest.dynamicTest(one.name(), () -> body.accept(one));
    }

    /** The frames that a vector writes down as objects with {@code hex}. */
    public static Stream<Case> frames(List<?> frames) {
        return frames.stream().map(each -> new Case((Map<?, ?>) each));
    }

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.limit());
    }

    /** The arguments of the only frame in the bytes, as values. */
    public static List<@Nullable Object> arguments(byte[] bytes) {
        var values = new ArrayList<@Nullable Object>();
        for (AmpArgument each : decodeOne(bytes).arguments()) values.add(each.read(JsonLimits.DEFAULT));
        return values;
    }

    /** All frames in the bytes, which end with a frame. */
    static List<AmpFrame> decode(byte[] bytes) {
        var frames = new ArrayList<AmpFrame>();
        new AmpDecoder(1 << 20).decode(ByteBuffer.wrap(bytes), frames::add);
        return frames;
    }

    static AmpFrame decodeOne(byte[] bytes) {
        List<AmpFrame> frames = decode(bytes);
        if (frames.size() != 1) throw new AssertionError("expected one frame, got " + frames);
        return frames.getFirst();
    }

    /** A frame's arguments in the form in which vectors write them down. */
    static List<Object> described(AmpFrame frame) {
        return frame.arguments().stream().map(Vectors::described).toList();
    }

    private static Object described(AmpArgument argument) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        switch (argument) {
            case AmpArgument.Text text -> {
                members.put("type", "string");
                members.put("value", text.value());
            }
            case AmpArgument.JsonText json -> {
                members.put("type", "json");
                members.put("value", json.read(JsonLimits.DEFAULT));
            }
            case AmpArgument.Blob blob -> {
                members.put("type", "blob");
                members.put("hex", HexFormat.of().formatHex(blob.read(JsonLimits.DEFAULT)));
            }
        }
        return members;
    }

    /** The values behind arguments as vectors write them down, ready to be encoded. */
    static @Nullable Object[] values(List<?> described) {
        return described.stream()
                .map(each -> value((Map<?, ?>) Objects.requireNonNull(each)))
                .toArray();
    }

    private static @Nullable Object value(Map<?, ?> described) {
        if ("blob".equals(described.get("type"))) return bytes((String) Objects.requireNonNull(described.get("hex")));
        Object value = described.get("value");
        // only a Date becomes a text in JSON; a string of its own becomes a text argument
        return "json".equals(described.get("type")) && value instanceof String date ? Instant.parse(date) : value;
    }
}
