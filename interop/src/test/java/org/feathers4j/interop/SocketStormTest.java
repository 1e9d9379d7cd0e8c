package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many real clients that come and go, and one that does not read.
 *
 * <p>Two warnings of libraries belong to it. "Failed to register an accepted channel" (Netty): the listening socket accepted a client after the
 * last event loop of a closing server had stopped; Netty closes that connection. "promise already done" (Vert.x, WebSocketConnectionImpl): the
 * connection of a client that does not read is cut off before its close frame is written; when that write then fails, Vert.x closes the closed
 * connection once more. Neither leaves anything open, as the leak check of each class shows.
 */
class SocketStormTest {
    private static final int CLIENTS = 100;
    private static final Duration TIMEOUT = Patience.ofSeconds(60);
    /** A client that has lost its connection is back at once, more or less. */
    private static final Map<String, Object> HASTY =
            Map.of("transports", List.of("websocket"), "reconnectionDelay", 1, "reconnectionDelayMax", 50);

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final Set<Connection> came = ConcurrentHashMap.newKeySet();
    private final Set<Connection> went = ConcurrentHashMap.newKeySet();
    private final AtomicInteger disconnects = new AtomicInteger();
    private @Nullable Application app;
    private @Nullable Server server;
    private @Nullable Channels channels;

    @AfterEach
    void close() {
        for (int i = 0; i < CLIENTS; i++) clients.ask("close", "name", "storm " + i);
        if (app != null) app.close();
    }

    private Application serve(int port) {
        var application = Application.create();
        // a client that does not read answers no pings either, and is to be found slow before it is found dead
        server = application.configure(Server.create(o -> o.host("127.0.0.1")
                .sockets(s ->
                        s.maxQueuedBytes(256 << 10).maxHttpBufferSize(4 << 20).pingTimeout(Duration.ofMinutes(10)))));
        Channels live = application.configure(Channels.create());
        application.on("connection", args -> {
            came.add((Connection) args[0]);
            live.channel("everybody").join((Connection) args[0]);
        });
        application.on("disconnect", args -> {
            went.add((Connection) args[0]);
            disconnects.incrementAndGet();
        });
        live.publish((item, context) -> live.channel("everybody"));
        application.use("news", Service.create((data, params) -> data));
        application.listen(port);
        app = application;
        channels = live;
        return application;
    }

    private void connectAll(int port) {
        for (int i = 0; i < CLIENTS; i++) clients.open("storm " + i, port, HASTY);
        awaitAll();
    }

    private void awaitAll() {
        Eventually.await(TIMEOUT, "all clients", () -> clients.connected("storm ") == CLIENTS);
    }

    private void everybodyHears(Application application, int news) {
        for (int i = 0; i < CLIENTS; i++) clients.ask("received", "name", "storm " + i);
        application.service("news").create(news);
        for (int i = 0; i < CLIENTS; i++) {
            String name = "storm " + i;
            Eventually.await(
                    TIMEOUT,
                    "the news at " + name,
                    () -> List.of(List.of("news created", news)).equals(clients.ask("received", "name", name)));
        }
    }

    @Test
    void who_comes_back_is_a_new_connection() {
        Application application = serve(0);
        connectAll(application.port());
        assertThat(came).hasSize(CLIENTS);
        for (int storm = 1; storm <= 3; storm++) {
            int expected = CLIENTS * (storm + 1);
            clients.ask("cut", "prefix", "storm ");
            Eventually.await(TIMEOUT, "new connections", () -> came.size() == expected);
            Eventually.await(TIMEOUT, "the end of the old", () -> disconnects.get() == expected - CLIENTS);
            awaitAll();
        }
        assertThat(came).containsAll(went);
        assertThat(Objects.requireNonNull(channels).channel("everybody").length())
                .isEqualTo(CLIENTS);
        everybodyHears(application, 1);
    }

    @Test
    void clients_find_a_server_that_was_started_again() {
        Application first = serve(0);
        int port = first.port();
        connectAll(port);
        first.close();
        Eventually.await(TIMEOUT, "the end of all connections", () -> disconnects.get() == CLIENTS);
        Application second = serve(port);
        awaitAll();
        Eventually.await(TIMEOUT, "all connections", () -> came.size() == 2 * CLIENTS);
        everybodyHears(second, 2);
    }

    @Test
    void a_client_that_does_not_read_is_closed_and_nobody_else_notices() {
        Application application = serve(0);
        connectAll(application.port());
        int before = clients.seen("disconnect", "storm 1").size();
        clients.ask("pause", "name", "storm 0", "paused", true);
        Server serving = Objects.requireNonNull(server);
        String page = "x".repeat(100 << 10);
        // as much as the buffers of both kernels take, and then some
        for (int i = 0; i < 200 && serving.sockets().closedForSlowness() == 0; i++) {
            application.service("news").create(page);
            Eventually.await(
                    TIMEOUT,
                    "the news",
                    () -> List.of(List.of("news created", page)).equals(clients.ask("received", "name", "storm 1")));
        }
        Eventually.await(
                TIMEOUT, "the end of the slow client", () -> serving.sockets().closedForSlowness() == 1);
        Eventually.await(TIMEOUT, "its disconnect", () -> disconnects.get() == 1);
        assertThat(clients.seen("disconnect", "storm 1")).hasSize(before);
        clients.ask("pause", "name", "storm 0", "paused", false);
        awaitAll();
    }
}
