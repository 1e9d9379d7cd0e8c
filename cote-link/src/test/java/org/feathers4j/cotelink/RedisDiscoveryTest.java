package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.cote.FreePort;
import org.feathers4j.distributed.Reply;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Hellos through a real Redis server. */
@EnabledIf("isInstalled")
class RedisDiscoveryTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    static boolean isInstalled() {
        return RedisServer.isInstalled();
    }

    private final RedisServer redis = RedisServer.started("s%cret");
    private final List<TestApp> apps = new ArrayList<>();

    private TestApp join(String key) {
        TestApp app = TestApp.joined(
                key,
                FreePort.udp(),
                options -> options.redis(server ->
                                server.host("127.0.0.1").port(redis.port()).password("s%cret"))
                        .hostName("localhost")
                        .nodeTimeout(Duration.ofMillis(1500)));
        apps.add(app);
        return app;
    }

    @AfterEach
    void close() {
        apps.forEach(TestApp::close);
        redis.close();
    }

    @Test
    void applications_find_each_other_through_the_server() {
        TestApp worker = join("worker");
        worker.offers("todos");
        TestApp gateway = join("gateway");
        gateway.awaitHeard("service worker/todos");
        gateway.awaitLinked(worker);
        assertThat(TestApp.result(gateway.ask(worker, TestApp.find("todos"))))
                .isEqualTo(TestApp.find("todos").toJson());
        assertThat(worker.link.description())
                .contains("redis://127.0.0.1:" + redis.port())
                .doesNotContain("s%cret");
    }

    /** A silent peer is gone after 1.5 s here; in an outage of three times that no peer is. */
    @Test
    void an_outage_loses_no_request_between_those_who_are_connected_and_ends_by_itself() throws InterruptedException {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        worker.awaitLinked(gateway);
        redis.stop();
        var answered = new AtomicInteger();
        var lost = new AtomicInteger();
        var over = new AtomicBoolean();
        Thread asking = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                Reply reply = gateway.ask(worker, TestApp.find("todos"));
                (reply instanceof Reply.Success ? answered : lost).incrementAndGet();
            }
        });
        long end = System.nanoTime() + Duration.ofMillis(4500).toNanos();
        Eventually.await(SOON, "the end of the outage", () -> System.nanoTime() > end);
        redis.start();
        TestApp newcomer = join("newcomer");
        newcomer.awaitLinked(worker);
        newcomer.awaitLinked(gateway);
        gateway.awaitLinked(newcomer);
        over.set(true);
        asking.join();
        assertThat(lost).hasValue(0);
        assertThat(answered.get()).isPositive();
        assertThat(gateway.heard).doesNotContain("left worker", "unlinked worker");
        assertThat(worker.heard).doesNotContain("left gateway", "unlinked gateway");
    }

    @Test
    void who_vanishes_is_forgotten_after_an_outage() {
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        gateway.awaitLinked(worker);
        redis.stop();
        worker.close();
        gateway.awaitUnlinked(worker);
        redis.start();
        gateway.awaitHeard("left worker");
    }

    @Test
    void a_server_that_comes_later_is_found() {
        redis.stop();
        TestApp worker = join("worker");
        TestApp gateway = join("gateway");
        redis.start();
        gateway.awaitLinked(worker);
        worker.awaitLinked(gateway);
    }
}
