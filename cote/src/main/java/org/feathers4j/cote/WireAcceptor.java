package org.feathers4j.cote;

/** Takes new connections, on the loop. */
@FunctionalInterface
public interface WireAcceptor {
    /** Returns the listener of a new connection; may close the connection. */
    WireListener onOpen(Wire wire);
}
