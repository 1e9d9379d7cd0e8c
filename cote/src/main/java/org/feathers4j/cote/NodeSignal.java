package org.feathers4j.cote;

/** An input of a {@link NodeTable}. Times are nanoseconds of the network's clock. */
sealed interface NodeSignal {
    /** A hello came from this IP address. */
    record Heard(Hello hello, String address, long at) implements NodeSignal {}

    record Tick(long at) implements NodeSignal {}

    /** A tick while no hellos can be received. */
    record Deaf(long at) implements NodeSignal {}

    /** An application that was {@link NodeEffect.Silent} has given a sign of life, or has not. */
    record Asked(String appUuid, boolean answered, long at) implements NodeSignal {}
}
