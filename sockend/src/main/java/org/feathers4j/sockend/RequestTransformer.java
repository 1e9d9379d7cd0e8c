package org.feathers4j.sockend;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Checks and changes requests of clients before they are sent: cote's {@code requesterTransformators}. Called on virtual threads, several at a time; it may block. */
@FunctionalInterface
public interface RequestTransformer {
    /** Leaves requests as they are. */
    RequestTransformer NONE = (request, client) -> {};

    /**
     * A client has sent a request.
     *
     * @param request the request with its {@code type}; sent as it is when this method returns
     * @param client the sender
     * @throws RuntimeException to refuse the request; the client gets {@code {"message": ...}} as the error
     */
    void transform(Map<String, @Nullable Object> request, SockendClient client);
}
