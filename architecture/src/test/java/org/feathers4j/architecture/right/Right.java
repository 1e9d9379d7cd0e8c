package org.feathers4j.architecture.right;

import org.feathers4j.architecture.left.Left;
import org.jspecify.annotations.Nullable;

/** Closes the cycle. */
public record Right(@Nullable Left left) {
    /** A part of it, which counts as the whole. */
    public interface Part {
        Round around();
    }
}
