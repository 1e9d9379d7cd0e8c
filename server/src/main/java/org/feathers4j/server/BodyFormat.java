package org.feathers4j.server;

import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies of content types that the server does not read itself, as the data of {@code create}, {@code update}, {@code patch} and custom methods, while they
 * arrive. Register it for a service with {@link Server#bodies}. Safe for all threads.
 */
public interface BodyFormat {
    /**
     * Whether it reads a body of this type. On an event loop: must not block.
     *
     * @param contentType the header {@code Content-Type}
     */
    boolean reads(String contentType);

    /** The longest body, in bytes. A longer one is answered 413: before it is read when its length was announced, else as soon as it is too long. */
    long maxBytes();

    /**
     * Reads a body, or hands its stream on as the data. On the virtual thread of the call, which is in flight from here on.
     *
     * @return the data; closed when the call has ended, also when it has failed
     * @throws Exception is answered as an error of the service
     */
    Data read(RequestBody body) throws Exception;

    /** The data of a call, and what has to be freed after it. */
    interface Data extends AutoCloseable {
        /** The data that hooks and the service get. */
        @Nullable
        Object value();

        @Override
        void close();
    }
}
