package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.Resolvers.resolveData;
import static org.feathers4j.hooks.Resolvers.resolveExternal;
import static org.feathers4j.hooks.Resolvers.resolveQuery;
import static org.feathers4j.hooks.Resolvers.resolveResult;

class ResolversTest {
    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private ServiceHandle service(String path, Consumer<Hooks> hooks) {
        app.use(path, MemoryService.create(o -> o.multi(true)), o -> o.hooks(hooks));
        return app.service(path);
    }

    @Test
    void null_absent_and_untouched_are_three_things() {
        Resolver resolver = Resolver.create()
                .property("unset", (value, object, context) -> null)
                .property("nulled", (value, object, context) -> null)
                .property("gone", (value, object, context) -> Resolver.ABSENT)
                .virtual("none", (object, context) -> null)
                .virtual("never", (object, context) -> Resolver.ABSENT)
                .without("x", "y");
        ServiceHandle todos = service("todos", h -> h.before("create", resolveData(resolver)));
        assertThat(todos.create(json("{'nulled':1,'gone':2,'kept':null,'never':4,'x':5}")))
                .isEqualTo(json("{'nulled':null,'kept':null,'none':null,'id':0}"));
    }

    @Test
    void properties_see_the_object_as_it_was_and_resolvers_follow_one_another() {
        Resolver swap = Resolver.create()
                .property("a", (value, object, context) -> object.get("b"))
                .property("b", (value, object, context) -> object.get("a"));
        Resolver join = Resolver.create().virtual("ab", (object, context) -> "" + object.get("a") + object.get("b"));
        ServiceHandle todos = service("todos", h -> h.before("create", resolveData(swap, join)));
        assertThat(todos.create(List.of(json("{'a':1,'b':2}"), json("{'a':3,'b':4}"))))
                .isEqualTo(List.of(json("{'a':2,'b':1,'ab':'21','id':0}"), json("{'a':4,'b':3,'ab':'43','id':1}")));
    }

    @Test
    void a_query_is_narrowed() {
        Resolver own = Resolver.create()
                .property("owner", (value, query, context) -> context.params().get("user"));
        ServiceHandle todos = service("todos", h -> h.before("find", resolveQuery(own)));
        todos.create(List.of(Map.of("owner", "a"), Map.of("owner", "b")));
        assertThat(todos.find(Params.query(Map.of("owner", "a")).with("user", "b")))
                .isEqualTo(List.of(Map.of("owner", "b", "id", 1)));
    }

    @Test
    void select_may_name_what_external_resolvers_make_of_other_properties() {
        Resolver external = Resolver.create()
                .property("fullName", (value, user, context) -> user.get("first") + " " + user.get("last"))
                .without("password");
        var properties = Map.of("first", Map.of("type", "string"), "last", Map.of("type", "string"));
        for (boolean validated : List.of(true, false)) {
            ServiceHandle users = service("users" + validated, h -> {
                h.around(resolveExternal(external));
                if (validated) h.before("all", Validation.query(Validation.querySchema(properties)));
            });
            users.create(json("{'first':'Ada','last':'Lovelace','password':'s3cret'}"));
            assertThat(shown(users, "fullName")).isEqualTo(json("{'fullName':'Ada Lovelace'}"));
            assertThat(shown(users, "fullName", "last"))
                    .isEqualTo(json("{'fullName':'Ada Lovelace','last':'Lovelace'}"));
            assertThat(shown(users, "last")).isEqualTo(json("{'last':'Lovelace','id':0}"));
            assertThat(shown(users, "password")).isEqualTo(json("{}"));
            assertThat(users.find(select("last", "fullName"))).isEqualTo(List.of(json("{'last':'Lovelace','id':0}")));
            if (validated)
                assertThat(catchThrowableOfType(FeathersException.class, () -> shown(users, "fullName", "nothing")))
                        .hasMessage("validation failed");
        }
    }

    private static @Nullable Object shown(ServiceHandle service, String... names) {
        HookContext context = service.context("get", Id.of(0), null, select(names));
        service.run(context);
        return context.shown();
    }

    @Test
    void select_reaches_the_service_unless_it_names_virtual_properties() {
        Resolver result =
                Resolver.create().virtual("twice", (object, context) -> "" + object.get("a") + object.get("a"));
        var queries = new ArrayList<Map<String, @Nullable Object>>();
        ServiceHandle todos = service(
                "todos",
                h -> h.around(resolveResult(result))
                        .before("get", context -> queries.add(context.params().query())));
        todos.create(json("{'a':1,'b':2}"));
        assertThat(todos.get(Id.of(0), select("a", "twice"))).isEqualTo(json("{'a':1,'twice':'11'}"));
        assertThat(todos.get(Id.of(0), select("b"))).isEqualTo(json("{'b':2}"));
        assertThat(todos.get(Id.of(0), Params.query(Map.of("$resolve", List.of("twice")))))
                .isEqualTo(json("{'twice':'11'}"));
        assertThat(todos.get(Id.of(0), Params.query(Map.of("$select", "twice"))))
                .isEqualTo(json("{'twice':'11'}"));
        assertThat(todos.get(0)).isEqualTo(json("{'a':1,'b':2,'id':0,'twice':'11'}"));
        assertThat(queries).containsExactly(Map.of(), Map.of("$select", List.of("b")), Map.of(), Map.of(), Map.of());
    }

    @Test
    void errors_of_properties_with_telling_names_survive() {
        Resolver failing = Resolver.create()
                .property("message", (value, object, context) -> refuse("m"))
                .property("a", (value, object, context) -> refuse("x"));
        ServiceHandle todos = service("todos", h -> h.before("create", resolveData(failing)));
        var error = catchThrowableOfType(FeathersException.class, () -> todos.create(Map.of()));
        assertThat(error).hasMessage("Error resolving data");
        assertThat(error.data()).isEqualTo(json("{'a':{'message':'x'}}"));
        assertThat(error.errors()).isEqualTo(json("{'message':{'message':'m'},'a':{'message':'x'}}"));
    }

    @Test
    void a_failing_select_says_what_was_selected() {
        Resolver failing = Resolver.create().virtual("a", (object, context) -> refuse("x"));
        ServiceHandle todos = service("todos", h -> h.around("get", resolveResult(failing)));
        todos.create(Map.of());
        var error = catchThrowableOfType(FeathersException.class, () -> todos.get(Id.of(0), select("a", "id")));
        assertThat(error).hasMessage("Error resolving data a.id");
    }

    @Test
    void pages_stay_pages_inside_and_outside() {
        app.use(
                "pages",
                MemoryService.create(o -> o.paginate(1, 1)),
                o -> o.hooks(h -> h.around(resolveExternal(Resolver.create().without("secret")))));
        ServiceHandle pages = app.service("pages");
        pages.create(Map.of("secret", 1));
        HookContext context = pages.context("find", null, null, Params.empty());
        pages.run(context);
        assertThat(context.result()).isEqualTo(json("{'total':1,'limit':1,'skip':0,'data':[{'secret':1,'id':0}]}"));
        assertThat(context.dispatch()).isEqualTo(json("{'total':1,'limit':1,'skip':0,'data':[{'id':0}]}"));
    }

    @Test
    void what_another_service_hides_stays_hidden_inside_of_other_results() {
        ServiceHandle users =
                service("users", h -> h.around(resolveExternal(Resolver.create().without("password"))));
        users.create(json("{'password':'p'}"));
        Resolver author = Resolver.create()
                .virtual("author", (message, context) -> users.get(0))
                .virtual("readers", (message, context) -> Map.of("list", users.find()));
        ServiceHandle messages =
                service("messages", h -> h.around(resolveExternal()).around(resolveResult(author)));
        messages.create(Map.of());
        HookContext context = messages.context("get", Id.of(0), null, Params.empty());
        messages.run(context);
        assertThat(context.result())
                .isEqualTo(
                        json("{'id':0,'author':{'password':'p','id':0},'readers':{'list':[{'password':'p','id':0}]}}"));
        assertThat(context.dispatch()).isEqualTo(json("{'id':0,'author':{'id':0},'readers':{'list':[{'id':0}]}}"));
    }

    @Test
    void results_that_are_no_objects_pass() {
        app.use(
                "odd",
                MemoryService.create(),
                o -> o.method("echo", (data, params) -> data)
                        .hooks(h -> h.around(resolveExternal(Resolver.create().without("a")))
                                .around(resolveResult(Resolver.create().virtual("v", (object, context) -> 1)))));
        HookContext context = app.service("odd").context("echo", null, "text", Params.empty());
        app.service("odd").run(context);
        assertThat(context.result()).isEqualTo("text");
        assertThat(context.hasDispatch()).isFalse();
        assertThat(app.service("odd").call("echo", null)).isNull();
    }

    private static Object refuse(String message) {
        throw new IllegalArgumentException(message);
    }

    private static Params select(String... names) {
        return Params.query(Map.of("$select", List.of(names)));
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }

    @Test
    void what_a_hook_further_in_has_hidden_stays_hidden() {
        app.use("secrets", Service.get((id, params) -> json("{'id':1,'a':1,'b':2}")));
        ServiceHandle secrets = app.service("secrets");
        secrets.hooks(h -> h.around(resolveExternal(Resolver.create().property("b", (value, object, context) -> null)))
                .after(context -> context.dispatch(json("{'id':1,'b':2}"))));
        HookContext get = secrets.context("get", Id.of(1), null, Params.empty());
        secrets.run(get);
        assertThat(String.valueOf(get.shown())).contains("id=1").doesNotContain("a=");
        secrets.hooks(h -> h.after(CommonHooks.protect("id"))
                .after(context -> context.dispatch(null))
                .after(CommonHooks.protect("id")));
        HookContext nothing = secrets.context("get", Id.of(1), null, Params.empty());
        secrets.run(nothing);
        assertThat(nothing.shown()).isNull();
    }
}
