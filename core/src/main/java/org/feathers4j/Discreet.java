package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** A value that is whole for the code of its application, and less for others: a user with the hash of a password. Among the params of a call it travels as {@link #shown}. */
public interface Discreet {
    /** What others may see of it, a plain JSON value. */
    @Nullable
    Object shown();
}
