package org.feathers4j.server;

import java.util.Map;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.feathers4j.socketioserver.SocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where Socket.IO is served, with and without the slash before the query, and what may not be there. */
class SocketPathTest {
    private static final String QUERY = "?EIO=4&transport=";

    /** A session that polls, and goes on to a WebSocket; then one that begins with a WebSocket. */
    private static void isServed(int port, String path) {
        Answer opened = RawHttp.get(port, path + QUERY + "polling");
        assertThat(opened.status()).isEqualTo(200);
        Object sid = RawHttp.object(Json.parse(opened.body().substring(1))).get("sid");
        String session = "&sid=" + sid;
        assertThat(RawHttp.post(port, path + QUERY + "polling" + session, "40").body())
                .isEqualTo("ok");
        assertThat(RawHttp.get(port, path + QUERY + "polling" + session).body()).startsWith("40{");
        try (var upgraded = new RawWebSocket(port, path + QUERY + "websocket" + session)) {
            upgraded.text("2probe");
            assertThat(upgraded.next()).isEqualTo("3probe");
        }
        try (var direct = new RawWebSocket(port, path + QUERY + "websocket")) {
            direct.handshake();
            direct.text("40");
            assertThat(direct.next()).startsWith("40{");
        }
    }

    private static Application served(Consumer<SocketOptions.Builder> sockets) {
        Application app = Application.create();
        app.configure(Server.create(o -> o.host("127.0.0.1").sockets(sockets)));
        return app.listen(0);
    }

    @Test
    void the_slash_before_the_query_may_be_missing() {
        try (Application house = served(s -> {})) {
            isServed(house.port(), "/socket.io");
            isServed(house.port(), "/socket.io/");
            assertThat(RawHttp.get(house.port(), "/socket.iox" + QUERY + "polling")
                            .status())
                    .isEqualTo(404);
            assertThat(RawHttp.get(house.port(), "/socket.i" + QUERY + "polling")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void it_may_be_missing_from_a_path_of_ones_own() {
        try (Application house = served(s -> s.path("/live/events/"))) {
            isServed(house.port(), "/live/events");
            isServed(house.port(), "/live/events/");
            assertThat(RawHttp.get(house.port(), "/socket.io" + QUERY + "polling")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/"})
    void it_may_be_missing_in_a_mounted_server(String mount) {
        Vertx vertx = Vertx.vertx();
        Application app = Application.create();
        try {
            Router router = Router.router(vertx);
            HttpServer host = vertx.createHttpServer().requestHandler(router);
            host.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Server server = app.configure(Server.create(o -> o.vertx(vertx)));
            server.mount(router, mount);
            app.setup();
            String below = mount.equals("/") ? "" : mount;
            isServed(host.actualPort(), below + "/socket.io");
            isServed(host.actualPort(), below + "/socket.io/");
            assertThat(RawHttp.get(host.actualPort(), below + "/socket.io").status())
                    .isEqualTo(404);
        } finally {
            app.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io", "/socket.io/", "socket.io/messages", "socket.io/:room/messages"})
    void a_service_that_would_never_be_reached_is_refused(String path) {
        var sentence = "is where Socket.IO is served";
        try (Application app = Application.create()) {
            app.configure(Server.create());
            assertThatThrownBy(() -> app.use(path, new ReadOnly()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/socket.io/ " + sentence);
            assertThat(app.services()).isEmpty();
        }
        try (Application app = Application.create()) {
            app.use(path, new ReadOnly());
            assertThatThrownBy(() -> app.configure(Server.create()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/socket.io/ " + sentence);
            // with sockets elsewhere it can be reached
            app.configure(Server.create(o -> o.host("127.0.0.1").sockets(s -> s.path("/live"))));
            assertThatThrownBy(() -> app.use("live/events", new ReadOnly())).hasMessageContaining("/live/ " + sentence);
            app.use("socket.iox", new ReadOnly());
            app.use("lives", new ReadOnly());
            app.listen(0);
            assertThat(RawHttp.get(app.port(), "/lives/1").status()).isEqualTo(200);
        }
    }

    @Test
    void a_handler_that_would_never_be_asked_is_refused() {
        try (Application app = Application.create()) {
            Server server = app.configure(Server.create());
            for (String path : new String[] {"/socket.io", "/socket.io/", "/socket.io/admin"})
                assertThatThrownBy(() -> server.use(path, ctx -> ctx.json(Map.of())))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("A handler at " + path);
            server.use("/", ctx -> ctx.next()).use("/socket.io-admin", ctx -> ctx.next());
        }
    }
}
