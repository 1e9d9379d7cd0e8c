package org.feathers4j.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** All servers are killed, and started again while calls go on. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class RecoveryTest {
    private static final Logger log = LoggerFactory.getLogger(RecoveryTest.class);
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final Duration TIMEOUT = Patience.ofSeconds(3);

    private final List<NatsServer> servers = new ArrayList<>();
    private final List<Application> apps = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> unexpected = new AtomicReference<>();

    @AfterEach
    void closeAll() {
        over.set(true);
        apps.forEach(Application::close);
        servers.forEach(NatsServer::close);
    }

    /** An application that begins with this server, and has the others to go to. */
    private Distribution join(Application app, String key, int first) {
        int size = servers.size();
        String[] urls = new String[size];
        for (int i = 0; i < size; i++) urls[i] = servers.get((first + i) % size).url();
        apps.add(app);
        return app.configure(
                Distribution.create(o -> o.key(key).timeout(TIMEOUT).link(NatsLink.create(n -> n.servers(urls)))));
    }

    @Test
    void calls_fail_in_time_while_all_servers_of_a_cluster_are_gone_and_succeed_when_they_are_back() throws Exception {
        servers.addAll(NatsServer.cluster(3));
        all_servers_go_and_come_back();
    }

    @Test
    void calls_fail_in_time_while_the_only_server_is_gone_and_succeed_when_it_is_back() throws Exception {
        servers.add(NatsServer.started());
        all_servers_go_and_come_back();
    }

    private void all_servers_go_and_come_back() throws Exception {
        for (int i = 0; i < 3; i++) {
            Application provider = Application.create();
            join(provider, "shop", i);
            provider.use("orders", MemoryService.create());
            provider.setup();
            provider.service("orders").create(Map.of("id", 1));
        }
        Application caller = Application.create();
        Distribution mesh = join(caller, "caller", 0);
        caller.setup();
        mesh.await("orders", SOON);
        Eventually.await(SOON, "all replicas", () -> mesh.owners("orders").size() == 3);
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) clients.add(Thread.ofVirtual().start(() -> callOn(caller)));
        Eventually.await(SOON, "answers", () -> answered.get() > 100);
        for (int round = 0; round < 2; round++) {
            servers.forEach(NatsServer::kill);
            int before = unavailable.get();
            Eventually.await(SOON, "calls that fail", () -> unavailable.get() >= before + 8);
            servers.forEach(NatsServer::start);
            long started = System.nanoTime();
            int sofar = answered.get();
            Eventually.await(SOON, "answers of the servers that are back", () -> answered.get() > sofar + 100);
            log.info("Calls succeed {} ms after the servers accept", (System.nanoTime() - started) / 1_000_000);
            Eventually.await(
                    SOON, "all replicas again", () -> mesh.owners("orders").size() == 3);
        }
        over.set(true);
        for (Thread client : clients) assertThat(client.join(SOON)).isTrue();
        assertThat(unexpected.get()).isNull();
        log.info("Slowest call: {} ms", slowest.get() / 1_000_000);
    }

    private void callOn(Application caller) {
        for (int i = 0; !over.get(); i++) {
            long begun = System.nanoTime();
            try {
                if (i % 4 == 0) caller.service("orders").patch(1, Map.of("n", i));
                else caller.service("orders").get(1);
                answered.incrementAndGet();
            } catch (FeathersException e) {
                // 503: it was sent and may have been executed; 408: there was no server all the time
                if (e.code() != 503 && e.code() != 408) unexpected.set(e);
                unavailable.incrementAndGet();
            } catch (RuntimeException e) {
                unexpected.set(e);
            }
            slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
    }
}
