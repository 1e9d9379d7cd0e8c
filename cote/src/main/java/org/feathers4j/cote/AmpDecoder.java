package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes in, frames out, however the bytes are cut. Keeps incomplete frames until the rest arrives; memory grows with the bytes that have
 * arrived, not with the lengths that were promised.
 *
 * <p>More careful than Node (amp, lib/decode.js): an empty last argument is delivered at once, and a frame with zero arguments is
 * rejected; Node would keep reading and swallow the next frame.
 */
final class AmpDecoder {
    private static final int FIRST_ROOM = 8 * 1024;
    private static final byte[] NOTHING = {};

    private final long maxFrameBytes;
    private final List<AmpArgument> arguments = new ArrayList<>(3);
    private int argumentsMissing;
    private int lengthBytesMissing;
    private int length;
    private byte[] content = NOTHING;
    private int filled;
    private long frameBytes;

    /** @param maxFrameBytes the most bytes that the arguments of one frame may have together */
    AmpDecoder(long maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Takes all the bytes and hands over the frames that are complete with them, in order.
     *
     * @throws ProtocolException when the stream can't be followed any further; frames before that were handed over
     */
    void decode(ByteBuffer in, Consumer<AmpFrame> frames) {
        while (in.hasRemaining()) {
            if (argumentsMissing == 0) header(in.get());
            else if (lengthBytesMissing > 0) length(in.get(), frames);
            else content(in, frames);
        }
    }

    /** Whether a frame has begun and is not complete. */
    boolean isInsideFrame() {
        return argumentsMissing > 0;
    }

    private void header(byte header) {
        argumentsMissing = header & 0x0f; // the upper half is a version, which is not checked
        if (argumentsMissing == 0) throw new ProtocolException("A frame without arguments");
        frameBytes = 0;
        expectLength();
    }

    private void expectLength() {
        lengthBytesMissing = 4;
        length = 0;
    }

    private void length(byte next, Consumer<AmpFrame> frames) {
        length = length << 8 | (next & 0xff);
        if (--lengthBytesMissing > 0) return;
        frameBytes += Integer.toUnsignedLong(length);
        if (length < 0 || frameBytes > maxFrameBytes)
            throw new ProtocolException("An argument of %d bytes makes the frame larger than %d bytes"
                    .formatted(Integer.toUnsignedLong(length), maxFrameBytes));
        filled = 0;
        content = NOTHING;
        if (length == 0) complete(frames);
    }

    private void content(ByteBuffer in, Consumer<AmpFrame> frames) {
        int count = Math.min(in.remaining(), length - filled);
        if (filled + count > content.length) grow(filled + count);
        in.get(content, filled, count);
        filled += count;
        if (filled == length) complete(frames);
    }

    private void grow(int needed) {
        long room = needed == length ? length : Math.min(length, Math.max(FIRST_ROOM, 2L * needed));
        content = Arrays.copyOf(content, (int) room);
    }

    private void complete(Consumer<AmpFrame> frames) {
        arguments.add(AmpArgument.of(content));
        content = NOTHING;
        if (--argumentsMissing > 0) {
            expectLength();
            return;
        }
        var frame = new AmpFrame(arguments);
        arguments.clear();
        frames.accept(frame);
    }
}
