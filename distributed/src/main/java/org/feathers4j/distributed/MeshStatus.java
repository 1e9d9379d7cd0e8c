package org.feathers4j.distributed;

import java.util.List;

/**
 * The mesh as one application sees it at one moment: {@link Distribution#status}.
 *
 * @param self the application
 * @param link what connects it, for instance {@code cote, udp 127.255.255.255:12345, tcp 10000-10002}
 * @param services those that it shares with its peers, in the order of their paths
 * @param served the requests of all peers to this application
 * @param refused how many events were dropped because a receiver was stuck, as {@link Distribution#refused} counts them
 * @param peers in the order of their keys
 */
public record MeshStatus(
        Peer self,
        String link,
        List<ServiceDescriptor> services,
        CallStats served,
        long refused,
        List<PeerStatus> peers) {}
