package org.feathers4j.hooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.UnitOfWork;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.feathers4j.hooks.CommonHooks.alterItems;
import static org.feathers4j.hooks.CommonHooks.cache;
import static org.feathers4j.hooks.CommonHooks.setField;

class ResultCacheTest {
    private static final Params ADA = Params.of(Map.of("provider", "rest", "user", Map.of("id", 7)));
    private static final Params BOB = Params.of(Map.of("provider", "rest", "user", Map.of("id", 8)));

    private final Application app = Application.create();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void close() {
        app.close();
    }

    /** Counts the calls that reach the records. */
    private final class Counted extends MemoryService {
        private Counted() {
            super(o -> o.multi(true));
        }

        @Override
        public Object find(Params params) {
            reads.incrementAndGet();
            return super.find(params);
        }

        @Override
        public Object get(@Nullable Id id, Params params) {
            reads.incrementAndGet();
            return super.get(id, params);
        }
    }

    private ResultCache cached(Consumer<CacheOptions.Builder> options) {
        return new ResultCache(CacheOptions.of(options), nanos::get);
    }

    private ServiceHandle todos(ResultCache cached) {
        return todos(h -> h.before("find", cached)
                .before("get", cached)
                .after("find", cached)
                .after("get", cached));
    }

    private ServiceHandle todos(Consumer<Hooks> hooks) {
        app.use("todos", new Counted(), o -> o.hooks(hooks));
        ServiceHandle todos = app.service("todos");
        todos.create(List.of(json("{'text':'a','userId':7}"), json("{'text':'b','userId':8}")));
        return todos;
    }

    private int readsOf(Runnable calls) {
        reads.set(0);
        calls.run();
        return reads.get();
    }

    @Test
    void the_same_call_is_answered_with_the_same_result() {
        ServiceHandle todos = todos(cached(o -> {}));
        Object first = todos.find(ADA);
        assertThat(readsOf(() -> assertThat(todos.find(ADA)).isEqualTo(first))).isZero();
        assertThat(readsOf(() -> todos.get(Id.of(0), ADA))).isOne();
        assertThat(readsOf(
                        () -> assertThat(todos.get(Id.of(0), ADA)).isEqualTo(json("{'text':'a','userId':7,'id':0}"))))
                .isZero();
        assertThat(readsOf(() -> todos.get(Id.of(1), ADA))).isOne();
        assertThatExceptionOfType(FeathersException.class).isThrownBy(() -> todos.get(9));
        assertThatExceptionOfType(FeathersException.class).isThrownBy(() -> todos.get(9));
    }

    @Test
    void queries_differ_by_value_type_and_order() {
        ServiceHandle todos = todos(cached(o -> {}));
        var sort = new LinkedHashMap<String, Object>();
        sort.put("text", 1);
        sort.put("userId", 1);
        var other = new LinkedHashMap<String, Object>();
        other.put("userId", 1);
        other.put("text", 1);
        List<Map<String, Object>> queries = List.of(
                Map.of(), Map.of("userId", 7), Map.of("userId", "7"), Map.of("$sort", sort), Map.of("$sort", other));
        assertThat(readsOf(() -> queries.forEach(query -> todos.find(Params.query(query)))))
                .isEqualTo(5);
        assertThat(readsOf(() -> queries.forEach(query -> todos.find(Params.query(query)))))
                .isZero();
    }

    @Test
    void calls_with_different_params_never_share() {
        ServiceHandle todos = todos(cached(o -> {}));
        List<Params> callers = List.of(
                Params.empty(),
                ADA,
                BOB,
                ADA.with("provider", "socketio"),
                ADA.with("authentication", Map.of("accessToken", "1")),
                ADA.with("authentication", Map.of("accessToken", "2")),
                ADA.with("route", Map.of("teamId", "1")),
                ADA.with("tenant", null),
                ADA.with("headers", Map.of("authorization", "a")),
                ADA.with("headers", Map.of("authorization", "b")),
                ADA.with("headers", Map.of("cookie", "b")),
                ADA.with("headers", Map.of("accept-language", "de")),
                ADA.with("headers", Map.of("x-tenant", "t")));
        assertThat(readsOf(() -> callers.forEach(todos::find))).isEqualTo(callers.size());
        assertThat(readsOf(() -> callers.forEach(todos::find))).isZero();
    }

    @Test
    void headers_of_no_meaning_and_connections_do_not_count() {
        ServiceHandle todos = todos(cached(o -> {}));
        todos.find(ADA.with("headers", Map.of("user-agent", "a", "Sec-Fetch-Mode", "x", "host", "h"))
                .withIp("1.2.3.4"));
        assertThat(readsOf(() -> todos.find(
                        ADA.with("headers", Map.of("host", "h", "referer", "r")).with("connection", new Object()))))
                .isZero();
    }

    @Test
    void restrictions_that_hooks_add_later_are_not_passed_over() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(h -> h.before("find", cached)
                .before("find", setField(o -> o.from("params.user.id").as("params.query.userId")))
                .after("find", cached));
        assertThat((List<?>) todos.find(ADA)).extracting("text").containsExactly("a");
        assertThat((List<?>) todos.find(BOB)).extracting("text").containsExactly("b");
        assertThat((List<?>) todos.find(BOB.withQuery(Map.of("userId", 7))))
                .extracting("text")
                .containsExactly("b");
        assertThat(readsOf(() -> todos.find(ADA))).as("nothing was kept").isOne();
    }

    @Test
    void a_result_is_not_kept_for_a_call_that_a_later_hook_makes_of_another() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(h -> h.before("find", cached)
                .before(
                        "find",
                        context -> context.params(context.params()
                                .withQuery(Map.of(
                                        "userId",
                                        1
                                                + (Integer) Objects.requireNonNull(
                                                        context.params().query().get("userId"))))))
                .after("find", cached));
        assertThat((List<?>) todos.find(Params.query(Map.of("userId", 6))))
                .extracting("text")
                .containsExactly("a");
        assertThat((List<?>) todos.find(Params.query(Map.of("userId", 7))))
                .extracting("text")
                .containsExactly("b");
    }

    @Test
    void every_change_drops_what_is_old() {
        ServiceHandle todos = todos(cached(o -> {}));
        List<Runnable> changes = List.of(
                () -> todos.create(json("{'text':'c'}")),
                () -> todos.patch(0, json("{'text':'d'}")),
                () -> todos.update(Id.of(0), json("{'text':'e'}")),
                () -> todos.remove(1),
                () -> todos.patchAll(json("{'text':'f'}"), Params.empty()));
        for (Runnable change : changes) {
            todos.find();
            todos.get(0);
            change.run();
            assertThat(readsOf(() -> {
                        todos.find();
                        todos.get(0);
                    }))
                    .isEqualTo(2);
        }
        assertThat((List<?>) todos.find()).extracting("text").containsExactly("f", "f");
    }

    @Test
    void a_result_that_was_read_before_a_change_is_not_kept_after_it() {
        ResultCache cached = cached(o -> {});
        var isFirst = new AtomicInteger();
        app.use(
                "slow",
                Service.find(params -> {
                    int read = isFirst.incrementAndGet();
                    if (read == 1) app.service("slow").emit("patched", Map.of());
                    return List.of(read);
                }),
                o -> o.hooks(h -> h.before("find", cached).after("find", cached)));
        ServiceHandle slow = app.service("slow");
        assertThat(slow.find()).isEqualTo(List.of(1));
        assertThat(slow.find()).isEqualTo(List.of(2));
        assertThat(slow.find()).isEqualTo(List.of(2));
    }

    @Test
    void methods_with_the_hook_after_them_drop_what_is_old_without_an_event() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(h -> h.before(cached).after(cached).after("patch", context -> context.event(null)));
        todos.find();
        todos.patch(0, json("{'text':'d'}"));
        assertThat((List<?>) todos.find()).extracting("text").containsExactly("d", "b");
    }

    @Test
    void results_are_kept_for_their_time() {
        ServiceHandle todos = todos(cached(o -> o.timeLimit(Duration.ofSeconds(2))));
        todos.find();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertThat(readsOf(todos::find)).isZero();
        nanos.incrementAndGet();
        assertThat(readsOf(todos::find)).isOne();
        assertThat(readsOf(todos::find)).isZero();
    }

    @Test
    void the_result_not_asked_for_longest_makes_room() {
        ServiceHandle todos = todos(cached(o -> o.maxEntries(2)));
        todos.create(json("{}"));
        todos.get(0);
        todos.get(1);
        todos.get(0);
        todos.get(2);
        assertThat(readsOf(() -> todos.get(0))).isZero();
        assertThat(readsOf(() -> todos.get(2))).isZero();
        assertThat(readsOf(() -> todos.get(1))).isOne();
    }

    @Test
    void transactions_see_the_records_themselves() {
        ServiceHandle todos = todos(cached(o -> {}));
        UnitOfWork work = action -> {};
        Params within = Params.empty().with(UnitOfWork.PARAM, work);
        todos.find();
        assertThat(readsOf(() -> {
                    todos.find(within);
                    todos.find(within);
                }))
                .isEqualTo(2);
    }

    @Test
    void callers_may_change_what_they_get_and_later_hooks_run_for_kept_results() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(h -> h.before("get", cached)
                .after("get", cached)
                .after("get", alterItems((item, context) -> item.merge("n", 1, (a, b) -> 2)))
                .after("get", context -> ((Map<?, ?>) Objects.requireNonNull(context.result())).remove("text")));
        for (int i = 0; i < 3; i++) assertThat(todos.get(0)).isEqualTo(json("{'userId':7,'id':0,'n':1}"));
        assertThat(reads).hasValue(1);
    }

    @Test
    void null_is_kept_and_what_hides_something_is_not() {
        ResultCache cached = cached(o -> {});
        List<@Nullable Object> results = new ArrayList<>();
        results.add(null);
        results.add(Map.of("list", List.of(new External(Map.of("password", "p"), Map.of()))));
        results.add(Map.of("at", Instant.EPOCH));
        app.use(
                "odd",
                Service.get((id, params) -> {
                    reads.incrementAndGet();
                    return results.get((Integer) id.value());
                }),
                o -> o.hooks(h -> h.before("get", cached).after("get", cached)));
        ServiceHandle odd = app.service("odd");
        assertThat(readsOf(() -> {
                    odd.get(0);
                    odd.get(0);
                }))
                .isOne();
        assertThat(readsOf(() -> {
                    odd.get(1);
                    odd.get(1);
                }))
                .isEqualTo(2);
        assertThat(readsOf(() -> {
                    odd.get(2);
                    odd.get(2);
                }))
                .isEqualTo(2);
    }

    @Test
    void results_that_hooks_have_set_are_not_replaced_or_kept() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(h -> h.before("get", context -> {
                    if (context.params().has("mine")) context.result("mine");
                })
                .before("get", cached)
                .after("get", cached));
        Params mine = Params.empty().with("mine", true);
        todos.get(0);
        assertThat(todos.get(Id.of(0), mine)).isEqualTo("mine");
        assertThat(todos.get(0)).isEqualTo(json("{'text':'a','userId':7,'id':0}"));
    }

    @Test
    void one_cache_serves_several_services_and_can_be_emptied() {
        ResultCache cached = cache(o -> {});
        ServiceHandle todos = todos(cached);
        app.use(
                "notes",
                MemoryService.create(),
                o -> o.hooks(h -> h.before("find", cached).after("find", cached)));
        ServiceHandle notes = app.service("notes");
        assertThat((List<?>) todos.find()).hasSize(2);
        assertThat((List<?>) notes.find()).isEmpty();
        notes.create(Map.of());
        assertThat((List<?>) notes.find()).hasSize(1);
        assertThat(readsOf(todos::find)).isZero();
        cached.clear();
        assertThat(readsOf(todos::find)).isOne();
    }

    @Test
    void misuse_is_refused() {
        ServiceHandle todos = todos(h -> h.error(cached(o -> {})));
        assertThatIllegalStateException().isThrownBy(() -> todos.get(9)).withMessageContaining("'cache'");
        assertThatIllegalArgumentException().isThrownBy(() -> cache(o -> o.maxEntries(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> cache(o -> o.timeLimit(Duration.ZERO)));
    }

    @Test
    void failed_calls_leave_nothing_behind() {
        ResultCache cached = cached(o -> {});
        ServiceHandle todos = todos(cached);
        HookContext failed = todos.context("get", Id.of(9), null, Params.empty());
        assertThatExceptionOfType(FeathersException.class).isThrownBy(() -> todos.run(failed));
        todos.create(json("{'id':9}"));
        assertThat(todos.get(9)).isEqualTo(json("{'id':9}"));
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }
}
