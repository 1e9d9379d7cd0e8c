package org.feathers4j.cote;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where datagrams are received, and how they are sent.
 *
 * @param address local address, {@code 0.0.0.0} for all; with a group the one whose network interface is used
 * @param port UDP port
 * @param multicast group to join; null for none
 * @param multicastTtl how far multicast datagrams go
 * @param reuseAddress whether other processes may have the same port
 * @param networkInterface name or IP address of the network interface that they are sent on; empty for the operating system's choice
 */
public record DatagramSettings(
        String address,
        int port,
        @Nullable String multicast,
        int multicastTtl,
        boolean reuseAddress,
        Optional<String> networkInterface) {
    /** Settings for a port that is shared with other processes, on any interface. */
    public DatagramSettings(String address, int port, @Nullable String multicast, int multicastTtl) {
        this(address, port, multicast, multicastTtl, true, Optional.empty());
    }
}
