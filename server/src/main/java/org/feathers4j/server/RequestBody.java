package org.feathers4j.server;

import java.io.InputStream;

/** The body of a request while it arrives. For the thread of the call. */
public interface RequestBody {
    /** The header {@code Content-Type}. */
    String contentType();

    /** The announced length in bytes; -1 when the client has not announced any. */
    long length();

    /**
     * The bytes, each once. Reading blocks until more have come; while nothing is read the client is held up, after 256 KiB at the most. Throws {@link
     * java.io.IOException} when the client goes away, and {@link org.feathers4j.FeathersException} PayloadTooLarge beyond the limit of the format.
     */
    InputStream stream();

    /** Whether the client has gone away, or was cut off, before all of it had come: no answer reaches it. */
    boolean isGone();
}
