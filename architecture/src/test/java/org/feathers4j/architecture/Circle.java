package org.feathers4j.architecture;

/**
 * How many types of a module may depend on each other in a circle.
 *
 * @param folder the Maven module's folder
 * @param most so many at most
 * @param reason why it is more than {@link #USUAL}
 */
record Circle(String folder, int most, String reason) {
    /** Two types that know each other, a builder and what it builds for instance, need no reason. */
    static final int USUAL = 2;
}
