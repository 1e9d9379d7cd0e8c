package org.feathers4j.cote;

import java.nio.ByteBuffer;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonOutput;
import org.jspecify.annotations.Nullable;

/**
 * Writes AMP frames byte for byte as Node does (amp-message, index.js), and never one that would harm a Node receiver.
 *
 * <p>Text becomes {@code s:}, bytes travel as they are, everything else becomes {@code j:} JSON. Bytes that would be read back as something
 * else, or that Node would hold back because they are empty and last, are written as JSON instead, the way Node writes a Buffer inside
 * of an object.
 */
final class AmpEncoder {
    private static final int VERSION = 1 << 4;
    private static final int MOST_ARGUMENTS = 15;

    private AmpEncoder() {}

    /**
     * One frame.
     *
     * @param arguments one to fifteen: JSON values, {@code byte[]}, or an {@link AmpArgument} that is to be sent as it came
     * @throws JsonException when an argument can't be written as JSON
     */
    static ByteBuffer encode(@Nullable Object... arguments) {
        int count = arguments.length;
        if (count < 1 || count > MOST_ARGUMENTS)
            throw new IllegalArgumentException(
                    "A frame has 1 to %d arguments, not %d".formatted(MOST_ARGUMENTS, count));
        var out = new JsonOutput();
        out.octet(VERSION | count);
        for (int i = 0; i < count; i++) argument(out, arguments[i], i == count - 1);
        return ByteBuffer.wrap(out.array(), 0, out.length());
    }

    private static void argument(JsonOutput out, @Nullable Object value, boolean last) {
        int start = out.length();
        out.int32(0);
        content(out, value, last);
        out.int32At(start, out.length() - start - 4);
    }

    private static void content(JsonOutput out, @Nullable Object value, boolean last) {
        switch (value) {
            case String text -> prefix(out, 's').utf8(text);
            case AmpArgument.Text text -> raw(prefix(out, 's'), text.bytes());
            case AmpArgument.JsonText json -> raw(prefix(out, 'j'), json.bytes());
            case AmpArgument.Blob blob -> bytes(out, blob.bytes(), last);
            case byte[] bytes -> bytes(out, ByteBuffer.wrap(bytes), last);
            case null, default -> Json.write(value, prefix(out, 'j'));
        }
    }

    private static JsonOutput prefix(JsonOutput out, char kind) {
        return out.octet(kind).octet(':');
    }

    private static JsonOutput raw(JsonOutput out, ByteBuffer bytes) {
        return out.bytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private static void bytes(JsonOutput out, ByteBuffer bytes, boolean last) {
        if (arrivesAsBytes(bytes, last)) {
            raw(out, bytes);
            return;
        }
        var copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        Json.write(copy, prefix(out, 'j'));
    }

    private static boolean arrivesAsBytes(ByteBuffer bytes, boolean last) {
        int length = bytes.remaining();
        if (length < 2) return length > 0 || !last;
        byte first = bytes.get(bytes.position());
        return bytes.get(bytes.position() + 1) != ':' || (first != 's' && first != 'j');
    }
}
