package org.feathers4j.cote;

import java.nio.ByteBuffer;

/** Hears what happens on a {@link Wire}, on the loop. Never throws. */
public interface WireListener {
    /** Bytes have come. They are valid only during the call. */
    void onBytes(ByteBuffer bytes);

    /** More can be written again. */
    void onWritable();

    /** The connection is gone, whoever closed it. Nothing else follows. */
    void onClosed();
}
