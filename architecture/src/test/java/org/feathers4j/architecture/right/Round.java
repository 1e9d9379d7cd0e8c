package org.feathers4j.architecture.right;

/** Is needed by what is nested in {@link Right}, and needs it in turn. */
public interface Round {
    Right whole();
}
