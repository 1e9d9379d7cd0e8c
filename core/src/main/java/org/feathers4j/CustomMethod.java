package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** A method of a service besides the standard six, registered with {@link ServiceOptions.Builder#method(String, CustomMethod)}. */
@FunctionalInterface
public interface CustomMethod {
    /**
     * The result of a call, as a plain JSON value.
     *
     * @param data what the caller sent, as a plain JSON value; an empty object when nothing was sent over HTTP
     * @param params what accompanies the call
     * @throws Exception goes to the error hooks and then to the caller
     */
    @Nullable
    Object call(@Nullable Object data, Params params) throws Exception;

    /** The same with types on both ends. */
    @FunctionalInterface
    interface Typed<D, R> {
        /** The result of a call; data are null when nothing was sent. */
        @Nullable
        R call(@Nullable D data, Params params) throws Exception;
    }
}
