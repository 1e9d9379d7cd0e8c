package org.feathers4j.channels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.feathers4j.Application;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A service whose events are emitted on a queue of its own: publishers need no second one. */
class ServiceWithEventQueueTest {
    private final Queue<Runnable> started = new ArrayDeque<>();
    private final SerialExecutor queue = new SerialExecutor("events of things", 2, started::add);
    private final Application app = Application.create();
    private final Channels channels = app.configure(Channels.create());
    private final List<String> published = new ArrayList<>();

    private ServiceHandle things() {
        app.use("things", new Things(), o -> o.events("seen").eventQueue(queue));
        return app.service("things");
    }

    private void publish() {
        channels.publish((item, context) -> {
            published.add(String.valueOf(item));
            return null;
        });
    }

    @Test
    void an_event_emitted_on_the_queue_is_published_at_once() {
        publish();
        ServiceHandle things = things();
        queue.add(() -> {
            things.emit("seen", Map.of("id", 1));
            published.add("emitted");
        });
        started.remove().run();
        assertThat(published).containsExactly("{id=1}", "emitted");
    }

    @Test
    void an_event_of_another_thread_waits_in_the_same_queue() {
        publish();
        ServiceHandle things = things();
        queue.add(() -> things.emit("seen", Map.of("id", 1)));
        things.emit("seen", Map.of("id", 2));
        assertThat(published).isEmpty();
        started.remove().run();
        assertThat(published).containsExactly("{id=1}", "{id=2}");
        assertThat(started).isEmpty();
    }

    @Test
    void an_event_that_a_publisher_emits_comes_behind_the_one_it_publishes() {
        ServiceHandle things = things();
        channels.publish((item, context) -> {
            if (String.valueOf(item).equals("{id=1}")) things.emit("seen", Map.of("id", 2));
            published.add(String.valueOf(item));
            return null;
        });
        queue.add(() -> things.emit("seen", Map.of("id", 1)));
        started.remove().run();
        assertThat(published).containsExactly("{id=1}", "{id=2}");
    }

    @Test
    void the_limit_is_that_of_the_queue() throws InterruptedException {
        publish();
        ServiceHandle things = things();
        for (int i = 0; i < 2; i++) queue.add(() -> {});
        var loop = new Thread(() -> things.emit("seen", Map.of("id", 3))) {}; // a thread that must not wait
        loop.start();
        loop.join();
        assertThat(channels.refused()).isEqualTo(1);
        started.remove().run();
        assertThat(published).isEmpty();
    }
}
