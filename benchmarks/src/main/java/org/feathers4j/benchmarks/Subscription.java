package org.feathers4j.benchmarks;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/** Counts the events of another application; reports to its {@link Publishing} when it hears for the first time, and then each fiftieth event. */
final class Subscription {
    private static final long DEAF = -1;

    private final Application app;
    private final String name;
    private final AtomicLong heard = new AtomicLong(DEAF);

    Subscription(Application app, String name) {
        this.app = app;
        this.name = name;
    }

    String begin() {
        app.service("todos").on("created", (item, context) -> onTodo(Todos.idOf(item)));
        return name;
    }

    private void onTodo(long id) {
        if (id == Publishing.PROBE && heard.compareAndSet(DEAF, 0)) report(0);
        else if (id == Publishing.EVENT) {
            long count = heard.incrementAndGet();
            if (count % Publishing.STEP == 0) report(count);
        }
    }

    /** On a thread of its own: the next events must not wait for the answer. */
    private void report(long count) {
        Map<String, @Nullable Object> query = Map.of("name", name, "heard", count);
        Thread.startVirtualThread(() -> app.service("seen").find(Params.query(query)));
    }
}
