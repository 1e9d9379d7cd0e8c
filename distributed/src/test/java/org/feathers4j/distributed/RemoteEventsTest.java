package org.feathers4j.distributed;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteEventsTest {
    private static final Map<String, Object> CREATED = Map.of("path", "todos", "key", "k", "id", 1);

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
        Eventually.await(Duration.ofSeconds(10), "the event", () -> !heard.isEmpty());
        assertThat(heard).containsExactly("{id=1}");
        assertThat(readers).isNotEmpty().doesNotContain(Thread.currentThread());
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
