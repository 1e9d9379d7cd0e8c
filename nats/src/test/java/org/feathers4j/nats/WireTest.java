package org.feathers4j.nats;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What many threads hand over to a client whose lock they wait for: the client itself has not counted it yet. */
class WireTest {
    private static final Duration SOON = Patience.ofSeconds(10);
    private static final int SIZE = 1000;
    private static final int ROOM_FOR = 5;

    private final CountDownLatch lock = new CountDownLatch(1);
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Wire wire = new Wire(
            (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (method.getName().equals("outgoingPendingBytes")) return 0L;
                        if (!method.getName().equals("publish"))
                            throw new AssertionError("%s is not needed to send".formatted(method.getName()));
                        handedOver.incrementAndGet();
                        lock.await();
                        return null;
                    }),
            NatsOptions.of(o -> o.maxQueuedBytes(SIZE * (ROOM_FOR - 1))));

    @AfterEach
    void free() {
        lock.countDown();
    }

    /** Sends one, and tells what came of it. */
    private CompletableFuture<String> sent() {
        var outcome = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> outcome.complete(outcome(new byte[SIZE])));
        return outcome.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private String outcome(byte[] body) {
        try {
            wire.request("get on 'todos'", "to", "reply", null, body);
            return "sent";
        } catch (FeathersException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void no_more_is_handed_over_at_once_than_may_wait() {
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int i = 0; i < ROOM_FOR; i++) sent.add(sent());
        Eventually.await(SOON, "all that may wait", () -> handedOver.get() == ROOM_FOR);
        assertThat(sent().join()).contains("get on 'todos' cannot be sent: too much waits to be sent to the server");
        assertThat(wire.publish("to", null, new byte[SIZE])).isFalse();
        assertThat(handedOver).hasValue(ROOM_FOR);
        lock.countDown();
        assertThat(sent).allSatisfy(each -> assertThat(each.join()).isEqualTo("sent"));
        assertThat(sent().join()).as("the room of those that were handed over").isEqualTo("sent");
        assertThat(wire.publish("to", null, new byte[SIZE])).isTrue();
    }
}
