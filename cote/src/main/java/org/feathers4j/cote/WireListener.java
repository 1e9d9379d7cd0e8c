package org.feathers4j.cote;

import java.nio.ByteBuffer;

/** Receives the bytes and the end of a {@link Wire}, on the loop. Never throws. */
public interface WireListener {
    /** Bytes have come. They are valid only during the call. */
    void onBytes(ByteBuffer bytes);

    /** More can be written again. */
    void onWritable();

    /** The connection is closed, by either side. Nothing else follows. */
    void onClosed();
}
