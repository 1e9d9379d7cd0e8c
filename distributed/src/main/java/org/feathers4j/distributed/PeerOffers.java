package org.feathers4j.distributed;

import java.util.List;

/**
 * What a peer offers.
 *
 * @param peer the application
 * @param linked whether requests can be sent to it
 * @param services in the order of their paths
 */
record PeerOffers(Peer peer, boolean linked, List<ServiceDescriptor> services) {}
