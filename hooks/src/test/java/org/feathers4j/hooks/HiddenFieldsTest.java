package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.Sort;
import org.feathers4j.memory.MemoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.CommonHooks.iff;
import static org.feathers4j.hooks.CommonHooks.isProvider;

/** What clients do not see they can not ask about: each answer would tell a little of it. */
class HiddenFieldsTest {
    /** The ways to hide a field. */
    enum Way {
        PROTECT {
            @Override
            void hooks(Hooks hooks) {
                hooks.after(CommonHooks.protect("password"));
            }
        },
        EXTERNAL {
            @Override
            void hooks(Hooks hooks) {
                hooks.around(Resolvers.resolveExternal(Resolver.create().without("password")));
            }
        },
        RESULT {
            @Override
            void hooks(Hooks hooks) {
                hooks.around(CommonHooks.iffAround(
                        isProvider("external"),
                        Resolvers.resolveResult(Resolver.create().without("password"))));
            }
        },
        DISCARD {
            @Override
            void hooks(Hooks hooks) {
                hooks.after(iff(isProvider("external"), CommonHooks.discard("password")));
            }
        },
        KEEP {
            @Override
            void hooks(Hooks hooks) {
                hooks.after(CommonHooks.when(
                        context -> context.result() != null || context.params().isExternal(),
                        iff(isProvider("external"), CommonHooks.keep("id", "name", "age"))));
            }
        };

        abstract void hooks(Hooks hooks);
    }

    private static ServiceHandle users(Way way) {
        var app = Application.create();
        app.use("users", MemoryService.create(o -> o.multi(true).startId(1)), o -> o.hooks(way::hooks));
        app.service("users").create(Map.of("name", "Ann", "age", 7, "password", "$2b$abc"));
        return app.service("users");
    }

    private static Params client(Map<String, ?> query) {
        return Params.query(query).with("provider", "rest");
    }

    private static Stream<Map<String, ?>> questions() {
        Map<String, ?> half = Map.of("password", Map.of("$gt", "$2b$a"));
        return Stream.of(
                half,
                Map.of("password", "x"),
                Map.of("password.x", 1),
                Map.of("$or", List.of(Map.of("name", "Bob"), half)),
                Map.of("$and", List.of(Map.of("$or", List.of(Map.of("$and", List.of(half)))))),
                Map.of("$nor", List.of(half)),
                Map.of("$not", half),
                Map.of(
                        "$sort",
                        Sort.ascending("name").thenDescending("password").toJsonValue()),
                Map.of("$select", List.of("name", "password")),
                Map.of("$select", "password"));
    }

    private static void assertRefused(ThrowingCallable call) {
        var error = catchThrowableOfType(FeathersException.class, call);
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(error).hasMessageContaining("'password").hasMessageContaining("'users'");
    }

    @ParameterizedTest
    @EnumSource
    void no_method_answers_questions_about_them(Way way) {
        ServiceHandle users = users(way);
        questions().forEach(query -> {
            assertRefused(() -> users.find(client(query)));
            assertRefused(() -> users.get(Id.of(1), client(query)));
            assertRefused(() -> users.update(Id.of(1), Map.of(), client(query)));
            assertRefused(() -> users.patch(null, Map.of("age", 8), client(query)));
            assertRefused(() -> users.remove(null, client(query)));
        });
        assertThat(users.get(1)).isEqualTo(Map.of("id", 1, "name", "Ann", "age", 7, "password", "$2b$abc"));
    }

    @ParameterizedTest
    @EnumSource
    void other_questions_are_answered_and_so_are_the_applications_own(Way way) {
        ServiceHandle users = users(way);
        Map<String, ?> open = Map.of(
                "name", Map.of("$gt", "A"), "$or", List.of(Map.of("age", 7)), "$sort", Map.of("name", 1), "$limit", 5);
        assertThat(users.find(client(open))).asString().contains("Ann");
        assertThat(users.find(Params.query(Map.of("password", Map.of("$gt", "$2b$a")))))
                .asString()
                .contains("Ann");
    }

    @Test
    void conditions_of_hooks_are_their_own_business() {
        ServiceHandle users = users(Way.PROTECT);
        Hook known = context -> context.params(
                context.params().withQuery(Map.of("password", Map.of("$gt", ""), "name", Map.of("$gt", "A"))));
        users.hooks(h -> h.before("find", known).before("get", CommonHooks.discardQuery("password")));
        assertThat(users.find(client(Map.of("name", "Ann")))).asString().contains("Ann");
        assertThat(users.get(Id.of(1), client(Map.of("password", "x")))).isNotNull();
    }

    @Test
    void a_remove_that_a_hook_carries_out_as_a_patch_asks_nothing_either() {
        ServiceHandle users = users(Way.PROTECT);
        users.hooks(h -> h.before(CommonHooks.softDelete()));
        assertRefused(() -> users.remove(null, client(Map.of("password", Map.of("$gt", "$2b$a")))));
        assertThat(users.find()).asString().contains("Ann");
    }

    @Test
    void a_condition_on_the_whole_is_one_on_its_hidden_part() {
        var app = Application.create();
        app.use("users", MemoryService.create(), o -> o.hooks(h -> h.after(CommonHooks.protect("login.password"))));
        ServiceHandle users = app.service("users");
        users.create(Map.of("login", Map.of("name", "ann", "password", "x")));
        for (Map<String, ?> query : List.<Map<String, ?>>of(
                Map.of("login.password", Map.of("$gt", "a")),
                Map.of("login", Map.of("password", "x")),
                Map.of("login", Map.of("$gt", "a")),
                Map.of("$sort", Map.of("login", 1)))) {
            var error = catchThrowableOfType(FeathersException.class, () -> users.find(client(query)));
            assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        }
        assertThat(users.find(client(Map.of("login.name", "ann", "$select", List.of("login")))))
                .asString()
                .contains("login");
    }

    @Test
    void a_condition_that_is_false_hides_nothing() {
        var app = Application.create();
        app.use("users", MemoryService.create());
        app.service("users")
                .hooks(h -> h.after(
                        iff(context -> !"admin".equals(context.params().get("role")), CommonHooks.protect("salary"))));
        Params asked = client(Map.of("salary", Map.of("$gt", 1)));
        assertThat(app.service("users").find(asked.with("role", "admin"))).isEqualTo(List.of());
        assertThat(catchThrowableOfType(
                        FeathersException.class, () -> app.service("users").find(asked)))
                .hasMessageContaining("'salary'");
    }
}
