package org.feathers4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.channels.Channels;
import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** One call that makes more events than may wait for those who take them. */
class ManyEventsTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(30);
    private static final int MANY = 3000;
    private static final int ROOM = 100;

    private final Application app = Application.create();
    private final Application gateway = Application.create();
    private final AtomicInteger heard = new AtomicInteger();

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    @AfterEach
    void close() {
        gateway.close();
        app.close();
    }

    private long warnings() {
        return log.events(Level.WARN).size();
    }

    private static MemoryService todos(int count) {
        List<Map<String, Object>> records = IntStream.range(0, count)
                .mapToObj(id -> Map.<String, Object>of("id", id))
                .toList();
        return MemoryService.create(o -> o.store(records).multi(true));
    }

    private static void patchAll(Application where) {
        where.service("todos").patchAll(Map.of("done", true), Params.empty());
    }

    private void takeTime() {
        LockSupport.parkNanos(100_000);
        heard.incrementAndGet();
    }

    @Test
    void a_call_is_as_slow_as_its_publisher_and_loses_none_of_its_events() {
        Channels channels = app.configure(Channels.create(o -> o.queueLimit(ROOM)));
        channels.publish((item, context) -> {
            takeTime();
            return null;
        });
        app.use("todos", todos(MANY));
        patchAll(app);
        Eventually.await(TIMEOUT, "all events", () -> heard.get() == MANY);
        assertThat(channels.refused()).isZero();
        assertThat(warnings()).isZero();
    }

    @Test
    void a_publisher_may_make_events_of_its_own_service_while_a_call_waits_for_it() {
        Channels channels = app.configure(Channels.create(o -> o.queueLimit(ROOM)));
        channels.publish((item, context) -> {
            heard.incrementAndGet();
            if (context.event().equals("patched")) app.service("todos").create(Map.of("of", item));
            return null;
        });
        app.use("todos", todos(MANY));
        patchAll(app);
        Eventually.await(TIMEOUT, "all events", () -> heard.get() == 2 * MANY);
        assertThat(channels.refused()).isZero();
    }

    @Test
    void what_a_stuck_publisher_loses_is_counted_and_said_once() throws InterruptedException {
        Channels channels =
                app.configure(Channels.create(o -> o.queueLimit(ROOM).timeout(Patience.ofSeconds(2))));
        var free = new CountDownLatch(1);
        channels.publish((item, context) -> {
            free.await();
            heard.incrementAndGet();
            return null;
        });
        app.use("todos", todos(MANY));
        patchAll(app);
        assertThat(channels.refused()).isEqualTo(MANY - ROOM - 1);
        assertThat(warnings()).isEqualTo(1);
        free.countDown();
        Eventually.await(TIMEOUT, "the events that waited", () -> heard.get() == ROOM + 1);
        patchAll(app);
        Eventually.await(TIMEOUT, "all events after that", () -> heard.get() == ROOM + 1 + MANY);
        assertThat(channels.refused()).isEqualTo(MANY - ROOM - 1);
    }

    @Test
    void a_call_is_as_slow_as_the_listeners_of_another_application() {
        var mesh = new MemoryMesh();
        Distribution joined = join(mesh.link(), mesh.link(), ROOM);
        listen(joined);
        patchAll(app);
        Eventually.await(TIMEOUT, "all events", () -> heard.get() == MANY);
        assertThat(joined.refused()).isZero();
        assertThat(warnings()).isZero();
    }

    @Test
    void a_call_of_another_application_is_as_slow_as_its_listeners_also_over_sockets() {
        int port = CoteLinkContractTest.freePort();
        Distribution joined = join(cote(port), cote(port), ROOM);
        var last = new AtomicInteger(-1);
        joined.await("todos", TIMEOUT).on("patched", (item, context) -> {
            takeTime();
            last.set(id(item));
        });
        Eventually.await(TIMEOUT, "the first event", () -> {
            app.service("todos").patch(new Id(0), Map.of("done", false), Params.empty());
            return heard.get() > 0;
        });
        // when this one is heard, all before it are
        app.service("todos").patch(new Id(1), Map.of("done", false), Params.empty());
        Eventually.await(TIMEOUT, "the last of these events", () -> last.get() == 1);
        heard.set(0);
        patchAll(gateway);
        Eventually.await(TIMEOUT, "all events", () -> heard.get() == MANY);
        assertThat(joined.refused()).isZero();
        assertThat(warnings()).isZero();
    }

    @Test
    void listeners_and_publishers_of_a_remote_service_take_turns_on_one_queue_in_order() {
        record Passed(String who, int id, Thread thread) {}
        var passed = new ConcurrentLinkedQueue<Passed>();
        Channels channels = gateway.configure(Channels.create(o -> o.queueLimit(1)));
        channels.publish((item, context) -> {
            passed.add(new Passed("publisher", id(item), Thread.currentThread()));
            return null;
        });
        var mesh = new MemoryMesh();
        Distribution joined = join(mesh.link(), mesh.link(), ROOM);
        joined.await("todos", TIMEOUT)
                .on("patched", (item, context) -> passed.add(new Passed("listener", id(item), Thread.currentThread())));
        patchAll(app);
        Eventually.await(TIMEOUT, "all events", () -> passed.size() == 2 * MANY);
        List<Passed> all = List.copyOf(passed);
        for (int i = 0; i < MANY; i++) {
            Passed first = all.get(2 * i);
            assertThat(first).isEqualTo(new Passed("publisher", i, first.thread()));
            assertThat(all.get(2 * i + 1)).isEqualTo(new Passed("listener", i, first.thread()));
        }
        assertThat(joined.refused() + channels.refused()).isZero();
        assertThat(warnings()).isZero();
    }

    private static int id(@Nullable Object item) {
        return item instanceof Map<?, ?> record && record.get("id") instanceof Number id ? id.intValue() : -1;
    }

    private static MeshLink cote(int port) {
        return CoteLink.create(o -> o.broadcast("127.255.255.255").port(port).helloInterval(Duration.ofMillis(300)));
    }

    private Distribution join(MeshLink own, MeshLink others, int room) {
        app.use("todos", todos(MANY));
        app.configure(Distribution.create(o -> o.key("worker").link(own)));
        Distribution joined = gateway.configure(Distribution.create(
                o -> o.key("gateway").maxQueuedEvents(room).timeout(TIMEOUT).link(others)));
        app.setup();
        gateway.setup();
        return joined;
    }

    private void listen(Distribution joined) {
        joined.await("todos", TIMEOUT).on("patched", (item, context) -> takeTime());
    }
}
