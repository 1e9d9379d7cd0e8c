package org.feathers4j.cote;

/** Receives datagrams, on the loop. Never throws. */
@FunctionalInterface
public interface DatagramListener {
    /**
     * A datagram has come.
     *
     * @param datagram the payload; the listener's own
     * @param address IP address of the sender
     */
    void onDatagram(byte[] datagram, String address);
}
