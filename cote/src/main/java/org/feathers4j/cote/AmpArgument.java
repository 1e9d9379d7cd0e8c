package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * One argument of an AMP frame, as received: parsed only when its value is needed, so that an event loop can pass it on
 * unread.
 */
sealed interface AmpArgument {
    /** The content, without the two bytes that tell its kind. Backed by an array; its position and content must not be changed. */
    ByteBuffer bytes();

    /**
     * The value: a {@code String}, a JSON value, or a {@code byte[]}.
     *
     * @throws JsonException when JSON is invalid or exceeds the limits
     */
    @Nullable
    Object read(JsonLimits limits);

    /**
     * The value like {@link #read}, objects and arrays as views of the bytes: passing them on costs no parsing.
     *
     * @throws JsonException when JSON is invalid or exceeds the limits
     */
    default @Nullable Object view(JsonLimits limits) {
        return read(limits);
    }

    /** {@code s:}, UTF-8 text. */
    record Text(ByteBuffer bytes) implements AmpArgument {
        /** The text; invalid UTF-8 becomes U+FFFD, as in Node. */
        String value() {
            return new String(bytes.array(), bytes.arrayOffset(), bytes.remaining(), StandardCharsets.UTF_8);
        }

        @Override
        public String read(JsonLimits limits) {
            return value();
        }
    }

    /** {@code j:}, JSON text, perhaps an invalid one. */
    record JsonText(ByteBuffer bytes) implements AmpArgument {
        @Override
        public @Nullable Object read(JsonLimits limits) {
            return Json.parse(bytes.array(), bytes.arrayOffset(), bytes.remaining(), limits);
        }

        @Override
        public @Nullable Object view(JsonLimits limits) {
            return Json.view(bytes.array(), bytes.arrayOffset(), bytes.remaining(), limits);
        }
    }

    /** Anything else, without a prefix. */
    record Blob(ByteBuffer bytes) implements AmpArgument {
        @Override
        public byte[] read(JsonLimits limits) {
            var copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            return copy;
        }
    }

    /** The argument with this content, the array is its own from now on. */
    static AmpArgument of(byte[] content) {
        if (content.length < 2 || content[1] != ':') return new Blob(ByteBuffer.wrap(content));
        return switch (content[0]) {
            case 's' -> new Text(afterPrefix(content));
            case 'j' -> new JsonText(afterPrefix(content));
            default -> new Blob(ByteBuffer.wrap(content));
        };
    }

    private static ByteBuffer afterPrefix(byte[] content) {
        return ByteBuffer.wrap(content, 2, content.length - 2).slice();
    }
}
