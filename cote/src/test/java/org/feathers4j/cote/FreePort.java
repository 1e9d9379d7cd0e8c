package org.feathers4j.cote;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody uses, so that every test has a mesh of its own. Each process has some for itself: those that the system hands out are handed out again when a test has looked
 * at one and not yet bound it, to a test of another process, and two meshes are one.
 */
public final class FreePort {
    private static final int FIRST = 14_000;
    private static final int PROCESSES = 1_000;
    private static final int EACH = 16;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private FreePort() {}

    /** A UDP port that is free just now. */
    public static int udp() {
        int first = FIRST + (int) (ProcessHandle.current().pid() % PROCESSES) * EACH;
        for (int i = 0; i < EACH; i++) {
            int port = first + NEXT.getAndIncrement() % EACH;
            if (isFree(port)) return port;
        }
        throw new AssertionError("no free UDP port from %d on".formatted(first));
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
