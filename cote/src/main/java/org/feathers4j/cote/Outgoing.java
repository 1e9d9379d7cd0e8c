package org.feathers4j.cote;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/** A frame on its way into a connection. */
interface Outgoing {
    /** How many bytes the frame has. */
    int size();

    /** The frame, from now on as good as sent; null when it need not be sent any more. Called once, on the loop. */
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
