package org.feathers4j.cote;

/** What follows for whoever keeps connections. */
sealed interface NodeEffect {
    record Added(Node node) implements NodeEffect {}

    /** A known node says something else of itself. Node's cote never does; nobody else should. */
    record Updated(Node before, Node now) implements NodeEffect {}

    record Removed(Node node) implements NodeEffect {}

    /** Nothing was heard of an application for too long: it is to be asked, and {@link NodeSignal.Asked} must follow. */
    record Silent(String appUuid) implements NodeEffect {}

    /** There is no room for it. */
    record Refused(Node node) implements NodeEffect {}
}
