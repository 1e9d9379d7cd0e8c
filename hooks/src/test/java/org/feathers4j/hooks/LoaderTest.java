package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.CommonHooks.protect;
import static org.feathers4j.hooks.Resolvers.resolveData;
import static org.feathers4j.hooks.Resolvers.resolveExternal;
import static org.feathers4j.hooks.Resolvers.resolveResult;

class LoaderTest {
    private static final Loader USERS = Loader.of("users");

    private final Application app = Application.create();
    private final List<Params> finds = new ArrayList<>();

    @AfterEach
    void close() {
        app.close();
    }

    @BeforeEach
    void start() {
        app.use(
                "users",
                MemoryService.create(o -> o.multi(true).paginate(1, 1).startId(1)),
                o -> o.hooks(h ->
                        h.before("find", context -> finds.add(context.params())).after(protect("password"))));
        app.service("users")
                .create(List.of(
                        json("{'name':'Ada','password':'p'}"),
                        json("{'name':'Bob','password':'q'}"),
                        json("{'name':'Cy'}")));
    }

    private ServiceHandle messages(Consumer<Hooks> hooks) {
        app.use("messages", MemoryService.create(o -> o.multi(true)), o -> o.hooks(hooks));
        return app.service("messages");
    }

    private ServiceHandle messages(Resolver resolver) {
        return messages(h -> h.around(resolveResult(resolver)));
    }

    private static Resolver author() {
        return Resolver.create().virtual("author", USERS.one("authorId"));
    }

    @Test
    void one_find_serves_a_whole_list_and_asks_for_each_record_once() {
        ServiceHandle messages = messages(author());
        messages.create(IntStream.range(0, 100)
                .mapToObj(i -> Map.of("authorId", 1 + i % 2))
                .toList());
        finds.clear();
        List<?> found = (List<?>) Objects.requireNonNull(messages.find());
        assertThat(found)
                .hasSize(100)
                .allSatisfy(message -> assertThat(message).extracting("author").isNotNull());
        assertThat(found.get(1)).isEqualTo(json("{'authorId':2,'id':1,'author':{'name':'Bob','password':'q','id':2}}"));
        assertThat(finds).hasSize(1);
        assertThat(finds.getFirst())
                .isEqualTo(Params.query(Map.of("id", Map.of("$in", List.of(1, 2))))
                        .with("paginate", false));
    }

    @Test
    void all_properties_with_the_same_loader_share_the_find() {
        ServiceHandle messages = messages(Resolver.create()
                .virtual("author", USERS.one("authorId"))
                .virtual("readers", USERS.one("readerIds"))
                .virtual("editor", USERS.one("edited.by")));
        messages.create(List.of(
                json("{'authorId':1,'readerIds':[3,9,1],'edited':{'by':2}}"), json("{'authorId':3,'readerIds':[]}")));
        finds.clear();
        List<?> found = (List<?>) Objects.requireNonNull(messages.find());
        assertThat(finds).hasSize(1);
        assertThat(names(found.get(0), "author")).containsExactly("Ada");
        assertThat(names(found.get(0), "readers")).containsExactly("Cy", "Ada");
        assertThat(names(found.get(0), "editor")).containsExactly("Bob");
        assertThat(names(found.get(1), "readers")).isEmpty();
        assertThat(((Map<?, ?>) found.get(1)).get("editor")).isNull();
    }

    /** The names of the records that a property has, be it one or a list. */
    private static List<Object> names(@Nullable Object message, String property) {
        Object records = Fields.get(message, property);
        List<?> list = records instanceof List<?> many ? many : List.of(Objects.requireNonNull(records));
        return list.stream()
                .map(record -> Objects.requireNonNull(Fields.get(record, "name")))
                .toList();
    }

    @Test
    void keys_that_are_missing_unknown_or_no_keys_have_no_record() {
        ServiceHandle messages = messages(author());
        messages.create(List.of(
                json("{'authorId':null}"),
                json("{}"),
                json("{'authorId':99}"),
                json("{'authorId':{'$gt':0}}"),
                json("{'authorId':true}"),
                json("{'authorId':'1'}")));
        finds.clear();
        assertThat((List<?>) messages.find())
                .hasSize(6)
                .allSatisfy(message -> assertThat(Fields.get(message, "author")).isNull());
        assertThat(finds).hasSize(1);
        assertThat(finds.getFirst().query()).isEqualTo(Map.of("id", Map.of("$in", List.of(99, "1"))));
    }

    @Test
    void nothing_is_found_where_nothing_is_asked_for() {
        ServiceHandle messages = messages(author());
        messages.create(json("{'authorId':1}"));
        finds.clear();
        assertThat(messages.find(Params.query(Map.of("$select", List.of("authorId")))))
                .isEqualTo(List.of(json("{'authorId':1}")));
        assertThat(messages.find(Params.query(Map.of("authorId", 5)))).isEqualTo(List.of());
        assertThat(finds).isEmpty();
    }

    @Test
    void many_records_belong_to_a_key() {
        app.use(
                "comments",
                MemoryService.create(o -> o.multi(true)),
                o -> o.hooks(h -> h.before("find", context -> finds.add(context.params()))));
        app.service("comments")
                .create(List.of(
                        json("{'on':0,'n':1}"), json("{'on':1,'n':2}"), json("{'on':0,'n':3}"), json("{'on':7}")));
        Loader comments = Loader.of(
                "comments",
                o -> o.key("on")
                        .params(context ->
                                Params.query(Map.of("$sort", Map.of("n", -1), "$select", List.of("on", "n")))));
        ServiceHandle messages = messages(Resolver.create().virtual("comments", comments.many("id")));
        messages.create(List.of(Map.of(), Map.of(), Map.of()));
        finds.clear();
        assertThat(messages.find())
                .isEqualTo(List.of(
                        json("{'id':0,'comments':[{'on':0,'n':3,'id':2},{'on':0,'n':1,'id':0}]}"),
                        json("{'id':1,'comments':[{'on':1,'n':2,'id':1}]}"),
                        json("{'id':2,'comments':[]}")));
        assertThat(finds).hasSize(1);
    }

    @Test
    void many_keys_take_several_finds() {
        Loader users = Loader.of("users", o -> o.batchSize(2));
        ServiceHandle messages = messages(Resolver.create().virtual("author", users.one("authorId")));
        messages.create(List.of(Map.of("authorId", 1), Map.of("authorId", 2), Map.of("authorId", 3)));
        finds.clear();
        assertThat((List<?>) messages.find())
                .allSatisfy(message -> assertThat(message).extracting("author").isNotNull());
        assertThat(finds).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Loader.of("users", o -> o.batchSize(0)));
    }

    @Test
    void what_the_service_hides_from_clients_stays_hidden() {
        ServiceHandle messages = messages(author());
        messages.create(json("{'authorId':1}"));
        for (Params params : List.of(Params.empty(), Params.of(Map.of("provider", "rest")))) {
            HookContext get = messages.context("get", Id.of(0), null, params);
            messages.run(get);
            assertThat(get.result())
                    .isEqualTo(json("{'authorId':1,'id':0,'author':{'name':'Ada','password':'p','id':1}}"));
            assertThat(get.shown()).isEqualTo(json("{'authorId':1,'id':0,'author':{'name':'Ada','id':1}}"));
        }
        app.use(
                "posts",
                MemoryService.create(o -> o.multi(true)),
                o -> o.hooks(h -> h.around(resolveExternal(Resolver.create().without("authorId")))
                        .around(resolveResult(author()))));
        ServiceHandle posts = app.service("posts");
        posts.create(json("{'authorId':1}"));
        HookContext find = posts.context("find", null, null, Params.empty());
        posts.run(find);
        assertThat(find.shown()).isEqualTo(List.of(json("{'id':0,'author':{'name':'Ada','id':1}}")));
    }

    @Test
    void loaders_serve_external_resolvers_and_data() {
        ServiceHandle messages = messages(h -> h.around(resolveExternal(author()))
                .before("create", resolveData(Resolver.create().virtual("by", USERS.one("authorId")))));
        finds.clear();
        messages.create(List.of(json("{'authorId':1}"), json("{'authorId':2}")));
        assertThat(finds).as("data and result").hasSize(2);
        finds.clear();
        HookContext find = messages.context("find", null, null, Params.empty());
        messages.run(find);
        assertThat(finds).hasSize(1);
        assertThat((List<?>) find.shown()).first().extracting("author").isEqualTo(json("{'name':'Ada','id':1}"));
    }

    @Test
    void keys_that_another_resolver_computes_are_found_as_well() {
        Resolver first = Resolver.create().property("authorId", (id, message, context) -> 2);
        ServiceHandle messages = messages(h -> h.around(resolveResult(first, author())));
        messages.create(json("{'authorId':1}"));
        assertThat(names(messages.get(0), "author")).containsExactly("Bob");
    }

    @Test
    void loading_takes_part_in_the_transaction_and_a_call_sees_no_older_one() {
        ServiceHandle messages = messages(author());
        messages.create(json("{'authorId':1}"));
        finds.clear();
        UnitOfWork work = action -> {};
        messages.find(Params.empty()
                .with(UnitOfWork.PARAM, work)
                .with("provider", "rest")
                .with("user", "u"));
        assertThat(finds.getFirst().get(UnitOfWork.PARAM)).isEqualTo(work);
        assertThat(finds.getFirst().toMap()).containsOnlyKeys("query", "paginate", UnitOfWork.PARAM);
        app.service("users").patch(1, Map.of("name", "Eve"));
        assertThat(names(messages.get(0), "author")).containsExactly("Eve");
    }

    @Test
    void a_service_that_answers_with_less_than_it_has_is_an_error() {
        app.use(
                "remote",
                Service.find(params -> Map.of("total", 2, "limit", 1, "skip", 0, "data", List.of(Map.of("id", 1)))));
        app.use("nameless", Service.find(params -> List.of(Map.of("name", "x"))));
        messages(h -> h.around(
                        "get",
                        resolveResult(Resolver.create()
                                .virtual("a", Loader.of("remote").one("authorId"))))
                .around(
                        "find",
                        resolveResult(Resolver.create()
                                .virtual("a", Loader.of("nameless").one("authorId"))))
                .around(
                        "patch",
                        resolveResult(Resolver.create()
                                .virtual(
                                        "a",
                                        Loader.of("users", o -> o.params(context -> Params.query(Map.of("id", 1))))
                                                .one("authorId"))))
                .around(
                        "remove",
                        resolveResult(Resolver.create()
                                .virtual("a", Loader.of("nobody").one("authorId")))));
        ServiceHandle messages = app.service("messages");
        messages.create(json("{'authorId':1}"));
        assertThat(problem(() -> messages.get(0))).contains("found 2 records").contains("page of 1");
        assertThat(problem(messages::find)).contains("'nameless' have no 'id'");
        assertThat(problem(() -> messages.patch(0, Map.of()))).contains("have a condition on its key 'id'");
        assertThat(problem(() -> messages.remove(0))).contains("nobody");
    }

    private static String problem(ThrowingCallable call) {
        FeathersException error = catchThrowableOfType(FeathersException.class, call);
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        return String.valueOf(error.data());
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }
}
