package org.feathers4j.testkit;

import java.time.Duration;

import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.MeshLink;

/** The same over real sockets, on the loopback broadcast and a UDP port of its own. */
class CoteServiceContractTest extends MeshServiceContractTest {
    private static final int UDP_PORT = CoteLinkContractTest.freePort();

    @Override
    MeshLink newLink() {
        return CoteLink.create(
                o -> o.broadcast("127.255.255.255").port(UDP_PORT).helloInterval(Duration.ofMillis(500)));
    }
}
