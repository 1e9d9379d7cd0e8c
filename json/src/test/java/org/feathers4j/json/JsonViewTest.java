package org.feathers4j.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class JsonViewTest {
    /** The spaces tell whether bytes were copied or values written. */
    private static final String TEXT =
            "{ \"id\" : 1.0, \"user\":{ \"name\":\"x\" }, \"tags\" : [ \"a\", { \"b\":2 } ] }";

    private static final String WRITTEN = "{\"id\":1,\"user\":{\"name\":\"x\"},\"tags\":[\"a\",{\"b\":2}]}";

    @Test
    void an_untouched_view_is_written_as_it_came() {
        byte[] bytes = ("xx " + TEXT + " yy").getBytes(UTF_8);
        Object view = Json.view(bytes, 2, bytes.length - 4, JsonLimits.DEFAULT);
        assertThat(view).isInstanceOf(JsonView.class);
        assertThat(Json.text(List.of(1, Map.of("a", List.of(view == null ? "" : view)))))
                .isEqualTo("[1,{\"a\":[" + TEXT + "]}]");
    }

    @Test
    void only_objects_and_arrays_become_views() {
        byte[] text = "\"a\"".getBytes(UTF_8);
        assertThat(Json.view(text, 0, 3, JsonLimits.DEFAULT)).isEqualTo("a");
        byte[] nothing = "null".getBytes(UTF_8);
        assertThat(Json.view(nothing, 0, 4, JsonLimits.DEFAULT)).isNull();
    }

    @Test
    void reading_keeps_the_bytes() {
        var view = view();
        assertThat(view.get("id")).isEqualTo(1);
        assertThat(object(view.get("user")).get("name")).isEqualTo("x");
        assertThat(view.get("missing")).isNull();
        assertThat(view).isEqualTo(Json.parse(TEXT)).hasSize(3).containsOnlyKeys("id", "user", "tags");
        assertThat(view).hasSameHashCodeAs(object(Json.parse(TEXT)));
        assertThat(view).hasToString(String.valueOf(Json.parse(TEXT)));
        assertThat(((JsonView) view).isRaw()).isTrue();
        assertThat(Json.text(view)).isEqualTo(TEXT);
    }

    @TestFactory
    List<DynamicTest> every_change_of_the_object_counts() {
        return List.of(
                object("put", view -> view.put("id", 1)),
                object("putAll", view -> view.putAll(Map.of("id", 1))),
                object("replaceAll", view -> view.replaceAll((name, value) -> value)),
                object("merge", view -> view.merge("id", 1, (a, b) -> b)),
                object("computeIfPresent", view -> view.computeIfPresent("id", (name, value) -> value)),
                object(
                        "entry.setValue",
                        view -> view.entrySet().iterator().next().setValue(1)),
                object("remove and put", view -> {
                    Object last = view.remove("tags");
                    view.put("tags", last);
                }));
    }

    @TestFactory
    List<DynamicTest> every_removal_counts() {
        return List.of(
                emptied("clear", Map::clear),
                emptied("entries", view -> view.entrySet().clear()),
                emptied("names", view -> view.keySet().removeIf(name -> true)),
                emptied("values", view -> view.values().removeIf(value -> true)),
                emptied("iterator", view -> {
                    for (Iterator<?> each = view.entrySet().iterator(); each.hasNext(); ) {
                        each.next();
                        each.remove();
                    }
                }));
    }

    @TestFactory
    List<DynamicTest> every_change_of_a_list_counts() {
        return List.of(
                list("set", items -> items.set(0, "z"), "[\"z\",{ \"b\":2 }]"),
                list("add", items -> items.add("z"), "[\"a\",{ \"b\":2 },\"z\"]"),
                list("add at", items -> items.add(0, "z"), "[\"z\",\"a\",{ \"b\":2 }]"),
                list("addAll", items -> items.addAll(List.of(1, 2)), "[\"a\",{ \"b\":2 },1,2]"),
                list("remove", items -> items.remove(0), "[{ \"b\":2 }]"),
                list("removeIf", items -> items.removeIf("a"::equals), "[{ \"b\":2 }]"),
                list("clear", List::clear, "[]"),
                list("subList", items -> items.subList(0, 1).clear(), "[{ \"b\":2 }]"),
                list("iterator", items -> removeFirst(items.iterator()), "[{ \"b\":2 }]"),
                list("sort", items -> items.sort((a, b) -> order(a) - order(b)), "[{ \"b\":2 },\"a\"]"));
    }

    @Test
    void a_change_deep_inside_counts_for_everything_around_it() {
        var view = view();
        object(items(view.get("tags")).get(1)).put("b", 3);
        assertThat(((JsonView) view).isRaw()).isFalse();
        // what nobody changed is still copied
        assertThat(Json.text(view)).isEqualTo("{\"id\":1,\"user\":{ \"name\":\"x\" },\"tags\":[\"a\",{\"b\":3}]}");
    }

    @Test
    void a_change_far_below_is_not_lost() {
        String deep = "{\"1\":{\"2\":{\"3\":{\"4\":{\"5\":{\"6\":0}}}}}}";
        Map<String, @Nullable Object> view = object(view(deep));
        Map<String, @Nullable Object> innermost = view;
        for (String name : List.of("1", "2", "3", "4", "5")) innermost = object(innermost.get(name));
        innermost.put("6", "changed");
        assertThat(Json.text(view)).isEqualTo(deep.replace("0", "\"changed\""));
    }

    @Test
    void everybody_sees_the_same_children() throws Exception {
        for (int round = 0; round < 200; round++) {
            var view = view();
            var start = new CountDownLatch(1);
            try (var threads = Executors.newFixedThreadPool(4)) {
                var seen = new ArrayList<java.util.concurrent.Future<@Nullable Object>>();
                Callable<@Nullable Object> look = () -> {
                    start.await();
                    return view.get("user");
                };
                for (int i = 0; i < 4; i++) seen.add(threads.submit(look));
                start.countDown();
                for (var each : seen) assertThat(each.get()).isSameAs(view.get("user"));
            }
        }
    }

    @Test
    void invalid_utf8_is_repaired_before_it_is_passed_on() {
        byte[] bytes = {'[', '"', (byte) 0xFF, '"', ']'};
        assertThat(Json.text(Json.view(bytes, 0, 5, JsonLimits.DEFAULT))).isEqualTo("[\"\uFFFD\"]");
    }

    private static DynamicTest object(String name, Consumer<Map<String, @Nullable Object>> change) {
        return DynamicTest.dynamicTest(name, () -> {
            var view = view();
            change.accept(view);
            assertThat(((JsonView) view).isRaw()).isFalse();
            assertThat(Json.parse(Json.text(view))).isEqualTo(Json.parse(WRITTEN));
            assertThat(Json.text(view)).startsWith("{\"id\":1,\"user\":{");
        });
    }

    private static DynamicTest emptied(String name, Consumer<Map<String, @Nullable Object>> change) {
        return DynamicTest.dynamicTest(name, () -> {
            var view = view();
            change.accept(view);
            assertThat(Json.text(view)).isEqualTo("{}");
        });
    }

    private static DynamicTest list(String name, Consumer<List<@Nullable Object>> change, String written) {
        return DynamicTest.dynamicTest(name, () -> {
            var view = view();
            List<@Nullable Object> items = items(view.get("tags"));
            change.accept(items);
            assertThat(Json.text(items)).isEqualTo(written);
            assertThat(((JsonView) view).isRaw()).isFalse();
        });
    }

    private static int order(@Nullable Object item) {
        return item instanceof String ? 1 : 0;
    }

    private static void removeFirst(Iterator<?> items) {
        items.next();
        items.remove();
    }

    private static Map<String, @Nullable Object> view() {
        return object(view(TEXT));
    }

    private static @Nullable Object view(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Json.view(bytes, 0, bytes.length, JsonLimits.DEFAULT);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?>) return (Map<String, @Nullable Object>) value;
        throw new AssertionError("no object: " + value);
    }

    @SuppressWarnings("unchecked") // whatever is in it
    private static List<@Nullable Object> items(@Nullable Object value) {
        if (value instanceof List<?>) return (List<@Nullable Object>) value;
        throw new AssertionError("no array: " + value);
    }
}
