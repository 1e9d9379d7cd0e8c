package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a server does with sockets beyond what Feathers' does, seen by the official client. */
class SocketServerTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Application app = Application.create();
    private final CompletableFuture<Connection> came = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private Server configured(Consumer<ServerOptions.Builder> options) {
        Server server = app.configure(Server.create(options));
        open.add(app);
        app.use("todos", MemoryService.create());
        app.on("connection", args -> came.complete((Connection) args[0]));
        return server;
    }

    private ClientSocket connect(String name, int port, Map<String, ?> options) {
        ClientSocket socket = clients.connect(name, port, options);
        open.add(socket::close);
        return socket;
    }

    /** An application that has its own server, with feathers4j as a part of it. */
    private int mounted(String path) {
        Vertx vertx = Vertx.vertx();
        open.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        Router router = Router.router(vertx);
        HttpServer host = vertx.createHttpServer().requestHandler(router);
        host.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        configured(o -> o.vertx(vertx)).mount(router, path);
        app.setup();
        return host.actualPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void a_mounted_server_serves_sockets(String transports) {
        int port = mounted("/api");
        String name = "mounted " + transports;
        ClientSocket socket = connect(
                name, port, Map.of("path", "/api/socket.io/", "transports", List.of(transports.split(",", -1))));
        assertThat(Vectors.object(
                        socket.call("todos", "create", Map.of("text", "a")).get("resolves")))
                .containsEntry("text", "a");
        app.emit("disconnect", came.join());
        clients.await("disconnect", name, event -> "io server disconnect".equals(event.get("reason")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void a_client_answers_what_the_server_asks(String transport) {
        Server server = configured(o -> o.host("127.0.0.1"));
        app.listen(0);
        String name = "asked over " + transport;
        connect(name, app.port(), Map.of("transports", List.of(transport)));
        clients.ask("answer", "name", name, "question", "which");
        List<?> answer = server.socket(came.join()).orElseThrow().ask(SOON, "which", "a", Map.of("b", 1));
        assertThat(answer.getFirst()).isEqualTo(List.of("a", Map.of("b", 1)));
        assertThat((byte[]) answer.get(1)).containsExactly(1, 2, 255);
    }

    @Test
    void a_client_that_is_not_admitted_is_told() {
        configured(o -> o.host("127.0.0.1")
                .sockets(s -> s.allowRequest(handshake -> {
                    throw FeathersException.forbidden("Not today");
                })));
        app.listen(0);
        ClientSocket socket = clients.open("refused", app.port(), Map.of("reconnection", false));
        open.add(socket::close);
        PeerEvent refused = clients.await("connect_error", "refused", event -> true);
        assertThat(refused.get("message")).isEqualTo("xhr poll error");
        Eventually.await(SOON, "nobody to be connected", () -> clients.connected("refused") == 0);
        assertThat(came).isNotDone();
    }
}
