package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.feathers4j.socketioserver.SuiteClient.Wire;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** What the published protocol suite of Socket.IO 5 (github.com/socketio/socket.io-protocol, test-suite) checks of Engine.IO; {@link SocketProtocolTest} has the rest of it. */
class SocketIoEngineTest extends EngineSuite {
    private final List<SocketIoServer> servers = new ArrayList<>();

    @Override
    HttpServer serve(Vertx vertx) {
        return serve(vertx, SocketIoServer.create());
    }

    @Override
    HttpServer serve(Vertx vertx, Duration pingInterval, Duration pingTimeout) {
        return serve(
                vertx, SocketIoServer.create(o -> o.pingInterval(pingInterval).pingTimeout(pingTimeout)));
    }

    private HttpServer serve(Vertx vertx, SocketIoServer io) {
        servers.add(io.onConnection(socket -> (name, args, ack) -> {}));
        return await(vertx.createHttpServer(io.httpOptions())
                .requestHandler(io::handle)
                .listen(0, "127.0.0.1"));
    }

    @Override
    void end() {
        servers.forEach(SocketIoServer::close);
    }

    @Override
    String path() {
        return "/socket.io/";
    }

    @Override
    @Nullable
    SocketSession session(String sid) {
        for (SocketIoServer each : servers) {
            SocketSession session = each.session(sid);
            if (session != null) return session;
        }
        return null;
    }

    @Override
    void talks(Wire wire) {
        wire.send("40");
        assertThat(String.valueOf(wire.next())).startsWith("40{");
    }
}
