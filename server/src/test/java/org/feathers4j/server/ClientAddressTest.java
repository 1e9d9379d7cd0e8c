package org.feathers4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls know the address of their client, from the server alone. */
class ClientAddressTest {
    private static final String FORGED = "X-Forwarded-For: 192.0.2.7";
    private static final TrustedProxies LOCAL = TrustedProxies.of(AllowForwardHeaders.X_FORWARD, "127.0.0.1");

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Says who has called it. */
    private record Caller() implements Service.Finds {
        @Override
        public Object find(Params params) {
            return Map.of(
                    "ip",
                    String.valueOf(params.ip()),
                    "fields",
                    Json.text(params.toMap().keySet()));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private int serve(TrustedProxies proxies) {
        var app = Application.create();
        open.add(app);
        app.configure(Server.create(o -> o.host("127.0.0.1").trustedProxies(proxies)));
        app.use("caller", new Caller());
        return app.listen(0).port();
    }

    private static Map<String, @Nullable Object> rest(int port, String path, String... headers) {
        String head = "GET " + path + "?ip=6.6.6.6 HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n";
        return Vectors.object(RawHttp.request(port, headers.length == 0 ? head : head + "\r\n", new byte[0])
                .json());
    }

    private Map<String, @Nullable Object> socket(int port, String... headers) {
        var client = new RawWebSocket(port, "/socket.io/?EIO=4&transport=websocket&ip=6.6.6.6", headers);
        open.add(client);
        client.handshake();
        client.text("40{\"ip\":\"6.6.6.6\"}");
        assertThat(client.next()).startsWith("40");
        client.text("420[\"find\",\"caller\",{\"ip\":\"6.6.6.6\"}]");
        return Vectors.object(
                Vectors.list(Json.parse(client.next().substring(3))).get(1));
    }

    @Test
    void it_is_where_the_connection_comes_from_and_no_field_of_params() {
        int port = serve(TrustedProxies.NONE);
        assertThat(rest(port, "/caller"))
                .isEqualTo(Map.of("ip", "127.0.0.1", "fields", "[\"query\",\"headers\",\"route\",\"provider\"]"));
        assertThat(socket(port)).containsEntry("ip", "127.0.0.1");
        assertThat(String.valueOf(socket(port).get("fields"))).doesNotContain("\"ip\"");
    }

    @Test
    void a_client_cannot_say_what_it_is() {
        int port = serve(TrustedProxies.NONE);
        assertThat(rest(port, "/caller", FORGED)).containsEntry("ip", "127.0.0.1");
        assertThat(socket(port, FORGED)).containsEntry("ip", "127.0.0.1");
        int other = serve(TrustedProxies.of(AllowForwardHeaders.X_FORWARD, "10.0.0.0/8"));
        assertThat(rest(other, "/caller", FORGED)).containsEntry("ip", "127.0.0.1");
        assertThat(socket(other, FORGED)).containsEntry("ip", "127.0.0.1");
    }

    @Test
    void a_trusted_proxy_can() {
        int port = serve(LOCAL);
        assertThat(rest(port, "/caller", FORGED)).containsEntry("ip", "192.0.2.7");
        assertThat(socket(port, FORGED)).containsEntry("ip", "192.0.2.7");
        assertThat(rest(port, "/caller", "X-Forwarded-For: [2001:DB8:0::1]:80"))
                .containsEntry("ip", "2001:db8:0:0:0:0:0:1");
    }

    @Test
    void it_is_known_after_middleware_as_well() {
        var app = Application.create();
        open.add(app);
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1").trustedProxies(LOCAL)));
        server.use(ctx -> ctx.next());
        app.use("caller", new Caller());
        app.listen(0);
        assertThat(rest(app.port(), "/caller", FORGED)).containsEntry("ip", "192.0.2.7");
    }

    @Test
    void it_is_known_in_somebody_elses_server_too() {
        Vertx vertx = Vertx.vertx();
        open.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        Router router = Router.router(vertx);
        HttpServer host = vertx.createHttpServer().requestHandler(router);
        host.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        mount(vertx, router, "/plain", TrustedProxies.NONE);
        mount(vertx, router, "/behind", LOCAL);
        mount(vertx, router, "/wary", TrustedProxies.of(AllowForwardHeaders.X_FORWARD, "10.0.0.0/8"));
        assertThat(rest(host.actualPort(), "/plain/caller", FORGED)).containsEntry("ip", "127.0.0.1");
        assertThat(rest(host.actualPort(), "/behind/caller", FORGED)).containsEntry("ip", "192.0.2.7");
        assertThat(rest(host.actualPort(), "/wary/caller", FORGED)).containsEntry("ip", "127.0.0.1");
    }

    private void mount(Vertx vertx, Router router, String path, TrustedProxies proxies) {
        var app = Application.create();
        open.add(app);
        app.configure(Server.create(o -> o.vertx(vertx).trustedProxies(proxies)))
                .mount(router, path);
        app.use("caller", new Caller());
        app.setup();
    }
}
