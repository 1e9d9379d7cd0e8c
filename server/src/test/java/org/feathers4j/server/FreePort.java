package org.feathers4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of the loopback for those who must know theirs before they listen. */
final class FreePort {
    private FreePort() {}

    /**
     * A port that nobody listens on. A connection to it has just ended on this side, so for a minute it is given to nobody who asks for any port, and to everybody who asks for
     * this one.
     */
    static int reserve() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                var accepted = listening.accept()) {
            accepted.shutdownOutput();
            client.shutdownOutput();
            return listening.getLocalPort();
        }
    }
}
