package org.feathers4j.cote;

import java.nio.ByteBuffer;

/** A TCP connection. All methods are called on the loop. */
public interface Wire {
    /** IP address of the other side. */
    String remoteAddress();

    int remotePort();

    /**
     * Sends bytes, in order.
     *
     * @param bytes from now on the wire's own
     */
    void write(ByteBuffer bytes);

    /** Whether more should be written now; if not, {@link WireListener#onWritable} will tell when. */
    boolean writable();

    /** Stops reading until {@link #resume}; bytes that were read before may still arrive. */
    void pause();

    /** Reads again. */
    void resume();

    /** Sends the written bytes, then closes. */
    void close();

    /** Closes now; unsent bytes are lost. */
    void abort();
}
