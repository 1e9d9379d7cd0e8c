package org.feathers4j.cote;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.feathers4j.distributed.MeshLink;

/**
 * cote: applications of one network find each other by UDP and talk over TCP.
 *
 * <pre>{@code
 * Cote.link(options -> options.withBroadcast("127.255.255.255").withPorts(10_000, 10_100));
 * }</pre>
 */
public final class Cote {
    private Cote() {}

    /**
     * A link for one application, on the network of this host.
     *
     * @param change of the default options
     * @throws IllegalArgumentException when the options make no sense
     */
    public static MeshLink link(UnaryOperator<CoteOptions> change) {
        return link(VertxNetwork::new, change);
    }

    /**
     * A link for one application, on another network.
     *
     * @param network makes it when the link is opened; closed with the link
     * @param change of the default options
     * @throws IllegalArgumentException when the options make no sense
     */
    public static MeshLink link(Supplier<Network> network, UnaryOperator<CoteOptions> change) {
        return new CoteLink(change.apply(CoteOptions.DEFAULT), network);
    }
}
