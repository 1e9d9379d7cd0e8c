package org.feathers4j.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nats.client.Connection;
import io.nats.client.Nats;
import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.Peer;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that are away, applications that do not keep up, fall silent or leave while calls are under way. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class PressureTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final String TEXT = "x".repeat(1000);

    private final List<Runnable> ends = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each
    private NatsServer server;

    @BeforeEach
    void start() {
        server = NatsServer.started();
        ends.add(server::close);
    }

    @AfterEach
    void closeAll() {
        ends.reversed().forEach(Runnable::run);
    }

    private Distribution join(Application app, String key, Consumer<NatsOptions.Builder> options) {
        ends.add(app::close);
        return app.configure(Distribution.create(o -> o.key(key).timeout(SOON).link(NatsLink.create(n -> {
            n.servers(server.url());
            options.accept(n);
        }))));
    }

    @Test
    void events_beyond_the_buffer_are_dropped_and_counted_while_there_is_no_server() {
        Application shop = Application.create();
        Distribution mesh = join(shop, "shop", o -> o.reconnectBufferBytes(64 << 10));
        shop.use("orders", MemoryService.create());
        shop.setup();
        Application office = Application.create();
        Distribution officeMesh = join(office, "office", o -> {});
        office.setup();
        officeMesh.await("orders", SOON);
        var heard = new AtomicInteger();
        office.service("orders").on("created", (item, context) -> heard.incrementAndGet());
        server.kill();
        Eventually.await(SOON, "dropped events", () -> {
            for (int i = 0; i < 100; i++) shop.service("orders").create(Map.of("text", TEXT));
            return mesh.refused() > 0;
        });
        server.start();
        Eventually.await(SOON, "events again", () -> {
            shop.service("orders").create(Map.of("text", "after"));
            return heard.get() > 0;
        });
    }

    @Test
    void an_application_that_stalls_drops_and_counts_events_and_goes_on_later() {
        Application shop = Application.create();
        join(shop, "shop", o -> {});
        shop.use("orders", MemoryService.create());
        shop.setup();
        Application office = Application.create();
        Distribution mesh = join(office, "office", o -> o.maxQueuedBytes(64 << 10));
        office.setup();
        mesh.await("orders", SOON);
        var warnings = new ListAppender<ILoggingEvent>();
        warnings.start();
        var logger = (Logger) LoggerFactory.getLogger(NatsSession.class);
        logger.addAppender(warnings);
        ends.add(() -> logger.detachAppender(warnings));
        var resumed = new CountDownLatch(1);
        ends.add(resumed::countDown);
        var heard = new AtomicInteger();
        office.service("orders").on("created", (item, context) -> {
            try {
                resumed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.incrementAndGet();
        });
        Eventually.await(SOON, "dropped events", () -> {
            for (int i = 0; i < 1000; i++) shop.service("orders").create(Map.of("text", TEXT));
            return mesh.refused() > 0;
        });
        // calls do not wait behind events
        assertThat(office.service("orders").get(0)).isNotNull();
        resumed.countDown();
        Eventually.await(SOON, "events again", () -> {
            int before = heard.get();
            shop.service("orders").create(Map.of("text", "after"));
            return before > 0 && heard.get() > before;
        });
        assertThat(List.copyOf(warnings.list))
                .filteredOn(each -> each.getMessage().contains("does not keep up"))
                .hasSize(1);
    }

    /** A process that is stopped keeps its connection and its subscriptions, and says nothing. */
    @Test
    void a_peer_that_falls_silent_is_gone_after_the_node_timeout() throws Exception {
        Application office = Application.create();
        Distribution mesh = join(
                office, "office", o -> o.helloInterval(Duration.ofMillis(200)).nodeTimeout(Patience.ofSeconds(2)));
        office.setup();
        Connection silent = Nats.connect(server.url());
        try {
            silent.subscribe("feathers.v1.default.app.u1.request");
            silent.publish(
                    "feathers.v1.default.hello",
                    "{\"uuid\":\"u1\",\"key\":\"silent\"}".getBytes(StandardCharsets.UTF_8));
            Peer peer = new Peer("u1", "silent");
            Eventually.await(SOON, "the peer", () -> mesh.peers().contains(peer));
            Eventually.await(SOON, "its end", () -> !mesh.peers().contains(peer));
            assertThat(silent.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        } finally {
            silent.close();
        }
    }

    @Test
    void a_call_under_way_is_answered_although_the_provider_closes_and_no_further_one_is_taken() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Application shop = Application.create();
        Distribution provider = join(shop, "shop", o -> {});
        shop.use(
                "orders",
                MemoryService.create(),
                o -> o.hooks(h -> h.before(context -> {
                    if (!context.method().equals("get")) return;
                    begun.countDown();
                    goOn.await();
                })));
        shop.setup();
        shop.service("orders").create(Map.of("id", 1));
        Application office = Application.create();
        Distribution mesh = join(office, "office", o -> {});
        office.setup();
        mesh.await("orders", SOON);
        var answer =
                CompletableFuture.supplyAsync(() -> office.service("orders").get(1), Thread::startVirtualThread);
        begun.await();
        Thread closing = Thread.ofVirtual().start(provider::leave);
        Eventually.await(SOON, "no owner left", () -> mesh.owners("orders").isEmpty());
        assertThat(answer).isNotDone();
        goOn.countDown();
        assertThat(answer.get()).isEqualTo(Map.of("id", 1));
        assertThat(closing.join(SOON)).isTrue();
    }
}
