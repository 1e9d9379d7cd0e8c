package org.feathers4j.cote;

import java.util.function.Consumer;

/** An open UDP port. All methods are called on the loop. */
public interface DatagramPort {
    /**
     * Sends a datagram, which may get lost.
     *
     * @param address of a host, a broadcast address, or a group
     * @param onFailure told when it could not even be sent
     */
    void send(byte[] datagram, String address, int port, Consumer<Throwable> onFailure);

    /** Stops receiving. */
    void close();
}
