package org.feathers4j.socketioserver;

/**
 * How much clients of Socket.IO may have.
 *
 * @param maxQueuedBytes how much may wait to be sent to one client; a client that lets more wait is closed
 * @param maxSessions how many clients may be connected at the same time; more are refused
 * @param maxPendingAcks how many answers of one client the server waits for at the same time
 */
public record SocketLimits(int maxQueuedBytes, int maxSessions, int maxPendingAcks) {
    /** 16 MiB may wait for one client, 100 000 clients may connect, and 1000 answers of each are waited for. */
    public static final SocketLimits DEFAULT = new SocketLimits(16 << 20, 100_000, 1000);

    /** Checks them. */
    public SocketLimits {
        atLeastOne("maxQueuedBytes", maxQueuedBytes);
        atLeastOne("maxSessions", maxSessions);
        atLeastOne("maxPendingAcks", maxPendingAcks);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    SocketLimits withMaxQueuedBytes(int value) {
        return new SocketLimits(value, maxSessions, maxPendingAcks);
    }

    SocketLimits withMaxSessions(int value) {
        return new SocketLimits(maxQueuedBytes, value, maxPendingAcks);
    }

    SocketLimits withMaxPendingAcks(int value) {
        return new SocketLimits(maxQueuedBytes, maxSessions, value);
    }
}
