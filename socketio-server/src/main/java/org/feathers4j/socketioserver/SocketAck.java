package org.feathers4j.socketioserver;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The answer that a client waits for. May be used from any thread; only the first answer counts. */
public interface SocketAck {
    /**
     * Answers. The bytes are made on the calling thread; when that fails another answer may be given.
     *
     * @param args arguments of the client's callback: JSON values, and {@code byte[]} for binary ones
     * @throws org.feathers4j.json.JsonException when one of them has no JSON form
     */
    void send(List<? extends @Nullable Object> args);

    /** The same as {@link #send(List)} with the arguments one by one. */
    default void send(@Nullable Object... args) {
        send(Collections.unmodifiableList(Arrays.asList(args)));
    }
}
