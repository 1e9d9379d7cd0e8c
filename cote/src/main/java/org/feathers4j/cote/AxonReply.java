package org.feathers4j.cote;

import java.nio.ByteBuffer;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/** A reply frame: {@code [null, result, id]}, {@code [error, id]}, or any other frame that a Node requester accepts as one of them. */
sealed interface AxonReply {
    /** Of the request that is answered. */
    AmpArgument id();

    /** It went well; the result is null when the frame has none, which is Node's {@code undefined}. */
    record Success(AmpArgument id, @Nullable AmpArgument result) implements AxonReply {}

    record Failure(AmpArgument id, AmpArgument error) implements AxonReply {}

    /** The reply in a frame. A falsy first argument means success (axon, lib/sockets/req.js and cote's promise wrapper). */
    static AxonReply of(AmpFrame frame) {
        AmpArgument id = frame.last();
        if (frame.size() == 1) return new Success(id, null);
        AmpArgument first = frame.argument(0);
        if (!isFalsy(first)) return new Failure(id, first);
        return new Success(id, frame.size() > 2 ? frame.argument(1) : null);
    }

    /**
     * The frame for a result.
     *
     * @throws JsonException when the result can't be written as JSON
     */
    static ByteBuffer encodeSuccess(@Nullable Object result, AmpArgument id) {
        return AmpEncoder.encode(null, result, id);
    }

    /**
     * The frame for an error.
     *
     * @throws JsonException when the error can't be written as JSON
     */
    static ByteBuffer encodeFailure(Object error, AmpArgument id) {
        return AmpEncoder.encode(error, id);
    }

    private static boolean isFalsy(AmpArgument argument) {
        return switch (argument) {
            case AmpArgument.Text text -> !text.bytes().hasRemaining();
            case AmpArgument.JsonText json -> isFalsy(json);
            case AmpArgument.Blob blob -> false;
        };
    }

    /** Parses only texts that are short enough to be falsy: long ones are errors, which the loop must not parse. */
    private static boolean isFalsy(AmpArgument.JsonText json) {
        if (json.bytes().remaining() > 32) return false;
        try {
            Object value = json.read(JsonLimits.DEFAULT);
            return value == null
                    || value.equals(false)
                    || value.equals("")
                    || (value instanceof Number number && number.doubleValue() == 0);
        } catch (JsonException notJson) {
            return false; // an error that can't be read is still an error
        }
    }
}
