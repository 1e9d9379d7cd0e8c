package org.feathers4j.sockend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.feathers4j.cote.Cote;
import org.feathers4j.cote.Offer;
import org.feathers4j.cote.Publisher;
import org.feathers4j.cote.RequestException;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketAck;
import org.feathers4j.socketioserver.SocketListener;
import org.feathers4j.socketioserver.SocketRequest;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One namespace, with real components of cote and clients that are played. */
class SockendNamespaceTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final Offer ANSWERS =
            new Offer(Offer.Kind.RESPONDER, "shop", List.of("double", "fail", "wait", "unlisted"));

    private final Cote cote =
            Cote.create(o -> o.port(freePort()).broadcast("127.255.255.255").log(false));

    private static int freePort() {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        cote.close();
    }

    private SockendNamespace namespace(Consumer<SockendOptions.Builder> change) {
        SockendOptions options = SockendOptions.of(o -> change.accept(o.timeout(SOON)));
        return new SockendNamespace(cote, "shop", options, new Semaphore(options.maxRequests()));
    }

    /** A client that connects, and the answer to it. */
    private static final class ConnectAttempt implements SocketRequest {
        final FakeSocket socket;
        final CompletableFuture<SocketListener> in = new CompletableFuture<>();

        ConnectAttempt(SockendNamespace namespace, String id) {
            socket = new FakeSocket(id, "/shop");
            namespace.connecting(this);
        }

        @Override
        public Socket socket() {
            return socket;
        }

        @Override
        public Map<String, @Nullable Object> auth() {
            return Map.of("room", "vip");
        }

        @Override
        public void accept(SocketListener listener) {
            in.complete(listener);
        }

        @Override
        public void refuse(String message, @Nullable Object data) {
            in.completeExceptionally(new IllegalStateException(message));
        }

        SocketListener listener() {
            return in.orTimeout(2 * SOON.toSeconds(), TimeUnit.SECONDS).join();
        }

        CompletableFuture<List<?>> ask(String type, @Nullable Object... args) {
            var answer = new CompletableFuture<List<?>>();
            listener().event(type, Arrays.asList(args), new SocketAck() {
                @Override
                public void send(List<? extends @Nullable Object> values) {
                    answer.complete(values);
                }
            });
            return answer.orTimeout(2 * SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void respond() {
        var responder = cote.responder("shop", o -> o.namespace("shop").respondsTo("double", "fail", "wait"));
        responder.on("double", request -> request.get("n") instanceof Integer n ? (Object) (2 * n) : "nothing");
        responder.on("fail", request -> {
            throw RequestException.answered(Map.of("code", 7));
        });
        cote.responder("silent", o -> o.namespace("shop")).on("double", request -> "never asked");
    }

    @Test
    void a_client_asks_and_gets_what_cote_gives_to_callbacks() {
        respond();
        SockendNamespace namespace = namespace(o -> {});
        namespace.offer(Set.of(ANSWERS));
        var client = new ConnectAttempt(namespace, "ada");
        for (int i = 0; i < 5; i++)
            assertThat(client.ask("double", Map.of("n", 21)).join()).isEqualTo(Arrays.asList(null, 42));
        assertThat(client.ask("double").join()).isEqualTo(Arrays.asList(null, "nothing"));
        assertThat(client.ask("double", (Object) null).join()).isEqualTo(Arrays.asList(null, "nothing"));
        assertThat(client.ask("fail", Map.of()).join()).isEqualTo(List.of(Map.of("code", 7)));
        assertThat(client.ask("unlisted", Map.of("__timeout", 50)).join())
                .isEqualTo(List.of(Map.of("message", "Request timed out.")));
    }

    @Test
    void what_makes_no_sense_is_answered() {
        SockendNamespace namespace = namespace(o -> {});
        namespace.offer(Set.of(ANSWERS));
        var client = new ConnectAttempt(namespace, "ada");
        assertThat(client.ask("unknown", Map.of()).join())
                .isEqualTo(List.of(Map.of("message", "No responder in this namespace lists 'unknown'")));
        assertThat(client.ask("double", 5).join())
                .isEqualTo(List.of(Map.of("message", "The data of 'double' must be an object")));
    }

    @Test
    void too_many_requests_are_refused_at_once() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        cote.responder("shop", o -> o.namespace("shop").respondsTo("wait")).on("wait", request -> {
            entered.countDown();
            go.await();
            return "done";
        });
        SockendNamespace namespace = namespace(o -> o.maxRequests(1));
        namespace.offer(Set.of(ANSWERS));
        var client = new ConnectAttempt(namespace, "ada");
        var first = client.ask("wait", Map.of());
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(client.ask("wait", Map.of()).join())
                .isEqualTo(List.of(Map.of("message", "1 requests are already in flight")));
        go.countDown();
        assertThat(first.join()).isEqualTo(Arrays.asList(null, "done"));
    }

    @Test
    void the_gate_decides_who_comes_in_and_the_filter_what_is_asked() {
        respond();
        SockendNamespace namespace = namespace(o -> o.gate(client -> {
                    if (client.id().equals("mallory")) throw new IllegalArgumentException("Not you");
                })
                .requestTransformer(
                        (request, client) -> request.put("n", client.id().length())));
        namespace.offer(Set.of(ANSWERS));
        assertThat(new ConnectAttempt(namespace, "mallory").in)
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("Not you");
        assertThat(new ConnectAttempt(namespace, "bob")
                        .ask("double", Map.of("n", 1))
                        .join())
                .isEqualTo(Arrays.asList(null, 6));
    }

    @Test
    void events_reach_everybody_or_those_in_the_rooms_that_they_name() {
        SockendNamespace namespace = namespace(o -> o.gate(client -> {
            if (client.id().equals("ada"))
                client.join(String.valueOf(client.auth().get("room")));
        }));
        namespace.offer(Set.of(new Offer(Offer.Kind.PUBLISHER, "shop", List.of("sold"))));
        var ada = new ConnectAttempt(namespace, "ada");
        var bob = new ConnectAttempt(namespace, "bob");
        ada.listener();
        bob.listener();
        Publisher publisher = cote.publisher("shop", o -> o.namespace("shop"));
        Eventually.await(SOON, "the subscriber", () -> publisher.subscribers() > 0);
        publisher.publish("unlisted", Map.of());
        publisher.publish("sold", Map.of("n", 1));
        publisher.publish("sold", Map.of("n", 2, "__room", "vip"));
        publisher.publish("sold", Map.of("n", 3, "__rooms", List.of("vip", "ada", "bob")));
        Eventually.await(SOON, "the events", () -> bob.socket.received.size() == 2);
        Eventually.await(SOON, "the other's events", () -> ada.socket.received.size() == 3);
        bob.listener().disconnected("transport close");
        namespace.close();
        assertThat(ada.socket.connected).isFalse();
        assertThat(new ConnectAttempt(namespace, "late").in).failsWithin(SOON);
    }
}
