package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;

/**
 * A UDP port for a mesh of its own. cote's port 12345 is shared by everything on the machine; peers that are told another
 * one neither see nor disturb those there.
 */
final class DiscoveryPort {

    private DiscoveryPort() {}

    /** A UDP port that nobody uses just now. */
    static int free() {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free UDP port", e);
        }
    }
}
