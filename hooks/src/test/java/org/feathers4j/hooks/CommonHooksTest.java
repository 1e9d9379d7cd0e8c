package org.feathers4j.hooks;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.CommonHooks.disallow;
import static org.feathers4j.hooks.CommonHooks.discard;
import static org.feathers4j.hooks.CommonHooks.discardQuery;
import static org.feathers4j.hooks.CommonHooks.iff;
import static org.feathers4j.hooks.CommonHooks.iffAround;
import static org.feathers4j.hooks.CommonHooks.isProvider;
import static org.feathers4j.hooks.CommonHooks.keep;
import static org.feathers4j.hooks.CommonHooks.keepQuery;
import static org.feathers4j.hooks.CommonHooks.protect;
import static org.feathers4j.hooks.CommonHooks.required;
import static org.feathers4j.hooks.CommonHooks.timestamps;
import static org.feathers4j.hooks.CommonHooks.unless;
import static org.feathers4j.hooks.CommonHooks.when;

class CommonHooksTest {
    private static final Params REST = Params.of(Map.of("provider", "rest"));
    private static final Params SOCKET = Params.of(Map.of("provider", "socketio"));

    private final Application app = Application.create();
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void close() {
        app.close();
    }

    private ServiceHandle users(Consumer<Hooks> hooks) {
        app.use("users", MemoryService.create(o -> o.multi(true).paginate(10, 10)), o -> o.hooks(hooks));
        return app.service("users");
    }

    private Hook note(String word) {
        return context -> ran.add(word);
    }

    @Test
    void iff_runs_its_hooks_in_order_or_the_others() throws Exception {
        ServiceHandle users = users(h -> h.before(
                "find", iff(isProvider("external"), note("a"), note("b")).otherwise(note("c"), note("d"))));
        users.find(REST);
        users.find();
        assertThat(ran).containsExactly("a", "b", "c", "d");
    }

    @Test
    void when_and_unless_are_opposites() {
        ServiceHandle users = users(h ->
                h.before(when(isProvider("rest"), note("when"))).before(unless(isProvider("rest"), note("unless"))));
        users.find(REST);
        users.find(SOCKET);
        assertThat(ran).containsExactly("when", "unless");
    }

    @Test
    void conditions_hold_around_hooks_too_and_let_the_call_pass() {
        Hook.Around stop = (context, next) -> context.result("stopped");
        ServiceHandle users = users(h -> h.around("find", iffAround(isProvider("rest"), stop)));
        assertThat(users.find(REST)).isEqualTo("stopped");
        assertThat(users.find()).isInstanceOf(Map.class);
    }

    @Test
    void is_provider_knows_clients_and_the_server() {
        ServiceHandle users = users(h -> h.before(iff(isProvider("server"), note("server")))
                .before(iff(isProvider("socketio", "rest"), note("both")))
                .before(iff(isProvider("external").negate(), note("internal"))));
        users.find();
        users.find(SOCKET);
        assertThat(ran).containsExactly("server", "internal", "both");
        assertThatIllegalArgumentException().isThrownBy(CommonHooks::isProvider);
    }

    @Test
    void disallow_refuses_everybody_or_some() {
        ServiceHandle users = users(h -> h.before("remove", disallow())
                .before("get", disallow("external"))
                .around("find", disallow("rest")));
        refused(
                ErrorKind.METHOD_NOT_ALLOWED,
                "Provider 'server' can not call 'remove'. (disallow)",
                () -> users.remove(Id.of(1)));
        refused(
                ErrorKind.METHOD_NOT_ALLOWED,
                "Provider 'socketio' can not call 'get'. (disallow)",
                () -> users.get(Id.of(1), SOCKET));
        refused(
                ErrorKind.METHOD_NOT_ALLOWED,
                "Provider 'rest' can not call 'find'. (disallow)",
                () -> users.find(REST));
        users.find(SOCKET);
        refused(ErrorKind.NOT_FOUND, "No record found for id '1'", () -> users.get(1));
    }

    @Test
    void discard_takes_fields_from_data_of_one_and_of_many() {
        ServiceHandle users = users(h -> h.before("create", discard("role", "address.zip")));
        var data = json("{'name':'a','role':'x','address':{'city':'c','zip':1}}");
        assertThat(users.create(data)).isEqualTo(json("{'name':'a','address':{'city':'c'},'id':0}"));
        assertThat(data).isEqualTo(json("{'name':'a','role':'x','address':{'city':'c','zip':1}}"));
        assertThat(users.create(List.of(json("{'role':1}"), json("{'n':2}"))))
                .isEqualTo(List.of(json("{'id':1}"), json("{'n':2,'id':2}")));
    }

    @Test
    void discard_and_keep_work_on_results_and_pages() {
        ServiceHandle users = users(h -> h.after("find", discard("secret")).after("get", keep("name", "address.city")));
        users.create(json("{'name':'a','secret':1,'address':{'city':'c','zip':1}}"));
        assertThat(users.find()).isEqualTo(json("""
                {'total':1,'limit':10,'skip':0,'data':[{'name':'a','address':{'city':'c','zip':1},'id':0}]}"""));
        assertThat(users.get(0)).isEqualTo(json("{'name':'a','address':{'city':'c'}}"));
    }

    @Test
    void keep_leaves_nothing_else_in_data() {
        ServiceHandle users = users(h -> h.before("create", keep("name", "tags.0", "missing")));
        assertThat(users.create(json("{'name':null,'tags':['a','b'],'x':1}")))
                .isEqualTo(json("{'name':null,'tags':{'0':'a'},'id':0}"));
    }

    @Test
    void hooks_for_data_say_so_where_there_is_none() {
        ServiceHandle users = users(h -> h.before("find", discard("a")).before("get", required("a")));
        assertThatIllegalStateException()
                .isThrownBy(users::find)
                .withMessageContaining("'discard'")
                .withMessageContaining("'find'");
        assertThatIllegalStateException().isThrownBy(() -> users.get(1)).withMessageContaining("'required'");
    }

    @Test
    void queries_lose_or_keep_members() {
        var queries = new ArrayList<Map<String, @Nullable Object>>();
        ServiceHandle users = users(h -> h.before("find", keepQuery("a", "b.c"))
                .before("get", discardQuery("a", "b.c"))
                .around("find", (context, next) -> {
                    next.run();
                    queries.add(context.params().query());
                })
                .around("get", (context, next) -> {
                    context.result(1);
                    next.run();
                    queries.add(context.params().query());
                }));
        var query = json("{'a':1,'b':{'c':2,'d':3},'$limit':1}");
        users.find(Params.query(query));
        users.get(Id.of(1), Params.query(query));
        assertThat(queries).containsExactly(json("{'a':1,'b':{'c':2}}"), json("{'b':{'d':3},'$limit':1}"));
    }

    @Test
    void required_names_what_is_missing() {
        ServiceHandle users = users(h -> h.before("create", required("name", "address.city", "done", "n")));
        var error = refused(
                ErrorKind.BAD_REQUEST,
                "Field address.city does not exist. (required)",
                () -> users.create(json("{'name':'x','done':false,'n':null}")));
        assertThat(error.errors()).isEqualTo(Map.of("address.city", "does not exist", "n", "is null"));
        var complete = json("{'name':'x','address':{'city':'c'},'done':false,'n':0}");
        refused(
                ErrorKind.BAD_REQUEST,
                "Field name is null. (required)",
                () -> users.create(List.of(complete, json("{'name':'','address':{'city':1},'done':1,'n':1}"))));
        users.create(complete);
        refused(ErrorKind.BAD_REQUEST, "Field name does not exist. (required)", () -> users.create(null));
    }

    @Test
    void timestamps_say_when_a_record_was_made_and_changed() {
        var clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        ServiceHandle users = users(h -> h.before(timestamps(clock)));
        String now = "2026-01-02T03:04:05.000Z";
        assertThat(users.create(json("{'createdAt':'forged'}")))
                .isEqualTo(Map.of("id", 0, "createdAt", now, "updatedAt", now));
        assertThat(users.update(Id.of(0), Map.of("a", 1))).isEqualTo(Map.of("id", 0, "a", 1, "updatedAt", now));
        assertThat(users.patch(Id.of(0), Map.of("b", 1))).isEqualTo(Map.of("id", 0, "a", 1, "b", 1, "updatedAt", now));
        assertThat(users.create(List.of(Map.of("id", 7))))
                .isEqualTo(List.of(Map.of("id", 7, "createdAt", now, "updatedAt", now)));
    }

    @Test
    void protect_hides_fields_from_clients_only() throws Exception {
        ServiceHandle users = users(h -> h.after(protect("password", "card.number")));
        users.create(json("{'password':'p','card':{'number':1,'bank':'b'}}"));
        var whole = json("{'password':'p','card':{'number':1,'bank':'b'},'id':0}");
        var safe = json("{'card':{'bank':'b'},'id':0}");

        HookContext internal = run(users, "get", Id.of(0), Params.empty());
        assertThat(internal.result()).isEqualTo(whole);
        assertThat(internal.dispatch()).isEqualTo(safe);

        HookContext external = run(users, "get", Id.of(0), REST);
        assertThat(external.result()).isEqualTo(safe);

        HookContext page = run(users, "find", null, REST);
        assertThat(page.result()).isEqualTo(Map.of("total", 1, "limit", 10, "skip", 0, "data", List.of(safe)));
        HookContext list = run(users, "find", null, REST.with("paginate", false));
        assertThat(list.dispatch()).isEqualTo(List.of(safe));
    }

    @Test
    void protect_goes_on_from_an_earlier_dispatch_and_works_around_the_method() throws Exception {
        ServiceHandle users = users(h ->
                h.around("create", protect("b")).after("create", context -> context.dispatch(json("{'a':1,'b':2}"))));
        HookContext context = users.context("create", null, Map.of("c", 3), Params.empty());
        users.run(context);
        assertThat(context.dispatch()).isEqualTo(Map.of("a", 1));
        assertThat(context.result()).isEqualTo(Map.of("c", 3, "id", 0));
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }

    private static HookContext run(ServiceHandle service, String method, @Nullable Id id, Params params) {
        HookContext context = service.context(method, id, null, params);
        service.run(context);
        return context;
    }

    private static FeathersException refused(ErrorKind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(FeathersException.class).isThrownBy(call).withMessage(message);
        var error = catchThrowableOfType(FeathersException.class, call);
        assertThat(error.kind()).isEqualTo(kind);
        return error;
    }
}
