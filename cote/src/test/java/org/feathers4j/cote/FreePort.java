package org.feathers4j.cote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;

/** Ports that nobody uses, so that every test has a mesh of its own. */
public final class FreePort {
    private FreePort() {}

    /** A UDP port that is free just now. */
    public static int udp() {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
