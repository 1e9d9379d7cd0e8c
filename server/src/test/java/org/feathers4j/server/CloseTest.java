package org.feathers4j.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** How long closing takes. */
class CloseTest {
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** Two of them take so much longer than one that a slow machine is not taken for that. */
    private static final Duration LONG_GRACE = Duration.ofSeconds(8);

    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch called = new CountDownLatch(1);

    private Application app(Duration grace) {
        Application app = Application.create();
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1).gracePeriod(grace)));
        app.use("slow", (Service.Gets) (id, params) -> {
            called.countDown();
            awaitStubbornly();
            return Map.of("id", id.value());
        });
        Handler<RoutingContext> pass = RoutingContext::next;
        app.use("s", (Service.Gets) (id, params) -> Map.of("id", id.value()), o -> o.with(Server.BEFORE, pass));
        return app.listen(0);
    }

    private void awaitStubbornly() {
        while (true) {
            try {
                assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
                return;
            } catch (InterruptedException e) {
                // as code does that takes no notice
            }
        }
    }

    @Test
    void the_first_request_to_a_service_with_handlers_does_not_block_a_server_that_closes() throws Exception {
        Application app = app(GRACE);
        int port = app.port();
        try (var slow = new RawHttp(port);
                var late = new RawHttp(port)) {
            late.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(late.answer().status()).isEqualTo(404);
            slow.send("GET /slow/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(called.await(ofSeconds(20).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Thread closing = Thread.startVirtualThread(app::close);
            Eventually.await(ofSeconds(20), "the server to close", () -> app.port() == 0);
            late.send("GET /s/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(closing.join(Duration.ofSeconds(30))).as("closed").isTrue();
        } finally {
            open.countDown();
        }
    }

    @Test
    void all_of_closing_keeps_within_one_grace_period() throws Exception {
        Application app = app(LONG_GRACE);
        try (var slow = new RawHttp(app.port())) {
            slow.send("GET /slow/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(called.await(ofSeconds(20).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Instant start = Instant.now();
            app.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(LONG_GRACE.multipliedBy(2));
        } finally {
            open.countDown();
        }
    }
}
