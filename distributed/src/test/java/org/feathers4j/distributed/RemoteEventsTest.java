package org.feathers4j.distributed;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteEventsTest {
    private static final Map<String, Object> CREATED = Map.of("path", "todos", "key", "k", "id", 1);

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    private final ConcurrentLinkedQueue<Thread> readers = new ConcurrentLinkedQueue<>();

    /** An event that notes who reads all of it. */
    private final class Watched extends AbstractMap<String, @Nullable Object> {
        @Override
        public @Nullable Object get(@Nullable Object name) {
            return CREATED.get(name);
        }

        @Override
        public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            readers.add(Thread.currentThread());
            return Map.<String, @Nullable Object>copyOf(CREATED).entrySet();
        }
    }

    @Test
    void the_thread_of_the_link_reads_only_where_an_event_belongs() {
        Application app = Application.create().use("gone", Service.get((id, params) -> id.value()));
        ServiceHandle service = app.service("gone");
        var heard = new ConcurrentLinkedQueue<Object>();
        service.on("created", (item, context) -> heard.add(String.valueOf(item)));
        var events = new RemoteEvents(app, 10);
        var route = new Route("todos", "k", "todos");
        events.added(route);
        events.departed(route, service);
        events.on(new MeshEvent("created", new Watched()));
        Eventually.await(Patience.ofSeconds(10), "the event", () -> !heard.isEmpty());
        assertThat(heard).containsExactly("{id=1}");
        assertThat(readers).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void nobody_reads_an_event_that_nobody_listens_to() {
        Application app = Application.create().use("gone", Service.get((id, params) -> id.value()));
        ServiceHandle service = app.service("gone");
        var heard = new ConcurrentLinkedQueue<Object>();
        service.on("updated", (item, context) -> heard.add(String.valueOf(item)));
        var events = new RemoteEvents(app, 10);
        var route = new Route("todos", "k", "todos");
        events.added(route);
        events.departed(route, service);
        events.on(new MeshEvent("created", new Watched()));
        events.on(new MeshEvent("updated", CREATED));
        Eventually.await(Patience.ofSeconds(10), "the event behind it", () -> !heard.isEmpty());
        assertThat(readers).isEmpty();
    }

    @Test
    void nobody_reads_an_event_of_a_replica_that_nobody_listens_to() {
        Application app = Application.create().use("todos", Service.get((id, params) -> id.value()));
        ServiceHandle service = app.service("todos");
        service.on("created", (item, context) -> {}); // hears this application only
        var heard = new ConcurrentLinkedQueue<Object>();
        service.onAnyReplica("updated", (item, context) -> heard.add(String.valueOf(item)));
        var events = new RemoteEvents(app, 10);
        events.ownAdded("k", service);
        events.on(new MeshEvent("created", new Watched()));
        events.on(new MeshEvent("updated", CREATED));
        Eventually.await(Patience.ofSeconds(10), "the event behind it", () -> !heard.isEmpty());
        assertThat(readers).isEmpty();
    }

    @Test
    void events_keep_their_order_and_those_beyond_the_limit_are_dropped_with_one_line_in_the_log() throws Exception {
        Application app = Application.create().use("gone", Service.get((id, params) -> id.value()));
        ServiceHandle service = app.service("gone");
        var heard = new ConcurrentLinkedQueue<Object>();
        var begun = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        service.on("created", (item, context) -> {
            begun.countDown();
            free.await();
            heard.add(String.valueOf(item));
        });
        var events = new RemoteEvents(app, 3);
        var route = new Route("todos", "k", "todos");
        events.added(route);
        events.departed(route, service);
        events.on(created(0));
        begun.await();
        for (int id = 1; id < 10; id++) events.on(created(id));
        free.countDown();
        Eventually.await(Patience.ofSeconds(10), "the events", () -> heard.size() == 4);
        assertThat(heard).containsExactly("{id=0}", "{id=1}", "{id=2}", "{id=3}");
        assertThat(events.refused()).isEqualTo(6);
        assertThat(log.events(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "SerialExecutor 'events of todos' is full: 3 tasks wait; further ones are dropped until half of them are done");
    }

    private static MeshEvent created(int id) {
        return new MeshEvent("created", Map.of("path", "todos", "key", "k", "id", id));
    }

    @Test
    void an_event_that_names_no_service_or_one_that_is_not_used_here_is_ignored() {
        Application app = Application.create();
        var events = new RemoteEvents(app, 10);
        for (Object message : List.of("text", Map.of("key", "k"), Map.of("path", 5), CREATED, new Watched()))
            events.on(new MeshEvent("created", message));
        assertThat(readers).isEmpty();
        assertThat(events.refused()).isZero();
    }
}
