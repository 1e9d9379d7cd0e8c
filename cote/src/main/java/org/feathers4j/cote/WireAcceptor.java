package org.feathers4j.cote;

/** Takes new connections, on the loop. */
@FunctionalInterface
public interface WireAcceptor {
    /** Names who hears what happens on a new connection; may have closed it already. */
    WireListener onOpen(Wire wire);
}
