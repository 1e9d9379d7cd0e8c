package org.feathers4j.distributed;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are answered on the thread of the link, here that of the test, and those that are not. */
class CallsOnLinkTest {
    private final Application app = Application.create();
    private final MemoryMesh mesh = new MemoryMesh();
    private @Nullable Thread served;
    private @Nullable MeshListener listener;

    @AfterEach
    void close() {
        app.close();
    }

    private final class Rates implements Service.Gets, Service.Finds {
        @Override
        @NonBlocking
        public Object get(Id id, Params params) {
            served = Thread.currentThread();
            return switch (id.text()) {
                case "none" -> throw FeathersException.notFound("No rate");
                case "large" -> Map.of("text", "x".repeat(100_000));
                default -> Map.of("id", id.value(), "fromRemote", params.isFromRemote());
            };
        }

        @Override
        public Object find(Params params) {
            served = Thread.currentThread();
            return Map.of();
        }
    }

    private void join() {
        app.use("rates", new Rates());
        app.configure(Distribution.create(o -> o.key("rates").link(overheard(mesh.link()))));
        app.setup();
    }

    /** A link that shows us the listener which the application gives it. */
    private MeshLink overheard(MeshLink link) {
        return (MeshLink) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MeshLink.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) listener = (MeshListener) arguments[1];
                    return method.invoke(link, arguments);
                });
    }

    /** A request with its answer, and the thread that gave it. */
    private static class Asked implements IncomingRequest {
        private final MeshRequest request;
        final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        volatile @Nullable Thread answeredBy;

        Asked(String method, String id) {
            var arguments = new LinkedHashMap<String, @Nullable Object>();
            if (method.equals("get")) arguments.put("id", id);
            arguments.put("params", new LinkedHashMap<>());
            request = new MeshRequest(method, "rates", "rates", arguments);
        }

        @Override
        public MeshRequest read() {
            return request;
        }

        @Override
        public int size() {
            return 100;
        }

        @Override
        public boolean isAlone() {
            return true;
        }

        @Override
        public void reply(@Nullable Object result) {
            answeredBy = Thread.currentThread();
            answer.complete(result);
        }

        @Override
        public void fail(FeathersException error) {
            answeredBy = Thread.currentThread();
            answer.complete(error.name());
        }
    }

    private @Nullable Object ask(Asked request) throws Exception {
        served = null;
        if (listener == null) throw new IllegalStateException("The link is not open");
        listener.onRequest(request);
        return request.answer.get(20, TimeUnit.SECONDS);
    }

    private void assertServedHere(Asked request) {
        assertThat(served).isSameAs(Thread.currentThread());
        assertThat(request.answeredBy).isSameAs(Thread.currentThread());
    }

    private void assertServedElsewhere() {
        assertThat(served).satisfies(thread -> assertThat(thread.isVirtual()).isTrue());
    }

    @Test
    void a_call_that_does_not_block_is_answered_at_once_with_a_result_or_an_error() throws Exception {
        join();
        var good = new Asked("get", "1");
        assertThat(ask(good)).isEqualTo(Map.of("id", "1", "fromRemote", true));
        assertServedHere(good);
        var bad = new Asked("get", "none");
        assertThat(ask(bad)).isEqualTo("NotFound");
        assertServedHere(bad);
    }

    @Test
    void any_other_call_gets_a_thread() throws Exception {
        join();
        ask(new Asked("find", ""));
        assertServedElsewhere();
        app.service("rates").hooks(h -> h.after("get", context -> {}));
        ask(new Asked("get", "1"));
        assertServedElsewhere();
    }

    @Test
    void so_does_one_that_is_large_or_came_with_others() throws Exception {
        join();
        ask(new Asked("get", "1") {
            @Override
            public boolean isAlone() {
                return false;
            }
        });
        assertServedElsewhere();
        ask(new Asked("get", "1") {
            @Override
            public int size() {
                return 10_000;
            }
        });
        assertServedElsewhere();
    }

    @Test
    void a_large_result_is_written_on_a_thread() throws Exception {
        join();
        var large = new Asked("get", "large");
        assertThat(ask(large)).isEqualTo(Map.of("text", "x".repeat(100_000)));
        assertThat(served).isSameAs(Thread.currentThread());
        assertThat(large.answeredBy)
                .satisfies(thread -> assertThat(thread.isVirtual()).isTrue());
    }

    @Test
    void what_cannot_be_read_or_comes_too_late_is_refused_as_ever() throws Exception {
        join();
        assertThat(ask(new Asked("get", "1") {
                    @Override
                    public MeshRequest read() {
                        throw FeathersException.badRequest("This is no request");
                    }
                }))
                .isEqualTo("BadRequest");
        assertThat(ask(new Asked("get", "1") {
                    @Override
                    public boolean isOver() {
                        return true;
                    }
                }))
                .isEqualTo("Timeout");
        assertThat(served).isNull();
    }

    @Test
    void nothing_of_it_stays_in_flight() throws Exception {
        app.use("rates", new Rates());
        app.configure(Distribution.create(o ->
                o.key("rates").maxCallsInFlight(1).maxStartDelay(Duration.ZERO).link(overheard(mesh.link()))));
        app.setup();
        for (String id : new String[] {"1", "none", "large", "1"}) {
            var asked = new Asked("get", id);
            ask(asked);
            // the thread that has written a large result ends a moment later
            Thread writer = asked.answeredBy;
            if (writer != null && writer.isVirtual()) writer.join();
        }
        var last = new Asked("get", "1");
        assertThat(ask(last)).isEqualTo(Map.of("id", "1", "fromRemote", true));
        assertServedHere(last);
    }
}
