package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Contexts that hooks of the real feathers-hooks-common were given: ours leave the same behind, or the same error. */
class HooksCommonTest {
    private static final String FILE = "feathers-hooks-common";
    private static final Map<String, ItemChange> ALTERATIONS = Map.of(
            "in_place",
            (item, context) -> {
                item.put("full", item.get("first") + " " + item.get("last"));
                item.remove("first");
            },
            "nested",
            (item, context) -> Objects.requireNonNull(address(item)).put("city", "C"),
            "method",
            (item, context) -> item.put("by", context.method()),
            "nothing",
            (item, context) -> {});

    @TestFactory
    Stream<DynamicTest> leaves_behind_what_the_original_does() {
        return Vectors.cases(FILE).stream().map(recorded -> dynamicTest(recorded.title(), () -> play(recorded)));
    }

    @Test
    void every_deviation_belongs_to_a_case() {
        assertThat(Vectors.cases(FILE).stream().map(Vectors.Case::name))
                .containsAll(Vectors.deviations(FILE).keySet());
        assertThat(Vectors.deviations(FILE))
                .containsOnlyKeys(Deviations.of(FILE + ".json").keySet());
    }

    private static void play(Vectors.Case recorded) {
        if (recorded.has("refused")) {
            Throwable error = catchThrowable(() -> hook(recorded));
            assertThat(error).isInstanceOf(IllegalArgumentException.class);
            assertThat(error.getMessage()).startsWith((String) recorded.get("refused"));
            return;
        }
        try (var app = Application.create()) {
            var outcome = new Outcome();
            ServiceHandle service = service(app, recorded, outcome);
            HookContext context = service.context(
                    (String) Objects.requireNonNull(recorded.get("method")),
                    Id.ofNullable(recorded.get("id")),
                    recorded.get("data"),
                    Params.of(Vectors.object(recorded.get("params"))));
            Throwable error = catchThrowable(() -> service.run(context));
            if (recorded.has("error") && !recorded.deviation().containsKey("after")) compare(error, recorded);
            else {
                assertThat(error).isNull();
                assertThat(plain(outcome.after)).isEqualTo(recorded.get("after"));
            }
            if (recorded.has("gets")) assertThat(plain(outcome.gets)).isEqualTo(recorded.get("gets"));
            assertThat(context.askedParams().toMap())
                    .as("the params themselves")
                    .isEqualTo(recorded.get("params"));
        }
    }

    private static final class Outcome {
        private @Nullable Map<String, @Nullable Object> after;
        private final List<Object> gets = new ArrayList<>();
    }

    private static ServiceHandle service(Application app, Vectors.Case recorded, Outcome outcome) {
        Hook hook = hook(recorded);
        String method = (String) Objects.requireNonNull(recorded.get("method"));
        boolean isAfter = "after".equals(recorded.get("type"));
        Service things = new Things(outcome.gets);
        app.use(
                "things",
                things,
                o -> o.hooks(h -> {
                    if (isAfter)
                        h.before(method, context -> context.result(recorded.get("result")))
                                .after(method, context -> once(hook, context, outcome));
                    else h.before(method, context -> once(hook, context, outcome));
                }));
        return app.service("things");
    }

    /** The get that stashBefore makes of a get runs through the hook as well. */
    private static void once(Hook hook, HookContext context, Outcome outcome) throws Exception {
        hook.run(context);
        if (context.params().has("disableStashBefore") && context.method().equals("get")) return;
        var after = new LinkedHashMap<String, @Nullable Object>();
        if (context.kind().takesId())
            after.put("id", context.id() == null ? null : context.requireId().value());
        if (context.data() != null) after.put("data", context.data());
        if (context.hasResult()) after.put("result", context.result());
        after.put("params", context.params().toMap());
        outcome.after = after;
        context.result("not asked");
    }

    private static Hook hook(Vectors.Case recorded) {
        List<?> args = Vectors.list(recorded.get("args"));
        return switch ((String) Objects.requireNonNull(recorded.get("hook"))) {
            case "setField" ->
                CommonHooks.setField(o -> {
                    Map<String, @Nullable Object> options = Vectors.object(recorded.get("options"));
                    if (options.get("from") instanceof String from) o.from(from);
                    if (options.get("as") instanceof String as) o.as(as);
                    if (Boolean.TRUE.equals(options.get("allowUndefined"))) o.allowUndefined(true);
                });
            case "stashBefore" ->
                args.isEmpty() ? CommonHooks.stashBefore() : CommonHooks.stashBefore((String) args.getFirst());
            case "preventChanges" ->
                CommonHooks.preventChanges((Boolean) args.getFirst(), texts(args.subList(1, args.size())));
            case "alterItems" ->
                CommonHooks.alterItems(Objects.requireNonNull(ALTERATIONS.get(recorded.get("alteration"))));
            case "paramsFromClient" -> CommonHooks.paramsFromClient(texts(args));
            case "disablePagination" -> CommonHooks.disablePagination();
            default -> throw new AssertionError(recorded.name());
        };
    }

    /** Errors of JavaScript's own class are mistakes of the programmer: the sentence is the same, with more of where. */
    private static void compare(@Nullable Throwable error, Vectors.Case recorded) {
        Map<String, @Nullable Object> expected = Vectors.object(recorded.get("error"));
        String message = String.valueOf(expected.get("message"));
        if (error instanceof FeathersException refused) {
            assertThat(refused.name()).isEqualTo(expected.get("name"));
            assertThat(refused.code()).isEqualTo(expected.get("code"));
            assertThat(refused.message()).isEqualTo(message);
        } else {
            assertThat(error).isInstanceOf(IllegalStateException.class).hasMessageStartingWith(message);
            assertThat(expected.get("name")).isEqualTo("Error");
        }
    }

    /** The service of the recording script: it has two records, and writes down who asks for them. */
    private record Things(List<Object> gets) implements Service.Complete {
        @Override
        public Object get(Id id, Params params) {
            gets.add(Map.of("id", id.value(), "params", params.toMap()));
            return switch (id.text()) {
                case "1" -> Map.of("id", 1, "name", "a", "tags", List.of("x"));
                case "2" -> Map.of("id", 2, "name", "b");
                default -> throw FeathersException.notFound("No record found");
            };
        }

        @Override
        public Object find(Params params) {
            throw new AssertionError("find");
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            throw new AssertionError("create");
        }

        @Override
        public Object update(@Nullable Id id, @Nullable Object data, Params params) {
            throw new AssertionError("update");
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            throw new AssertionError("patch");
        }

        @Override
        public Object remove(@Nullable Id id, Params params) {
            throw new AssertionError("remove");
        }
    }

    private static String[] texts(List<?> texts) {
        return texts.stream().map(String::valueOf).toArray(String[]::new);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static @Nullable Map<String, @Nullable Object> address(Map<String, @Nullable Object> item) {
        return (Map<String, @Nullable Object>) item.get("address");
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return Json.parse(Json.text(value));
    }
}
