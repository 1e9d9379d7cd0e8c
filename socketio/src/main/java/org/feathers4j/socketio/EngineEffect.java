package org.feathers4j.socketio;

/** What an {@link EngineSession} wants to be done, in the order of the list it comes in. */
public sealed interface EngineEffect {
    /** To be sent to the client after all that waits already. */
    record Send(EnginePacket packet) implements EngineEffect {}

    /** A message for the layer above. */
    record Received(Octets text) implements EngineEffect {}

    /** Bytes for the layer above. */
    record ReceivedBytes(Octets bytes) implements EngineEffect {}

    /** The waiting poll is answered with all that waits and this packet. */
    record Answer(EnginePacket last) implements EngineEffect {}

    /** The waiting poll is answered with all that waits, or with a noop. */
    record Release() implements EngineEffect {}

    /** The request that has just come is answered with {@link EngineError#BAD_REQUEST}. */
    record Refuse() implements EngineEffect {}

    /** To be sent at once through the WebSocket that may replace polling. */
    record SendProbe(EnginePacket packet) implements EngineEffect {}

    /** The WebSocket that may have replaced polling is closed and forgotten. */
    record DropProbe() implements EngineEffect {}

    /** The WebSocket that was probed is the transport from now on. */
    record Upgraded() implements EngineEffect {}

    /**
     * The session has ended; nothing comes after this.
     *
     * @param reason in the words of engine.io
     * @param orderly whether a WebSocket sends all that waits before it is closed
     */
    record Closed(String reason, boolean orderly) implements EngineEffect {}
}
