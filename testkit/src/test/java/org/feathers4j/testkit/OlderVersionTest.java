package org.feathers4j.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testkit.RecordingListener.Report;
import org.feathers4j.testrules.Deviations;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Together with feathers-distributed 2.4.0, as recorded: its events have no context, and it leaves ours in the data. */
class OlderVersionTest {
    private static final String FILE = "version-2.4.0.json";
    private static final Map<String, Map<?, ?>> CASES = MeshRecording.cases(FILE);
    private static final String OLDER = "event published by 2.4.0, consumed by 3.0.0: no context";
    private static final Duration TIMEOUT = Patience.ofSeconds(10);

    private record Heard(Object item, Optional<HookContext> context) {}

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application app = Application.create();
    private final MeshLink older = mesh.link();
    private final RecordingListener heardByOlder = new RecordingListener(request -> {});

    private Distribution join() {
        Distribution joined =
                app.configure(Distribution.create(o -> o.key("newer").link(mesh.link())));
        app.setup();
        ServiceDescriptor descriptor = descriptor();
        older.open(
                new LocalApp(
                        new Peer(descriptor.uuid(), descriptor.key()),
                        descriptor.events(),
                        MethodKind.standardNames(),
                        true,
                        TIMEOUT),
                heardByOlder);
        older.announce(descriptor);
        return joined;
    }

    private static ServiceDescriptor descriptor() {
        Map<?, ?> recorded = Objects.requireNonNull(CASES.get("service descriptor of 2.4.0: the same as in 3.0.0"));
        return ServiceDescriptor.fromJson(MeshRecording.message(recorded)).orElseThrow();
    }

    @AfterEach
    void close() {
        app.close();
        older.close(Duration.ZERO);
    }

    @Test
    void a_service_of_2_4_0_is_used_and_its_events_are_heard_without_a_context() {
        var heard = new ConcurrentLinkedQueue<Heard>();
        join().await("older", TIMEOUT)
                .on(
                        "created",
                        (item, context) ->
                                heard.add(new Heard(Objects.requireNonNull(item), Optional.ofNullable(context))));
        Map<?, ?> recorded = Objects.requireNonNull(CASES.get(OLDER));
        older.publish(new MeshEvent("created", MeshRecording.message(recorded)));
        Eventually.await(TIMEOUT, "the event", () -> !heard.isEmpty());
        Map<?, ?> received = MeshRecording.object(
                MeshRecording.list(recorded.get("consumerListenerReceives")).getFirst());
        var expected = new LinkedHashMap<Object, Object>(MeshRecording.object(received.get("data")));
        expected.keySet().removeAll(List.of("path", "key"));
        assertThat(Deviations.of(FILE)).containsOnlyKeys(OLDER);
        assertThat(received.get("context")).isNull();
        assertThat(heard).containsExactly(new Heard(expected, Optional.empty()));
    }

    @Test
    void an_event_for_2_4_0_has_its_context_among_the_data() {
        app.use("newer", MemoryService.create(o -> o.startId(2)));
        join();
        heardByOlder.await("the service", TIMEOUT, report -> report instanceof Report.Offered);
        app.service("newer").create(Map.of("text", "x"));
        Report.Event event =
                (Report.Event) heardByOlder.await("the event", TIMEOUT, report -> report instanceof Report.Event);
        Map<?, ?> recorded = Objects.requireNonNull(
                CASES.get("event published by 3.0.0, consumed by 2.4.0: the context stays in the data"));
        var message = new LinkedHashMap<Object, Object>(
                MeshRecording.object(Objects.requireNonNull(event.event().message())));
        var context = new LinkedHashMap<Object, Object>(MeshRecording.object(message.get("context")));
        assertThat(context.remove("eventIdentity"))
                .as("ours, which Node leaves unread")
                .isNotNull();
        message.put("context", context);
        assertThat(message).isEqualTo(MeshRecording.message(recorded));
    }
}
