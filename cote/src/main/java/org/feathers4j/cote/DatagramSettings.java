package org.feathers4j.cote;

import org.jspecify.annotations.Nullable;

/**
 * Where datagrams are received.
 *
 * @param address local address, {@code 0.0.0.0} for all; with a group the one whose network interface is used
 * @param port UDP port
 * @param multicast group to join; null for none
 * @param multicastTtl how far multicast datagrams go
 */
public record DatagramSettings(
        String address, int port, @Nullable String multicast, int multicastTtl) {}
