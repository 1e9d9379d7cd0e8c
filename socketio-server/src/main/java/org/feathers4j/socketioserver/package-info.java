/**
 * A Socket.IO 4 server on Vert.x, and its Engine.IO level on its own. Begin with {@link org.feathers4j.socketioserver.SocketIoServer}, or with
 * {@link org.feathers4j.socketioserver.EngineServer} for clients that do not speak Socket.IO.
 *
 * <p>From the outside to the inside: {@link org.feathers4j.socketioserver.EngineIoHandler} gets the HTTP requests of one event loop; a session carries messages, over any transport (polling,
 * WebSocket); its listener is a client of Socket.IO, whose namespaces have sockets, or a plain socket. The protocols themselves are in {@code org.feathers4j.socketio}.
 *
 * <p>{@link org.feathers4j.socketioserver.HttpHost}, {@link org.feathers4j.socketioserver.RequestTimer}, {@link org.feathers4j.socketioserver.BodyReader},
 * {@link org.feathers4j.socketioserver.Cors} and {@link org.feathers4j.socketioserver.ForceClose} are for HTTP servers that share their limits with Socket.IO; applications do not need them.
 */
@NullMarked
package org.feathers4j.socketioserver;

import org.jspecify.annotations.NullMarked;
