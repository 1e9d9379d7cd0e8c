package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** A value that is complete for the code of its application, and reduced outside of it: a user with the hash of a password. Among the params of a call it travels as {@link #shown}. */
public interface Discreet {
    /** The part that clients and peers may see, a plain JSON value. */
    @Nullable
    Object shown();
}
