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

    /** Reads no more, until {@link #resume}; what was read before may still come. */
    void pause();

    /** Reads again. */
    void resume();

    /** Sends what was written, then closes. */
    void close();

    /** Closes now, whatever was not sent is lost. */
    void abort();
}
