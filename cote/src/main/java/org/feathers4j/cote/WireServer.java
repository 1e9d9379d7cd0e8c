package org.feathers4j.cote;

/** A TCP port that accepts connections. All methods are called on the loop. */
public interface WireServer {
    int port();

    /** Accepts no more, and closes what it has accepted. */
    void close();
}
