/**
 * Engine.IO protocol 4 and Socket.IO protocol 5 as values: packets, codecs and state machines. Bytes in, records out; signals and the time in, effects out.
 * The package opens no socket and reads no clock.
 *
 * <p>Engine.IO carries messages over WebSocket or long-polling: {@link org.feathers4j.socketio.EnginePacket}, {@link
 * org.feathers4j.socketio.EngineSession}. Socket.IO puts namespaces, events and acknowledgements into these messages: {@link
 * org.feathers4j.socketio.Packet}, {@link org.feathers4j.socketio.Conversation}.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">The Engine.IO protocol</a>
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">The Socket.IO protocol</a>
 */
@NullMarked
package org.feathers4j.socketio;

import org.jspecify.annotations.NullMarked;
