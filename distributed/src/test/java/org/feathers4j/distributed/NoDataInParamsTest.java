package org.feathers4j.distributed;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Params and data of a call to another application: what is no data stays at home, as in Node. */
class NoDataInParamsTest {
    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();
    private final ConcurrentLinkedQueue<Params> received = new ConcurrentLinkedQueue<>();
    private @Nullable ServiceHandle things;

    /** What params may have: records of the application. */
    record User(String name) {}

    private Distribution join(Application app, String key) {
        running.add(app);
        return app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
    }

    @BeforeEach
    void start() {
        var worker = Application.create();
        join(worker, "worker");
        worker.use("things", Service.create((data, params) -> {
            received.add(params);
            return data;
        }));
        worker.setup();
        var gateway = Application.create();
        Distribution distribution = join(gateway, "gateway");
        gateway.setup();
        things = distribution.await("things", Patience.ofSeconds(10));
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private ServiceHandle things() {
        return Objects.requireNonNull(things);
    }

    private static Map<String, @Nullable Object> withoutForm() {
        var values = new HashMap<String, @Nullable Object>();
        values.put("lambda", (Runnable) () -> {});
        values.put("lock", new ReentrantLock());
        values.put("stream", new ByteArrayInputStream(new byte[1]));
        values.put("thread", Thread.currentThread());
        values.put("object", new Object());
        return values;
    }

    @Test
    void what_is_no_data_is_left_out_of_params() {
        var mixed = withoutForm();
        mixed.put("text", "stays");
        mixed.put("nothing", null);
        mixed.put("user", new User("Ada"));
        mixed.put("list", Arrays.asList(1, new ReentrantLock(), 2));
        things().create(Map.of("a", 1), Params.of(mixed).with("deep", mixed));

        Params there = Objects.requireNonNull(received.poll());
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("text", "stays");
        data.put("nothing", null);
        data.put("user", Map.of("name", "Ada"));
        data.put("list", Arrays.asList(1, null, 2));
        assertThat(there.toMap()).containsAllEntriesOf(data).containsEntry("deep", data);
        assertThat(there.toMap()).doesNotContainKeys("lambda", "lock", "stream", "thread", "object");
    }

    @Test
    void what_is_no_data_is_left_out_of_data() {
        var mixed = withoutForm();
        mixed.put("a", 1);
        assertThat(Json.parse(Json.text(things().create(mixed)))).isEqualTo(Map.of("a", 1));
    }
}
