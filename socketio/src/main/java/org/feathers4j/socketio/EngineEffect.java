package org.feathers4j.socketio;

/** An effect of an {@link EngineSession}; effects are carried out in the order of their list. */
public sealed interface EngineEffect {
    /** Send a packet after all packets that wait already. */
    record Send(EnginePacket packet) implements EngineEffect {}

    /** Deliver a text message to the layer above. */
    record Received(Octets text) implements EngineEffect {}

    /** Deliver a binary message to the layer above. */
    record ReceivedBytes(Octets bytes) implements EngineEffect {}

    /** Answer the poll with all waiting packets and this one. */
    record Answer(EnginePacket last) implements EngineEffect {}

    /** Answer the poll with all waiting packets, or with a noop. */
    record Release() implements EngineEffect {}

    /** Answer the current request with {@link EngineError#BAD_REQUEST}. */
    record Refuse() implements EngineEffect {}

    /** Send a packet at once through the WebSocket that asks to replace polling. */
    record SendProbe(EnginePacket packet) implements EngineEffect {}

    /** Close the WebSocket that asks to replace polling. */
    record DropProbe() implements EngineEffect {}

    /** Use the probed WebSocket as the transport from now on. */
    record Upgraded() implements EngineEffect {}

    /**
     * The session has ended; no effect follows.
     *
     * @param reason as engine.io names it
     * @param orderly whether a WebSocket sends all waiting packets before it is closed
     */
    record Closed(String reason, boolean orderly) implements EngineEffect {}
}
