package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two replicas that take one call at a time, so that it is known which one has too much to do. */
class OverloadedTest {
    private static final Duration PATIENCE = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Application gateway = Application.create();
    private final List<Application> replicas = List.of(Application.create(), Application.create());
    private final CountDownLatch waiting = new CountDownLatch(2);

    @AfterEach
    void close() {
        end.countDown();
        threads.close();
        replicas.forEach(Application::close);
        gateway.close();
    }

    /** A create that says so waits for the end of the test; all others are answered at once. */
    private @Nullable Object create(@Nullable Object data) throws InterruptedException {
        if (Map.of("wait", true).equals(data)) {
            waiting.countDown();
            end.await();
        }
        return data;
    }

    /** The calls that both have begun and not ended. */
    private long pending() {
        return replicas.stream()
                .map(each -> each.plugin(Distribution.class).orElseThrow())
                .mapToLong(each -> each.status().served().pending())
                .sum();
    }

    private ServiceHandle todos() throws InterruptedException {
        for (Application each : replicas) {
            each.configure(
                    Distribution.create(o -> o.key("todos").maxCallsInFlight(1).link(mesh.link())));
            each.use("todos", Service.create((data, params) -> create(data)));
            each.setup();
        }
        var distribution =
                gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
        gateway.setup();
        Eventually.await(
                PATIENCE, "both replicas", () -> distribution.owners("todos").size() == 2);
        return gateway.service("todos");
    }

    @Test
    void a_provider_that_hands_the_refusal_of_another_on_has_begun_the_call_which_is_not_repeated() throws Exception {
        ServiceHandle todos = todos();
        List<Future<?>> underWay = List.of(
                threads.submit(() -> todos.create(Map.of("wait", true))),
                threads.submit(() -> todos.create(Map.of("wait", true))));
        assertThat(waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertBegunOnce(data -> todos.create(data), () -> {}, ErrorKind.UNAVAILABLE);
        end.countDown();
        for (Future<?> each : underWay) each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void nor_is_one_whose_provider_has_called_a_service_that_its_owner_does_not_offer_any_more() {
        MeshLink forgetful = mesh.link();
        var self = new Peer("forgetful-1", "forgetful");
        forgetful.open(new LocalApp(self, List.of(), List.of("create"), true, PATIENCE), new DeafListener() {
            @Override
            public void onRequest(IncomingRequest request) {
                request.fail(NotOffered.error("gone", "forgetful"));
            }
        });
        forgetful.announce(
                new ServiceDescriptor(self.uuid(), self.key(), "gone", List.of(), List.of("create"), Map.of()));
        try {
            Distribution distribution =
                    gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
            ServiceHandle[] gone = new ServiceHandle[1];
            assertBegunOnce(
                    data -> gone[0].create(data),
                    () -> gone[0] = distribution.await("gone", PATIENCE),
                    ErrorKind.NOT_FOUND);
        } finally {
            forgetful.close(Duration.ZERO);
        }
    }

    /** Of two replicas of the gateway one asks on; each call of orders is begun once, and the one that asks on fails. */
    private void assertBegunOnce(UnaryOperator<@Nullable Object> asksOn, Runnable beforeCalls, ErrorKind failure) {
        var begun = new AtomicInteger();
        gateway.use("orders", Service.create((data, params) -> {
            begun.incrementAndGet();
            return asksOn.apply(data);
        }));
        gateway.setup();
        beforeCalls.run();
        Application second = Application.create();
        Application client = Application.create();
        try {
            second.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
            second.use("orders", Service.create((data, params) -> {
                begun.incrementAndGet();
                return data;
            }));
            second.setup();
            Distribution desk =
                    client.configure(Distribution.create(o -> o.key("desk").link(mesh.link())));
            client.setup();
            ServiceHandle orders = desk.await("orders", PATIENCE);
            Eventually.await(
                    PATIENCE, "both replicas", () -> desk.owners("orders").size() == 2);
            var failures = new ArrayList<ErrorKind>();
            for (int i = 0; i < 2; i++) {
                try {
                    orders.create(Map.of("item", i));
                } catch (FeathersException e) {
                    failures.add(e.kind());
                }
            }
            assertThat(begun).as("one for each call").hasValue(2);
            assertThat(failures).containsExactly(failure);
        } finally {
            client.close();
            second.close();
        }
    }

    @Test
    void a_write_that_was_refused_goes_to_another_replica_and_all_of_them_refuse_it_when_all_are_busy()
            throws Exception {
        ServiceHandle todos = todos();
        Future<?> first = threads.submit(() -> todos.create(Map.of("wait", true)));
        while (waiting.getCount() == 2) Thread.onSpinWait();
        for (int i = 0; i < 10; i++) {
            assertThat(todos.create(Map.of("text", i))).as("call %d", i).isEqualTo(Map.of("text", i));
            // a call is in flight until a moment after its answer
            Eventually.await(PATIENCE, "the end of the call", () -> pending() == 1);
        }

        Future<?> second = threads.submit(() -> todos.create(Map.of("wait", true)));
        assertThat(waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.create(Map.of("text", "late")))
                .withMessageContaining("1 calls are in flight already")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));

        end.countDown();
        first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
