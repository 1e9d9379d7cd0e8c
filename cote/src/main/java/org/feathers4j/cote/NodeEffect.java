package org.feathers4j.cote;

/** An effect of a signal on connections. */
sealed interface NodeEffect {
    record Added(Node node) implements NodeEffect {}

    /** A known node has changed its advertisement. Node's cote never does, and no other implementation should. */
    record Updated(Node before, Node now) implements NodeEffect {}

    record Removed(Node node) implements NodeEffect {}

    /** No hello of an application was received for too long: it is to be checked, and {@link NodeSignal.Asked} must follow. */
    record Silent(String appUuid) implements NodeEffect {}

    /** There is no room for it. */
    record Refused(Node node) implements NodeEffect {}
}
