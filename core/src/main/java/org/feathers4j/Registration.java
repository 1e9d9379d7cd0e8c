package org.feathers4j;

/** Something that was registered and can be taken back. */
@FunctionalInterface
public interface Registration {
    /** Takes it back. Doing so twice has no further effect. */
    void remove();
}
