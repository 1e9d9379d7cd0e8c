package org.feathers4j.server;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of clients that an event loop makes itself, because they do not block. */
class CallsOnLoopTest {
    private static final String LONG = "x".repeat(100_000);

    private final Application app = Application.create();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        app.close();
    }

    private final class Threads implements Service.Gets, Service.Creates {
        @Override
        @NonBlocking
        public Object get(Id id, Params params) {
            return switch (id.text()) {
                case "none" -> throw FeathersException.notFound("No thread");
                case "bug" -> throw new StackOverflowError("a bug");
                case "long" -> Map.of("text", LONG);
                default -> Map.of("virtual", Thread.currentThread().isVirtual());
            };
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) throws InterruptedException {
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
            return data;
        }
    }

    private void listen() {
        app.configure(Server.create(o -> o.host("127.0.0.1").maxCallsInFlight(10)));
        app.use("threads", new Threads());
        app.use(
                "slow",
                Service.get(
                        (id, params) -> Map.of("virtual", Thread.currentThread().isVirtual())));
        app.listen(0);
    }

    private Answer get(String path) {
        return RawHttp.get(app.port(), path);
    }

    @Test
    void a_get_that_does_not_block() {
        listen();
        assertThat(get("/threads/1").body()).isEqualTo("{\"virtual\":false}");
        assertThat(get("/threads/1?a=b").body()).isEqualTo("{\"virtual\":false}");
        assertThat(get("/slow/1").body()).isEqualTo("{\"virtual\":true}");
    }

    @Test
    void a_hook_that_might_block_needs_a_thread() {
        listen();
        app.service("threads").hooks(h -> h.before("get", context -> {}));
        assertThat(get("/threads/1").body()).isEqualTo("{\"virtual\":true}");
    }

    @Test
    void errors_and_large_results_arrive_and_the_loop_goes_on() {
        listen();
        // more often than calls may be in flight
        for (int i = 0; i < 12; i++) {
            assertThat(get("/threads/none").status()).isEqualTo(404);
            assertThat(get("/threads/bug").status()).isEqualTo(500);
            assertThat(get("/threads/long").body()).isEqualTo("{\"text\":\"" + LONG + "\"}");
        }
        assertThat(get("/threads/1").body()).isEqualTo("{\"virtual\":false}");
    }

    @Test
    void the_same_over_sockets() {
        listen();
        try (RawWebSocket client = RawWebSocket.connected(app.port())) {
            client.text("420[\"get\",\"threads\",1]");
            assertThat(client.next()).isEqualTo("430[null,{\"virtual\":false}]");
            client.text("421[\"get\",\"slow\",1]");
            assertThat(client.next()).isEqualTo("431[null,{\"virtual\":true}]");
            for (int i = 0; i < 12; i++) {
                client.text("422[\"get\",\"threads\",\"none\"]");
                assertThat(client.next()).startsWith("432[{\"name\":\"NotFound\"");
                client.text("423[\"get\",\"threads\",\"long\"]");
                assertThat(client.next()).isEqualTo("433[null,{\"text\":\"" + LONG + "\"}]");
            }
            client.text("424[\"get\",\"threads\",1]");
            assertThat(client.next()).isEqualTo("434[null,{\"virtual\":false}]");
        }
    }

    @Test
    void a_call_does_not_overtake_one_of_the_same_client_on_the_loop() {
        listen();
        try (RawWebSocket client = RawWebSocket.connected(app.port());
                RawWebSocket other = RawWebSocket.connected(app.port())) {
            client.text("420[\"create\",\"threads\",{\"n\":1}]");
            client.text("421[\"get\",\"threads\",1]");
            assertThat(client.next()).isEqualTo("431[null,{\"virtual\":true}]");
            other.text("420[\"get\",\"threads\",1]");
            assertThat(other.next()).isEqualTo("430[null,{\"virtual\":false}]");
            open.countDown();
            assertThat(client.next()).isEqualTo("430[null,{\"n\":1}]");
            client.text("422[\"get\",\"threads\",1]");
            assertThat(client.next()).isEqualTo("432[null,{\"virtual\":false}]");
        }
    }
}
