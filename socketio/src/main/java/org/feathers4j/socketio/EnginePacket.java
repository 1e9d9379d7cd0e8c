package org.feathers4j.socketio;

/** A packet of Engine.IO. */
public sealed interface EnginePacket {
    /** The server's first packet. */
    record Open(Handshake handshake) implements EnginePacket {}

    /** Closes the session. */
    record Close() implements EnginePacket {}

    /**
     * A heartbeat of the server; a client sends it only to probe a transport before an upgrade.
     *
     * @param probe empty, or {@code probe}
     */
    record Ping(String probe) implements EnginePacket {}

    /**
     * The answer to a ping.
     *
     * @param probe that of the ping
     */
    record Pong(String probe) implements EnginePacket {}

    /** A text message of the layer above, in UTF-8. */
    record Message(Octets text) implements EnginePacket {}

    /** A binary message of the layer above. */
    record Binary(Octets bytes) implements EnginePacket {}

    /** The client uses the new transport from now on. */
    record Upgrade() implements EnginePacket {}

    /** No content; ends a poll that would wait longer. */
    record Noop() implements EnginePacket {}

    /** Ends a poll. */
    EnginePacket NOOP = new Noop();
    /** Closes the session. */
    EnginePacket CLOSE = new Close();
    /** A heartbeat. */
    EnginePacket PING = new Ping("");
    /** The answer to a probe. */
    EnginePacket PROBED = new Pong("probe");
}
