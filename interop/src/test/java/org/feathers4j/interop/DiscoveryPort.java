package org.feathers4j.interop;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A UDP port for a mesh of its own, and a range of TCP ports for its peers. cote's port 12345 is shared by everything on the machine; peers that are told
 * another one neither see nor disturb those there. With ports of their own they don't get connections either that are meant for a peer of another mesh,
 * which had the same port and is gone. Only Node peers of version 3 take theirs from 8000 on regardless of options: it has a cote of its own inside.
 */
final class DiscoveryPort {

    private static final int FIRST = 13_000;
    private static final int MESHES = 50;
    private static final int FIRST_TCP = 20_000;
    private static final int TCP_PORTS = 240;

    private static final AtomicInteger NEXT = new AtomicInteger();

    private DiscoveryPort() {}

    /** A free UDP port, another one each time. */
    static int free() {
        for (int i = 0; i < MESHES; i++) {
            int port = FIRST + NEXT.getAndIncrement() % MESHES;
            if (isFree(port)) return port;
        }
        throw new AssertionError("no free UDP port from %d on".formatted(FIRST));
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where peers on that discovery port look for ports to listen on, as options of cote; nothing for a port that is not from here. */
    static Map<String, Integer> tcpPorts(int discoveryPort) {
        int mesh = discoveryPort - FIRST;
        if (mesh < 0 || mesh >= MESHES) return Map.of();
        int base = FIRST_TCP + mesh * TCP_PORTS;
        return Map.of("basePort", base, "highestPort", base + TCP_PORTS - 1);
    }
}
