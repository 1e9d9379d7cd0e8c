package org.feathers4j.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The servers of a cluster, and the applications, are restarted one after the other while records are read: each read is answered. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class RollingRestartTest {
    private static final Duration SOON = Patience.ofSeconds(30);
    private static final int SERVERS = 3;
    private static final int REPLICAS = 3;

    private final List<NatsServer> servers = new ArrayList<>();
    private final List<Application> replicas = new ArrayList<>();
    private final List<Application> apps = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<Throwable> lost = new ConcurrentLinkedQueue<>();
    private Distribution mesh;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        // as quick as a server allows: a second until the first client is sent away, and a second between two
        Path file = Files.writeString(
                folder.resolve("nats.conf"), "lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"\n");
        servers.addAll(NatsServer.cluster(SERVERS, "--config", file.toString()));
        for (NatsServer server : servers) awaitRoutes(server);
        for (int i = 0; i < REPLICAS; i++) replicas.add(replica(i));
        Application caller = Application.create();
        mesh = join(caller, "caller", 0);
        caller.setup();
        mesh.await("orders", SOON);
        awaitReplicas();
        for (int i = 0; i < 8; i++) readers.add(Thread.ofVirtual().start(() -> readOn(caller)));
    }

    @AfterEach
    void closeAll() {
        over.set(true);
        apps.forEach(Application::close);
        servers.forEach(NatsServer::close);
    }

    @Test
    void servers_that_send_their_clients_away_and_replicas_that_leave_cost_no_read() throws Exception {
        for (int i = 0; i < SERVERS; i++) {
            NatsServer server = servers.get(i);
            server.signal("USR2"); // lame duck
            Eventually.await(SOON, "the end of the server", () -> !server.isRunning());
            awaitReads();
            server.start();
            awaitRoutes(server);
            restartReplica(i);
            awaitReads();
        }
        assertNoReadIsLost();
    }

    @Test
    void servers_that_end_at_once_cost_no_read() throws Exception {
        for (int i = 0; i < SERVERS; i++) {
            NatsServer server = servers.get(i);
            server.signal("TERM");
            Eventually.await(SOON, "the end of the server", () -> !server.isRunning());
            restartReplica(i);
            awaitReads();
            server.start();
            awaitRoutes(server);
            awaitReads();
        }
        assertNoReadIsLost();
    }

    private void assertNoReadIsLost() throws InterruptedException {
        over.set(true);
        for (Thread reader : readers) assertThat(reader.join(SOON)).isTrue();
        assertThat(lost).isEmpty();
    }

    /** An application that begins with this server, and has the others to go to. */
    private Distribution join(Application app, String key, int first) {
        var urls = new String[SERVERS];
        for (int i = 0; i < SERVERS; i++)
            urls[i] = servers.get((first + i) % SERVERS).url();
        apps.add(app);
        return app.configure(Distribution.create(o -> o.key(key)
                .timeout(Patience.ofSeconds(20))
                .link(NatsLink.create(n -> n.servers(urls).reconnectWait(Duration.ofMillis(100))))));
    }

    private Application replica(int server) {
        Application app = Application.create();
        join(app, "shop", server);
        app.use("orders", MemoryService.create());
        app.service("orders").create(Map.of("id", 1));
        app.setup();
        return app;
    }

    private void restartReplica(int i) {
        replicas.get(i).close();
        replicas.set(i, replica(i + 1));
        awaitReplicas();
    }

    private void awaitReplicas() {
        Eventually.await(SOON, "all replicas", () -> mesh.owners("orders").size() == REPLICAS);
    }

    private void awaitReads() {
        int before = answered.get();
        Eventually.await(SOON, "more reads", () -> answered.get() > before + 200);
    }

    private static void awaitRoutes(NatsServer server) {
        Eventually.await(SOON, "the cluster", () -> server.routes() == SERVERS - 1);
    }

    private void readOn(Application caller) {
        while (!over.get()) {
            try {
                caller.service("orders").get(1);
                answered.incrementAndGet();
            } catch (RuntimeException e) {
                if (!over.get()) lost.add(e);
            }
        }
    }
}
