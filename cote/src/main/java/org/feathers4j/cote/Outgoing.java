package org.feathers4j.cote;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/** A frame on its way into a connection. */
interface Outgoing {
    /** The size of the frame in bytes. */
    int size();

    /** The frame, which counts as sent from now on; null when it was cancelled. Called once, on the loop. */
    @Nullable
    ByteBuffer take();

    /** A frame that is sent in any case. It may be in several queues at once. */
    static Outgoing of(ByteBuffer frame) {
        return new Outgoing() {
            @Override
            public int size() {
                return frame.remaining();
            }

            @Override
            public ByteBuffer take() {
                return frame.duplicate();
            }
        };
    }
}
