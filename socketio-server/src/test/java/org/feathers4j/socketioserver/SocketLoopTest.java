package org.feathers4j.socketioserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SocketLoopTest {
    private static final long INTERVAL = 1000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SocketLoop loop() throws Exception {
        Context context = vertx.getOrCreateContext();
        var made = new CompletableFuture<SocketLoop>();
        context.runOnContext(nothing -> made.complete(new SocketLoop(vertx, context, INTERVAL)));
        return made.get(30, TimeUnit.SECONDS);
    }

    /** Sends to itself for ever, as publishers do that are faster than the loop. */
    private static final class Endless implements Runnable {
        private final SocketLoop loop;
        private volatile boolean ends;

        Endless(SocketLoop loop) {
            this.loop = loop;
        }

        @Override
        public void run() {
            if (!ends) loop.drainLater(this);
        }
    }

    @Test
    void a_loop_does_other_things_while_sessions_have_more_and_more_to_send() throws Exception {
        SocketLoop loop = loop();
        var session = new Endless(loop);
        try {
            loop.drainLater(session);
            var other = new CompletableFuture<Boolean>();
            loop.later(() -> other.complete(true));
            assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            session.ends = true;
        }
    }

    @Test
    void all_sessions_are_drained_also_if_there_are_many() throws Exception {
        SocketLoop loop = loop();
        var drained = new AtomicInteger();
        var done = new CompletableFuture<Boolean>();
        for (int i = 0; i < 10_000; i++)
            loop.drainLater(() -> {
                if (drained.incrementAndGet() == 10_000) done.complete(true);
            });
        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
    }
}
