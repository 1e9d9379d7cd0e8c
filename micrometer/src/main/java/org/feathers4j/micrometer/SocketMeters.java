package org.feathers4j.micrometer;

import io.micrometer.core.instrument.Tags;
import org.feathers4j.socketioserver.SocketIoServer;

/** Shows the counters that a socket server keeps anyway: nothing is added to its work. */
final class SocketMeters {
    private SocketMeters() {}

    static void show(Meters meters, SocketIoServer sockets) {
        Tags none = Tags.empty();
        meters.gauge("feathers.sockets", "", "Connected clients", none, sockets, SocketIoServer::count);
        meters.gauge(
                "feathers.sockets.away",
                "",
                "Clients that may come back and go on",
                none,
                sockets,
                SocketIoServer::away);
        meters.gauge(
                "feathers.sockets.queued",
                "bytes",
                "What waits to be sent to clients",
                none,
                sockets,
                SocketIoServer::queuedBytes);
        meters.counter(
                "feathers.sockets.slow",
                "Clients disconnected because they did not read",
                none,
                sockets,
                SocketIoServer::closedForSlowness);
        meters.counter(
                "feathers.sockets.rejected",
                "Messages of clients rejected as malformed or too long",
                none,
                sockets,
                SocketIoServer::rejectedMessages);
    }
}
