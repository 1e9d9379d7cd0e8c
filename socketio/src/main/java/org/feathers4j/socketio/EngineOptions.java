package org.feathers4j.socketio;

import java.time.Duration;
import java.util.Set;

/**
 * How sessions behave.
 *
 * @param pingInterval how long after the last pong the next ping comes
 * @param pingTimeout how long a ping waits for its pong; then the session is closed
 * @param upgradeTimeout how long a WebSocket that is to replace polling may take to say so
 * @param closeTimeout how long a session that the server has closed waits for a poll that takes the news
 * @param maxPayload the most bytes that a client may send at once
 * @param maxPackets the most packets that a client may post at once
 * @param transports what is served
 */
public record EngineOptions(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        int maxPayload,
        int maxPackets,
        Set<Transport> transports) {

    /** What socket.io 4 has: 25 s, 20 s, 10 s, 30 s, a million bytes, both transports; and 1000 packets at once. */
    public static final EngineOptions DEFAULT = new EngineOptions(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1_000_000,
            1000,
            Set.of(Transport.POLLING, Transport.WEBSOCKET));

    /** Checks them. */
    public EngineOptions {
        positive("pingInterval", pingInterval);
        positive("pingTimeout", pingTimeout);
        positive("upgradeTimeout", upgradeTimeout);
        positive("closeTimeout", closeTimeout);
        atLeastOne("maxPayload", maxPayload);
        atLeastOne("maxPackets", maxPackets);
        transports = Set.copyOf(transports);
        if (transports.isEmpty()) throw new IllegalArgumentException("transports must not be empty");
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException("%s %s must be positive".formatted(name, value));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    /** How long after the last pong the next ping comes. */
    public EngineOptions withPingInterval(Duration value) {
        return new EngineOptions(value, pingTimeout, upgradeTimeout, closeTimeout, maxPayload, maxPackets, transports);
    }

    /** How long a ping waits for its pong. */
    public EngineOptions withPingTimeout(Duration value) {
        return new EngineOptions(pingInterval, value, upgradeTimeout, closeTimeout, maxPayload, maxPackets, transports);
    }

    /** How long a WebSocket that is to replace polling may take. */
    public EngineOptions withUpgradeTimeout(Duration value) {
        return new EngineOptions(pingInterval, pingTimeout, value, closeTimeout, maxPayload, maxPackets, transports);
    }

    /** How long a session that the server has closed waits for a poll. */
    public EngineOptions withCloseTimeout(Duration value) {
        return new EngineOptions(pingInterval, pingTimeout, upgradeTimeout, value, maxPayload, maxPackets, transports);
    }

    /** The most bytes that a client may send at once. */
    public EngineOptions withMaxPayload(int value) {
        return new EngineOptions(
                pingInterval, pingTimeout, upgradeTimeout, closeTimeout, value, maxPackets, transports);
    }

    /** The most packets that a client may post at once. */
    public EngineOptions withMaxPackets(int value) {
        return new EngineOptions(
                pingInterval, pingTimeout, upgradeTimeout, closeTimeout, maxPayload, value, transports);
    }

    /** What is served. */
    public EngineOptions withTransports(Set<Transport> value) {
        return new EngineOptions(
                pingInterval, pingTimeout, upgradeTimeout, closeTimeout, maxPayload, maxPackets, value);
    }
}
