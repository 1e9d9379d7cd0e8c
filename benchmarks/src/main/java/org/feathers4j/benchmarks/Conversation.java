package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One side of a connection of a {@link Loader}. Called by the loader's thread only. */
interface Conversation {
    /** The connection is there: say the first word. */
    void onOpen(Wire wire) throws IOException;

    /**
     * Something came.
     *
     * @param in all bytes that were not taken yet, in an array; what is incomplete is left in it
     */
    void onBytes(Wire wire, ByteBuffer in) throws IOException;
}
