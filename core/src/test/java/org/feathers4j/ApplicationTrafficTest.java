package org.feathers4j;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Services come and go while many threads call them. */
class ApplicationTrafficTest {
    private static final List<String> PATHS = List.of("a", "b", "c");

    private final Application app = Application.create();
    private final AtomicInteger setups = new AtomicInteger();
    private final AtomicInteger teardowns = new AtomicInteger();

    @Test
    void every_call_succeeds_or_finds_no_service() throws Exception {
        var balance = new ConcurrentHashMap<String, Integer>();
        app.onServices(new Counting(balance));
        app.setup();
        var stopped = new AtomicBoolean();
        var found = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = IntStream.range(0, 100)
                    .<Future<?>>mapToObj(caller -> threads.submit(() -> call(caller, stopped, found)))
                    .toList();
            List<Future<?>> movers = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(mover -> threads.submit(() -> comeAndGo(PATHS.get(mover % 3))))
                    .toList();
            for (Future<?> mover : movers) mover.get();
            PATHS.forEach(app::unuse);
            PATHS.forEach(path -> app.use(path, new Counted()));
            int before = found.get();
            Eventually.await(Patience.ofSeconds(20), "calls that succeed again", () -> found.get() > before + 200);
            stopped.set(true);
            for (Future<?> caller : callers) caller.get();
        }
        assertThat(balance).allSatisfy((path, count) -> assertThat(count).isEqualTo(1));
        app.close();
        assertThat(setups).hasValue(teardowns.get());
    }

    private void call(int caller, AtomicBoolean stopped, AtomicInteger found) {
        for (int i = 0; !stopped.get(); i++) {
            String path = PATHS.get((caller + i) % 3);
            try {
                assertThat(app.service(path).get(caller)).isEqualTo(Map.of("id", caller, "hooked", true));
                found.incrementAndGet();
            } catch (FeathersException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND);
            }
            LockSupport.parkNanos(1); // a virtual thread gives way only when it parks
        }
    }

    /** Two threads fight for each path: who comes second is refused. */
    private void comeAndGo(String path) {
        for (int i = 0; i < 300; i++) {
            try {
                app.use(path, new Counted(), o -> o.hooks(h -> h.before(context -> context.set("seen", true))));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("Path %s already exists", path);
            }
            if (i % 100 == 0) app.hooks(h -> h.before(context -> context.set("late", true)));
            app.unuse(path);
        }
    }

    @Test
    void a_service_registered_during_setup_is_set_up_exactly_once() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= 500; round++) {
                var fresh = Application.create();
                Future<?> using = threads.submit(() -> fresh.use("x", new Counted()));
                Future<?> settingUp = threads.submit(fresh::setup);
                using.get();
                settingUp.get();
                assertThat(setups).as("setups").hasValue(round);
            }
        }
    }

    @Test
    void a_default_service_asked_for_by_many_is_registered_once() throws InterruptedException, ExecutionException {
        app.defaultService(path -> new Counted());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 200; round++) {
                String path = "dyn" + round;
                Future<ServiceHandle> one = threads.submit(() -> app.service(path));
                Future<ServiceHandle> two = threads.submit(() -> app.service(path));
                assertThat(one.get()).isSameAs(two.get());
            }
        }
    }

    private final class Counted implements Service.Gets {
        @Override
        public Object get(Id id, Params params) {
            return Map.of("id", id.value(), "hooked", true);
        }

        @Override
        public void setup(Application application, String path) {
            setups.incrementAndGet();
        }

        @Override
        public void teardown(Application application, String path) {
            teardowns.incrementAndGet();
        }
    }

    private record Counting(Map<String, Integer> balance) implements ServiceRegistryListener {
        @Override
        public void added(ServiceHandle service) {
            balance.merge(service.path(), 1, Integer::sum);
        }

        @Override
        public void removed(ServiceHandle service) {
            balance.merge(service.path(), -1, Integer::sum);
        }
    }
}
