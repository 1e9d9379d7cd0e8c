package org.feathers4j;

/** A {@code Map} or {@code List} that was read from JSON and may not have looked at its own contents yet: as long as it is raw, all of it is plain JSON. */
public interface RawValue {
    /** False once it, or anything inside, was changed. */
    boolean isRaw();
}
