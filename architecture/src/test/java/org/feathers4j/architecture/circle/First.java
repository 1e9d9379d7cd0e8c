package org.feathers4j.architecture.circle;

/** Only its nested type closes the circle. */
public final class First {
    /** Part of the circle as if it were the outer type. */
    public record Nested(Second second) {}

    private First() {}
}
