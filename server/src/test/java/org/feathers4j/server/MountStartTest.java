package org.feathers4j.server;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Requests to a mounted application that is on its way up, in a server that listens already. */
class MountStartTest {
    private static final String POLLING = "/api/socket.io/?EIO=4&transport=polling";

    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final HttpServer host = vertx.createHttpServer().requestHandler(router);
    private final Application app = Application.create();
    private final AtomicReference<Runnable> preparing = new AtomicReference<>(() -> {});

    /** What only {@code setup} gives it. */
    private final class Prepared implements Service.Gets, Service.Creates {
        private @Nullable String answer;

        @Override
        public void setup(Application application, String path) {
            Objects.requireNonNull(preparing.get()).run();
            answer = path;
        }

        @Override
        public Object get(Id id, Params params) {
            return Map.of("length", Objects.requireNonNull(answer).length());
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return Map.of("length", Objects.requireNonNull(answer).length());
        }
    }

    @BeforeEach
    void mount() {
        router.get("/own").handler(ctx -> ctx.end("own"));
        host.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        Server server = app.configure(Server.create(o -> o.vertx(vertx)));
        app.use("slow", new Prepared());
        server.mount(router, "/api");
    }

    @AfterEach
    void close() {
        app.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Answer get(String path) {
        return RawHttp.get(host.actualPort(), path);
    }

    private void assertNotReady() {
        for (Answer answer : new Answer[] {
            get("/api/slow/1"), get("/api/nowhere"), RawHttp.post(host.actualPort(), "/api/slow", "{\"a\":1}")
        }) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(Vectors.object(answer.json()))
                    .containsEntry("name", "Unavailable")
                    .containsEntry("message", "The services are not set up yet: try again later");
        }
        assertThat(get(POLLING).status()).isEqualTo(503);
        try (var client = new RawWebSocket(host.actualPort(), "/api/socket.io/?EIO=4&transport=websocket")) {
            assertThat(client.answer()).startsWith("HTTP/1.1 503");
        }
        assertThat(get("/own").body()).isEqualTo("own");
    }

    private void assertReady() {
        assertThat(get("/api/slow/1").json()).isEqualTo(Map.of("length", 4));
        assertThat(get(POLLING).body()).startsWith("0{");
    }

    @Test
    void no_request_is_let_in_before_the_services_are_set_up() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        preparing.set(() -> {
            begun.countDown();
            try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertNotReady();
        Thread starting = Thread.ofVirtual().start(app::setup);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertNotReady();
        go.countDown();
        starting.join();
        assertReady();
    }

    @Test
    void after_a_setup_that_failed_none_is_let_in_until_another_one_succeeds() {
        preparing.set(() -> {
            throw new IllegalStateException("no database");
        });
        assertThatThrownBy(app::setup).hasMessage("no database");
        assertNotReady();
        preparing.set(() -> {});
        app.setup();
        assertReady();
    }
}
