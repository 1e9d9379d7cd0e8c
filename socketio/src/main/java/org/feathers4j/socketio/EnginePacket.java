package org.feathers4j.socketio;

/** A packet of Engine.IO. */
public sealed interface EnginePacket {
    /** The server's first packet. */
    record Open(Handshake handshake) implements EnginePacket {}

    /** The session is over. */
    record Close() implements EnginePacket {}

    /**
     * The server asks whether the client is there; from a client only as a probe of a transport to upgrade to.
     *
     * @param probe empty, or {@code probe}
     */
    record Ping(String probe) implements EnginePacket {}

    /**
     * The answer to a ping.
     *
     * @param probe what the ping said
     */
    record Pong(String probe) implements EnginePacket {}

    /** A text of the layer above, in UTF-8. */
    record Message(Octets text) implements EnginePacket {}

    /** Bytes of the layer above. */
    record Binary(Octets bytes) implements EnginePacket {}

    /** From now on the client speaks through the new transport. */
    record Upgrade() implements EnginePacket {}

    /** Nothing: ends a poll that would wait on. */
    record Noop() implements EnginePacket {}

    /** Nothing at all. */
    EnginePacket NOOP = new Noop();
    /** The end. */
    EnginePacket CLOSE = new Close();
    /** A heartbeat. */
    EnginePacket PING = new Ping("");
    /** The answer to a probe. */
    EnginePacket PROBED = new Pong("probe");
}
