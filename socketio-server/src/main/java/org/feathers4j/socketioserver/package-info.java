/**
 * A Socket.IO 4 server on Vert.x. {@link org.feathers4j.socketioserver.SocketIoServer} is where to begin.
 *
 * <p>From the outside to the inside: {@link org.feathers4j.socketioserver.EngineIoHandler} has the HTTP requests of one event loop, a transport (polling, WebSocket) each of its clients, a session
 * what comes and goes between them, whatever the transport; the namespaces of a session have its sockets. The protocols themselves are in {@code org.feathers4j.socketio}.
 *
 * <p>{@link org.feathers4j.socketioserver.HttpHost}, {@link org.feathers4j.socketioserver.RequestTimer}, {@link org.feathers4j.socketioserver.BodyReader},
 * {@link org.feathers4j.socketioserver.Cors} and {@link org.feathers4j.socketioserver.ForceClose} are for HTTP servers that share their limits with Socket.IO; applications do not need them.
 */
@NullMarked
package org.feathers4j.socketioserver;

import org.jspecify.annotations.NullMarked;
