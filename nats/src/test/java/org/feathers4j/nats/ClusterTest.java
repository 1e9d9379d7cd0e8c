package org.feathers4j.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Three servers, of which one is killed and started again while calls are under way. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class ClusterTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final Duration TIMEOUT = Patience.ofSeconds(8);

    private final List<NatsServer> servers = NatsServer.cluster(3);
    private final List<Application> apps = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();

    @AfterEach
    void closeAll() {
        over.set(true);
        apps.forEach(Application::close);
        servers.forEach(NatsServer::close);
    }

    /** An application that begins with this server, and has the others to go to. */
    private Distribution join(Application app, String key, int first) {
        String[] urls = new String[3];
        for (int i = 0; i < 3; i++) urls[i] = servers.get((first + i) % 3).url();
        apps.add(app);
        return app.configure(Distribution.create(o -> o.key(key)
                .timeout(TIMEOUT)
                .link(NatsLink.create(n -> n.servers(urls).reconnectWait(Duration.ofMillis(200))))));
    }

    private void provider(int server) {
        Application app = Application.create();
        join(app, "shop", server);
        app.use("orders", MemoryService.create());
        app.setup();
        app.service("orders").create(Map.of("id", 1));
    }

    @Test
    void calls_go_on_or_fail_quickly_while_a_server_dies_and_comes_back() throws Exception {
        for (int i = 0; i < 3; i++) provider(i);
        Application caller = Application.create();
        Distribution mesh = join(caller, "caller", 0);
        caller.setup();
        mesh.await("orders", SOON);
        Eventually.await(SOON, "all replicas", () -> mesh.owners("orders").size() == 3);
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) clients.add(Thread.ofVirtual().start(() -> callOn(caller)));
        for (NatsServer server : servers) {
            server.kill();
            int before = answered.get();
            Eventually.await(TIMEOUT, "answers without the server", () -> answered.get() > before + 1000);
            server.start();
            Eventually.await(
                    SOON, "all replicas again", () -> mesh.owners("orders").size() == 3);
        }
        over.set(true);
        for (Thread client : clients)
            assertThat(client.join(TIMEOUT.plusSeconds(2))).isTrue();
        assertThat(slowest.get()).isLessThan(TIMEOUT.toNanos());
        assertThat(failed.get()).isLessThan(answered.get() / 100);
    }

    private void callOn(Application caller) {
        for (int i = 0; !over.get(); i++) {
            long begun = System.nanoTime();
            try {
                if (i % 4 == 0) caller.service("orders").patch(1, Map.of("n", i));
                else caller.service("orders").get(1);
                answered.incrementAndGet();
            } catch (FeathersException e) {
                // 503: the caller decides whether to patch again
                if (e.code() != 503) throw e;
                failed.incrementAndGet();
            }
            slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
    }
}
