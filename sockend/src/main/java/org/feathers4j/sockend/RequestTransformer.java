package org.feathers4j.sockend;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Looks at requests of clients before they are sent, and changes them: cote's {@code requesterTransformators}. Called on a virtual thread; several at a time. */
@FunctionalInterface
public interface RequestTransformer {
    /** Leaves requests as they are. */
    RequestTransformer NONE = (request, client) -> {};

    /**
     * A client asks.
     *
     * @param request what is sent unless it is changed here, {@code type} included
     * @param client who asks
     * @throws RuntimeException to refuse it; the client gets {@code {"message": ...}} as the error
     */
    void transform(Map<String, @Nullable Object> request, SockendClient client);
}
