package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * A request frame: {@code [request, id]}.
 *
 * @param request usually a JSON object
 * @param id to be returned untouched
 * @param wellFormed whether the frame had just these two arguments
 */
record AxonRequest(AmpArgument request, AmpArgument id, boolean wellFormed) {
    /** The request in a frame; empty when it has no id, so that it cannot be answered. */
    static Optional<AxonRequest> of(AmpFrame frame) {
        if (frame.size() < 2) return Optional.empty();
        return Optional.of(new AxonRequest(frame.argument(0), frame.last(), frame.size() == 2));
    }

    /**
     * A request as a frame.
     *
     * @param id {@code <os process id>:<n>}
     * @throws JsonException when the request can't be written as JSON
     */
    static ByteBuffer encode(@Nullable Object request, String id) {
        return AmpEncoder.encode(request, id);
    }
}
