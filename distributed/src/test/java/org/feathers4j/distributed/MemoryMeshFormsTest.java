package org.feathers4j.distributed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What arrives over the mesh in memory is what would arrive over the network. */
class MemoryMeshFormsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();
    private final ConcurrentLinkedQueue<Object> received = new ConcurrentLinkedQueue<>();

    record Point(int x, Instant at) {}

    private static Map<String, Object> values() {
        return Map.of(
                "at",
                NOW,
                "long",
                1L,
                "double",
                2.0,
                "half",
                0.5f,
                "digits",
                new BigDecimal("12345678901234567890.25"),
                "point",
                new Point(1, NOW),
                "nothing",
                Double.NaN,
                "list",
                List.of(NOW));
    }

    private @Nullable Object afterJson() {
        return Json.parse(Json.bytes(values()));
    }

    private Distribution join(Application app, String key) {
        running.add(app);
        return app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
    }

    private ServiceHandle things() {
        var worker = Application.create();
        join(worker, "worker");
        worker.use("things", new Things());
        worker.setup();
        var gateway = Application.create();
        Distribution distribution = join(gateway, "gateway");
        gateway.setup();
        return distribution.await("things", Patience.ofSeconds(10));
    }

    private final class Things implements Service.Finds, Service.Creates {
        @Override
        public Object find(Params params) {
            throw FeathersException.conflict("Not now").withData(values());
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            received.add(data == null ? "nothing" : data);
            Object field = params.get("field");
            received.add(field == null ? "nothing" : field);
            return values();
        }
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    @Test
    void data_params_and_results_arrive_as_after_json() {
        Object result = things().create(values(), Params.empty().with("field", values()));
        assertThat(received).containsExactly(afterJson(), afterJson());
        assertThat(result).isEqualTo(afterJson());
    }

    @Test
    void data_of_errors_arrive_as_after_json() {
        ServiceHandle things = things();
        FeathersException error = catchThrowableOfType(FeathersException.class, things::find);
        assertThat(error.data()).isEqualTo(afterJson());
    }
}
