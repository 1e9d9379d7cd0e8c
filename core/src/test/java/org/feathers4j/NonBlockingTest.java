package org.feathers4j;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which calls an event loop may make. */
class NonBlockingTest {
    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private static class Rates implements Service.Gets, Service.Finds, Service.Creates {
        @Override
        @NonBlocking
        public @Nullable Object get(Id id, Params params) {
            return Map.of("id", id.value());
        }

        @Override
        public Object find(Params params) {
            return List.of();
        }

        @Override
        @NonBlocking
        public @Nullable Object create(@Nullable Object data, Params params) {
            return data;
        }
    }

    private static final class Slower extends Rates {
        @Override
        public @Nullable Object get(Id id, Params params) {
            return super.get(id, params);
        }
    }

    private static final class AsFast extends Rates {}

    private record Rate(long id) {}

    private static final class Typed implements TypedService.Gets<Rate> {
        @Override
        public Class<Rate> type() {
            return Rate.class;
        }

        @Override
        @NonBlocking
        public Rate get(Id id, Params params) {
            return new Rate(1);
        }
    }

    @NonBlocking
    private static final class Quick implements Hook, Hook.Around, CallObserver {
        @Override
        public void run(HookContext context) {}

        @Override
        public void run(HookContext context, Hook.Next next) throws Exception {
            next.run();
        }

        @Override
        public void observe(HookContext context, Runnable call) {
            call.run();
        }
    }

    private ServiceHandle rates() {
        return app.use("rates", new Rates()).service("rates");
    }

    @Test
    void a_method_that_promises_it_and_no_other() {
        ServiceHandle rates = rates();
        assertThat(rates.isNonBlocking("get")).isTrue();
        assertThat(rates.isNonBlocking("find")).isFalse();
        assertThat(rates.isNonBlocking("nothing")).isFalse();
        app.use("lambda", Service.get((id, params) -> null));
        assertThat(app.service("lambda").isNonBlocking("get")).isFalse();
        app.use("typed", new Typed());
        assertThat(app.service("typed").isNonBlocking("get")).isTrue();
    }

    @Test
    void a_method_whose_event_may_be_heard_by_a_listener_that_blocks_is_none() {
        assertThat(rates().isNonBlocking("create")).isFalse();
    }

    @Test
    void the_promise_of_a_method_is_not_one_of_the_method_that_overrides_it() {
        app.use("slower", new Slower()).use("fast", new AsFast());
        assertThat(app.service("slower").isNonBlocking("get")).isFalse();
        assertThat(app.service("fast").isNonBlocking("get")).isTrue();
    }

    @Test
    void every_hook_has_to_promise_it_also_those_of_the_application_and_those_that_come_later() {
        ServiceHandle rates = rates();
        rates.hooks(h -> h.before("get", new Quick()).error(new Quick()));
        app.hooks(h -> h.around(new Quick()));
        rates.hooks(h -> h.before("find", context -> {}));
        assertThat(rates.isNonBlocking("get")).isTrue();
        app.use("other", new Rates());
        app.service("other").hooks(h -> h.after("get", context -> {}));
        assertThat(app.service("other").isNonBlocking("get")).isFalse();
        assertThat(rates.isNonBlocking("get")).isTrue();
        app.hooks(h -> h.around((context, next) -> next.run()));
        assertThat(rates.isNonBlocking("get")).isFalse();
    }

    @Test
    void so_has_every_observer_as_long_as_it_observes() {
        ServiceHandle rates = rates();
        app.onCall(new Quick());
        assertThat(rates.isNonBlocking("get")).isTrue();
        Registration slow = app.onCall((context, call) -> call.run());
        assertThat(rates.isNonBlocking("get")).isFalse();
        slow.remove();
        assertThat(rates.isNonBlocking("get")).isTrue();
    }
}
