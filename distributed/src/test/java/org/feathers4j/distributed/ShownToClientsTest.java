package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients of a gateway get of a service whose application hides something from them. */
class ShownToClientsTest {
    private static final Duration SOON = Patience.ofSeconds(10);
    private static final Map<String, Object> ADA = Map.of("id", 1, "name", "Ada", "password", "s3cret");
    private static final Map<String, Object> BOB = Map.of("id", 2, "name", "Bob", "password", "s3cret");
    private static final Map<String, Object> NEW = Map.of("password", "s3cret");

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();
    private final Application worker = Application.create();

    /** Two users; what is written comes back. */
    private static final class Users
            implements Service.Gets, Service.Finds, Service.Creates, Service.Updates, Service.Patches, Service.Removes {
        @Override
        public Object get(Id id, Params params) {
            return ADA;
        }

        @Override
        public Object find(Params params) {
            return params.query().containsKey("page")
                    ? Map.of("total", 2, "data", List.of(ADA, BOB))
                    : List.of(ADA, BOB);
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return data;
        }

        @Override
        public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return data;
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return id == null ? List.of(ADA, BOB) : ADA;
        }

        @Override
        public Object remove(@Nullable Id id, Params params) {
            return id == null ? List.of(ADA, BOB) : ADA;
        }
    }

    @BeforeEach
    void start() {
        join(worker, "worker");
        worker.use("users", new Users(), o -> o.method("whole", (data, params) -> ADA));
        worker.setup();
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private Distribution join(Application app, String key) {
        running.add(app);
        return app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
    }

    private ServiceHandle gateway() {
        Application app = Application.create();
        Distribution distribution = join(app, "gateway");
        app.setup();
        return distribution.await("users", SOON);
    }

    private void hidePasswords() {
        worker.service("users").hooks(h -> h.after(context -> context.dispatch(hidden(context.result()))));
    }

    private static @Nullable Object hidden(@Nullable Object value) {
        if (value instanceof List<?> list)
            return list.stream().map(ShownToClientsTest::hidden).toList();
        if (!(value instanceof Map<?, ?> map)) return value;
        var copy = new LinkedHashMap<Object, @Nullable Object>(map);
        copy.remove("password");
        copy.replaceAll((name, member) -> hidden(member));
        return copy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "socketio", "something else"})
    void a_call_of_a_client_is_answered_with_what_clients_may_see(String provider) {
        hidePasswords();
        assertThat(answers(Params.of(Map.of("provider", provider))).toString())
                .contains("Ada")
                .doesNotContain("s3cret");
    }

    @Test
    void a_call_between_services_is_answered_with_everything() {
        hidePasswords();
        assertThat(answers(Params.empty()))
                .allSatisfy(answer -> assertThat(answer.toString()).contains("s3cret"));
    }

    private List<Object> answers(Params params) {
        ServiceHandle users = gateway();
        var answers = new ArrayList<@Nullable Object>();
        answers.add(users.get(Id.of(1), params));
        answers.add(users.find(params));
        answers.add(users.find(params.withQuery(Map.of("page", true))));
        answers.add(users.create(List.of(ADA, NEW), params));
        answers.add(users.update(Id.of(1), ADA, params));
        answers.add(users.patchAll(NEW, params));
        answers.add(users.remove(Id.of(1), params));
        answers.add(users.call("whole", Map.of(), params));
        return answers.stream().<Object>map(Objects::requireNonNull).toList();
    }

    @Test
    void a_client_is_shown_nothing_where_nothing_may_be_shown() {
        worker.service("users").hooks(h -> h.after(context -> context.dispatch(null)));
        assertThat(gateway().get(Id.of(1), Params.of(Map.of("provider", "rest"))))
                .isNull();
    }

    @Test
    void each_of_many_events_carries_its_own_item_and_no_other() {
        hidePasswords();
        var heard = new ConcurrentLinkedQueue<HookContext>();
        ServiceHandle users = gateway();
        users.on("created", (item, context) -> heard.add(Objects.requireNonNull(context)));
        Map<String, Object> eve = Map.of("id", 1, "name", "Eve", "password", "s3cret");
        worker.service("users").create(List.of(ADA, eve));
        Eventually.await(SOON, "two events", () -> heard.size() == 2);
        assertThat(heard).extracting(HookContext::result).containsExactly(ADA, eve);
        assertThat(heard).extracting(HookContext::data).containsExactly(ADA, eve);
        assertThat(heard).extracting(HookContext::shown).containsExactly(hidden(ADA), hidden(eve));
        assertThat(heard.element().toJsonValue().toString()).doesNotContain("Eve");
    }

    @Test
    void equal_items_have_each_its_own_dispatch() {
        worker.service("users")
                .hooks(h -> h.after(
                        "patch", context -> context.result(List.of(ADA, ADA)).dispatch(List.of("first", "second"))));
        var heard = new ConcurrentLinkedQueue<Object>();
        ServiceHandle users = gateway();
        users.on(
                "patched",
                (item, context) -> heard.add(
                        Objects.requireNonNull(Objects.requireNonNull(context).shown())));
        worker.service("users").patchAll(Map.of(), Params.empty());
        Eventually.await(SOON, "two events", () -> heard.size() == 2);
        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void an_event_of_which_nothing_may_be_shown_is_whole_for_services_and_nothing_for_clients() {
        worker.service("users").hooks(h -> h.after(context -> context.dispatch(false)));
        var heard = new ConcurrentLinkedQueue<HookContext>();
        ServiceHandle users = gateway();
        users.on("created", (item, context) -> heard.add(Objects.requireNonNull(context)));
        worker.service("users").create(ADA);
        Eventually.await(SOON, "the event", () -> !heard.isEmpty());
        assertThat(heard.element().shown()).isEqualTo(false);
        assertThat(heard.element().result()).isEqualTo(ADA);
    }

    @Test
    void an_event_of_which_nothing_may_be_shown_has_no_result_that_a_node_gateway_could_show_instead() {
        HookContext call = worker.service("users").context("create", null, ADA, Params.empty());
        call.result(ADA).dispatch(null);
        assertThat(EventContext.toJson(call, ADA)).doesNotContainKey("result").containsEntry("dispatch", null);
    }
}
