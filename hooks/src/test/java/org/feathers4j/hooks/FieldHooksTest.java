package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.CommonHooks.alterItems;
import static org.feathers4j.hooks.CommonHooks.disablePagination;
import static org.feathers4j.hooks.CommonHooks.disallow;
import static org.feathers4j.hooks.CommonHooks.iff;
import static org.feathers4j.hooks.CommonHooks.isProvider;
import static org.feathers4j.hooks.CommonHooks.paramsFromClient;
import static org.feathers4j.hooks.CommonHooks.preventChanges;
import static org.feathers4j.hooks.CommonHooks.protect;
import static org.feathers4j.hooks.CommonHooks.setField;
import static org.feathers4j.hooks.CommonHooks.softDelete;
import static org.feathers4j.hooks.CommonHooks.stashBefore;

/** The hooks whose rules {@link HooksCommonTest} plays, with a service that stores records. */
class FieldHooksTest {
    private static final Params ADA = Params.of(Map.of("provider", "rest", "user", Map.of("id", 7)));
    private static final Params BOB = Params.of(Map.of("provider", "rest", "user", Map.of("id", 8)));

    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private ServiceHandle todos(Consumer<Hooks> hooks) {
        app.use("todos", MemoryService.create(o -> o.multi(true)), o -> o.hooks(hooks));
        return app.service("todos");
    }

    private static Consumer<SetFieldOptions.Builder> user(String as) {
        return o -> o.from("params.user.id").as(as);
    }

    @Test
    void hooks_that_only_compute_leave_a_get_on_the_event_loop() {
        ServiceHandle todos = todos(h -> h.before(paramsFromClient("a"))
                .before("find", disablePagination())
                .before("get", disallow("socketio"))
                .after(protect("secret")));
        assertThat(todos.isNonBlocking("get")).isTrue();
        todos.hooks(h -> h.before("get", setField(user("params.query.userId"))));
        assertThat(todos.isNonBlocking("get")).isFalse();
    }

    @Test
    void users_create_find_and_change_their_own_records_only() {
        var own = setField(user("params.query.userId"));
        ServiceHandle todos = todos(h -> h.before("create", setField(user("data.userId")))
                .before("find", own)
                .before("get", own)
                .around("patch", own)
                .before("remove", own));
        var sent = List.of(json("{'text':'a','userId':9}"), json("{'text':'b'}"));
        assertThat(todos.create(sent, ADA))
                .isEqualTo(List.of(json("{'text':'a','userId':7,'id':0}"), json("{'text':'b','userId':7,'id':1}")));
        assertThat(sent).as("what was sent").isEqualTo(List.of(json("{'text':'a','userId':9}"), json("{'text':'b'}")));
        todos.create(Map.of("text", "c"), BOB);
        assertThat((List<?>) todos.find(ADA)).hasSize(2);
        assertThat((List<?>) todos.find(BOB.withQuery(json("{'userId':7,'$or':[{'userId':7},{'userId':8}]}"))))
                .hasSize(1);
        assertThat(refused(() -> todos.get(Id.of(0), BOB)).kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat((List<?>) todos.patchAll(Map.of("done", true), BOB)).hasSize(1);
        assertThat((List<?>) todos.removeAll(ADA)).hasSize(2);
        assertThat((List<?>) todos.find()).as("for the application").hasSize(1);
    }

    @Test
    void data_that_are_no_objects_are_refused() {
        ServiceHandle todos = todos(h -> h.before("create", setField(user("data.userId"))));
        for (Object data : List.of("text", 1, List.of(json("{}"), "text")))
            assertThat(refused(() -> todos.create(data, ADA)))
                    .hasMessage("'data.userId' can not be set, since 'data' is no object");
        assertThat((List<?>) todos.find()).isEmpty();
    }

    @Test
    void without_data_an_object_is_made() {
        ServiceHandle todos = todos(h -> h.before("create", setField(user("data.owner.id"))));
        assertThat(todos.create(null, ADA)).isEqualTo(json("{'owner':{'id':7},'id':0}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"query.userId", "params", "id.x", "user", "params..x", "params.query.", "method", "provider"})
    void places_that_no_service_looks_at_are_refused(String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setField(user(place)))
                .withMessageContaining(place);
    }

    @Test
    void data_of_methods_without_any_cannot_be_set() {
        ServiceHandle todos = todos(h -> h.before("find", setField(user("data.userId"))));
        assertThatIllegalStateException().isThrownBy(() -> todos.find(ADA)).withMessageContaining("'setField'");
    }

    @Test
    void fields_that_hooks_have_added_can_be_the_source() {
        ServiceHandle todos = todos(h -> h.before("create", context -> context.set("tenant", Map.of("id", "t")))
                .before("create", setField(o -> o.from("tenant.id").as("data.tenant"))));
        assertThat(todos.create(Map.of(), ADA)).isEqualTo(json("{'tenant':'t','id':0}"));
    }

    @Test
    void a_soft_removal_is_restricted_but_changes_no_owner() {
        ServiceHandle todos = todos(h -> h.before(softDelete())
                .before("remove", setField(user("params.query.userId")))
                .before("patch", setField(user("params.query.userId")))
                .before("patch", setField(user("data.userId"))));
        todos.create(json("{'userId':7}"));
        assertThat(refused(() -> todos.remove(Id.of(0), BOB)).kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(todos.remove(Id.of(0), ADA)).isEqualTo(json("{'userId':7,'id':0,'deleted':true}"));
    }

    @Test
    void the_record_before_a_change_is_a_whole_copy() {
        var before = new ArrayList<@Nullable Object>();
        ServiceHandle todos = todos(h -> h.before("patch", stashBefore())
                .before("remove", stashBefore("removed"))
                .after("get", protect("secret"))
                .after("patch", context -> before.add(context.params().get("before")))
                .after("remove", context -> before.add(context.params().get("removed"))));
        todos.create(json("{'text':'a','secret':1}"));
        todos.patch(Id.of(0), Map.of("text", "b"), ADA.withQuery(json("{'$select':['text']}")));
        todos.remove(Id.of(0), ADA);
        assertThat(before)
                .containsExactly(json("{'text':'a','secret':1,'id':0}"), json("{'text':'b','secret':1,'id':0}"));
    }

    @Test
    void nothing_is_stashed_of_many_records_or_none() {
        var stashed = new ArrayList<Boolean>();
        ServiceHandle todos = todos(h -> h.before("patch", stashBefore())
                .before("patch", context -> stashed.add(context.params().has("before"))));
        todos.create(json("{}"));
        todos.patchAll(Map.of("a", 1), ADA);
        assertThat(refused(() -> todos.patch(5, Map.of("a", 1))).kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(stashed).containsExactly(false, false);
    }

    @Test
    void the_stashed_record_is_read_within_the_transaction_and_for_the_user() {
        var reads = new ArrayList<Params>();
        UnitOfWork work = action -> {};
        ServiceHandle todos =
                todos(h -> h.before("patch", stashBefore()).before("get", context -> reads.add(context.params())));
        todos.create(json("{}"));
        todos.patch(Id.of(0), Map.of("a", 1), ADA.with(UnitOfWork.PARAM, work).with("authenticated", true));
        assertThat(reads).hasSize(1);
        assertThat(reads.getFirst().toMap())
                .containsEntry(UnitOfWork.PARAM, work)
                .containsEntry("authenticated", true)
                .containsEntry("user", Map.of("id", 7))
                .doesNotContainKey("provider");
    }

    @Test
    void fields_that_may_not_change_are_refused_or_left_out_of_patches_of_many_too() {
        ServiceHandle todos = todos(h -> h.before("patch", preventChanges(false, "id", "address.city"))
                .around("patch", preventChanges(true, "role")));
        todos.create(List.of(json("{'a':1}"), json("{'a':2}")));
        assertThat(refused(() -> todos.patchAll(Map.of("role", "admin"), ADA)))
                .hasMessage("Field role may not be patched. (preventChanges)");
        assertThat(todos.patchAll(json("{'id':5,'address':{'city':'c','zip':1}}"), ADA))
                .isEqualTo(List.of(
                        json("{'a':1,'id':0,'address':{'zip':1}}"), json("{'a':2,'id':1,'address':{'zip':1}}")));
        assertThat(todos.patch(0, Map.of())).isEqualTo(json("{'a':1,'id':0,'address':{'zip':1}}"));
    }

    @Test
    void a_soft_removal_may_set_the_mark_that_patches_may_not() {
        ServiceHandle todos = todos(h -> h.before(softDelete()).before("patch", preventChanges(true, "deleted")));
        todos.create(json("{}"));
        assertThat(refused(() -> todos.patch(0, Map.of("deleted", false))).kind())
                .isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(todos.remove(0)).isEqualTo(json("{'id':0,'deleted':true}"));
    }

    @Test
    void items_are_altered_in_copies() {
        var data = json("{'address':{'city':'c'},'tags':['x']}");
        ServiceHandle todos = todos(h -> h.before("create", alterItems((item, context) -> {
                    ((Map<?, ?>) Objects.requireNonNull(item.get("address"))).clear();
                    ((List<?>) Objects.requireNonNull(item.get("tags"))).clear();
                }))
                .after("find", alterItems((item, context) -> item.put("seen", true)))
                .before("remove", alterItems((item, context) -> {})));
        assertThat(todos.create(data)).isEqualTo(json("{'address':{},'tags':[],'id':0}"));
        assertThat(data).isEqualTo(json("{'address':{'city':'c'},'tags':['x']}"));
        assertThat(todos.find()).isEqualTo(List.of(json("{'address':{},'tags':[],'id':0,'seen':true}")));
        assertThat(todos.get(0)).isEqualTo(json("{'address':{},'tags':[],'id':0}"));
        assertThatIllegalStateException().isThrownBy(() -> todos.remove(0)).withMessageContaining("'alterItems'");
    }

    @Test
    void values_that_are_no_objects_are_not_altered_and_failures_fail_the_call() {
        app.use(
                "odd",
                Service.find(params -> params.query().get("result")),
                o -> o.hooks(h -> h.after("find", alterItems((item, context) -> refuse()))));
        ServiceHandle odd = app.service("odd");
        assertThat(odd.find()).isNull();
        assertThat(odd.find(Params.query(Map.of("result", List.of(1, "a"))))).isEqualTo(List.of(1, "a"));
        assertThat(refused(() -> odd.find(Params.query(Map.of("result", List.of(Map.of()))))))
                .hasMessage("not this one");
    }

    private static void refuse() {
        throw FeathersException.conflict("not this one");
    }

    @Test
    void clients_set_the_named_params_only() {
        var seen = new ArrayList<Params>();
        ServiceHandle todos = todos(h ->
                h.before("find", paramsFromClient("locale")).before("find", context -> seen.add(context.params())));
        assertThat((List<?>) todos.find(ADA.withQuery(json("{'a':1,'$client':{'locale':'de','admin':true}}"))))
                .isEmpty();
        assertThat(seen.getFirst().toMap())
                .isEqualTo(ADA.withQuery(Map.of("a", 1)).with("locale", "de").toMap());
        assertThat(refused(() -> todos.find(ADA.withQuery(json("{'$client':'de'}"))))
                        .kind())
                .isEqualTo(ErrorKind.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"provider", "user", "authenticated", "authentication", "headers", "query", "transaction", "$x"})
    void params_that_say_who_calls_cannot_come_from_clients(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paramsFromClient("a", name))
                .withMessageContaining(name);
    }

    @Test
    void pages_become_lists_for_those_who_may() {
        app.use(
                "notes",
                MemoryService.create(o -> o.paginate(1, 2).multi(true)),
                o -> o.hooks(h -> h.before("find", iff(isProvider("server"), disablePagination()))));
        ServiceHandle notes = app.service("notes");
        notes.create(List.of(Map.of(), Map.of(), Map.of()));
        var all = Params.query(Map.of("$limit", "-1"));
        assertThat((List<?>) notes.find(all)).hasSize(3);
        assertThat(notes.find()).isInstanceOf(Map.class);
        assertThat(notes.find(all.with("provider", "rest"))).extracting("limit").isEqualTo(1);
    }

    private static FeathersException refused(ThrowingCallable call) {
        FeathersException error = catchThrowableOfType(FeathersException.class, call);
        assertThat(error).as("refusal").isNotNull();
        return error;
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }
}
