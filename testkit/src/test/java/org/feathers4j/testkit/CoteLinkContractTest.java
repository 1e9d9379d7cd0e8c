package org.feathers4j.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;

import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.MeshLink;

/** The cote link over real sockets, on the loopback broadcast and a UDP port of its own. */
class CoteLinkContractTest extends MeshLinkContract {
    private final int udpPort = freePort();

    @Override
    protected MeshLink newLink() {
        return CoteLink.create(o -> o.broadcast("127.255.255.255").port(udpPort).helloInterval(Duration.ofMillis(500)));
    }

    static int freePort() {
        try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
