package org.feathers4j.socketio;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** How Engine.IO sessions behave; {@link Builder} has all that can be set. Immutable. */
public final class EngineOptions {
    /** What engine.io 6 has: 25 s, 20 s, 10 s, 30 s, a million bytes, both transports; and 1000 packets at once. */
    public static final EngineOptions DEFAULT = create(options -> {});

    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration upgradeTimeout;
    private final Duration closeTimeout;
    private final int maxPayload;
    private final int maxPackets;
    private final Set<Transport> transports;

    private EngineOptions(Builder from) {
        pingInterval = positive("pingInterval", from.pingInterval);
        pingTimeout = positive("pingTimeout", from.pingTimeout);
        upgradeTimeout = positive("upgradeTimeout", from.upgradeTimeout);
        closeTimeout = positive("closeTimeout", from.closeTimeout);
        maxPayload = atLeastOne("maxPayload", from.maxPayload);
        maxPackets = atLeastOne("maxPackets", from.maxPackets);
        transports = Set.copyOf(from.transports);
        if (transports.isEmpty()) throw new IllegalArgumentException("transports must not be empty");
    }

    private static Duration positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException("%s %s must be positive".formatted(name, value));
        return value;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
        return value;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    public static EngineOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return new EngineOptions(builder);
    }

    /** How long after the last pong the next ping is sent. */
    public Duration pingInterval() {
        return pingInterval;
    }

    /** How long a client may take to answer a ping; then its session is closed. */
    public Duration pingTimeout() {
        return pingTimeout;
    }

    /** How long a WebSocket that is to replace polling may take to confirm the upgrade. */
    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /** How long a session that the server has closed waits for a poll that it can answer with the close packet. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** The most bytes that a client may send at once. */
    public int maxPayload() {
        return maxPayload;
    }

    /** The most packets that a client may post at once. */
    public int maxPackets() {
        return maxPackets;
    }

    /** The transports that are served, at least one. */
    public Set<Transport> transports() {
        return transports;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private Duration closeTimeout = Duration.ofSeconds(30);
        private int maxPayload = 1_000_000;
        private int maxPackets = 1000;
        private Set<Transport> transports = Set.of(Transport.POLLING, Transport.WEBSOCKET);

        private Builder() {}

        /** How long after the last pong the next ping is sent; 25 seconds unless set. */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /** How long a client may take to answer a ping; 20 seconds unless set. Then its session is closed. */
        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        /** How long a WebSocket that is to replace polling may take to confirm the upgrade; 10 seconds unless set. */
        public Builder upgradeTimeout(Duration value) {
            upgradeTimeout = value;
            return this;
        }

        /** How long a session that the server has closed waits for a poll that it can answer with the close packet; 30 seconds unless set. */
        public Builder closeTimeout(Duration value) {
            closeTimeout = value;
            return this;
        }

        /** The most bytes that a client may send at once; a million unless set. */
        public Builder maxPayload(int value) {
            maxPayload = value;
            return this;
        }

        /** The most packets that a client may post at once; 1000 unless set. */
        public Builder maxPackets(int value) {
            maxPackets = value;
            return this;
        }

        /** The transports that are served, at least one; both unless set. */
        public Builder transports(Set<Transport> value) {
            transports = value;
            return this;
        }
    }
}
