package org.feathers4j.cote;

/**
 * TCP ports to choose from.
 *
 * @param lowest 0 leaves the choice to the operating system
 * @param highest included
 */
public record PortRange(int lowest, int highest) {
    /** Any port that the operating system likes. */
    public static final PortRange ANY = new PortRange(0, 0);

    public PortRange {
        if (lowest < 0 || highest > 65_535 || highest < lowest)
            throw new IllegalArgumentException(
                    "Ports %d to %d are no range: they go from 1 to 65535".formatted(lowest, highest));
    }

    int size() {
        return highest - lowest + 1;
    }
}
