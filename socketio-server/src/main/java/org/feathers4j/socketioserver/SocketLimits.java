package org.feathers4j.socketioserver;

/**
 * How much clients of Socket.IO may have. {@link SocketOptions.Builder} has the defaults.
 *
 * @param maxQueuedBytes how much may wait to be sent to one client; a client that lets more wait is closed
 * @param maxSessions how many clients may be connected at the same time; more are refused
 * @param maxPendingAcks how many answers of one client the server waits for at the same time
 */
record SocketLimits(int maxQueuedBytes, int maxSessions, int maxPendingAcks) {
    SocketLimits {
        atLeastOne("maxQueuedBytes", maxQueuedBytes);
        atLeastOne("maxSessions", maxSessions);
        atLeastOne("maxPendingAcks", maxPendingAcks);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }
}
