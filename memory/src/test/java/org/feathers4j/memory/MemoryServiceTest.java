package org.feathers4j.memory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.adapter.FilterConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.memory.Calls.assertFails;
import static org.feathers4j.memory.Calls.object;
import static org.feathers4j.memory.Calls.query;

class MemoryServiceTest {
    private static final Params NONE = Params.empty();

    @Test
    void records_lie_in_the_order_of_javascript_object_keys() {
        var service = MemoryService.create(o -> o.multi(true));
        Stream.of("b", 10, "2", "a", -1, "01", 4294967294L, 4294967295L, 1.5, 4294967296L)
                .forEach(id -> service.create(object("id", id), NONE));

        assertThat(ids(service.find(NONE)))
                .isEqualTo(List.of("2", 10, 4294967294L, "b", "a", -1, "01", 4294967295L, 1.5, 4294967296L));
    }

    @Test
    void one_and_one_point_zero_and_its_text_are_the_same_id() {
        var service = twelve(o -> {});

        assertThat(service.get(new Id(3.0), NONE)).isEqualTo(service.get(Id.of("3"), NONE));
        assertThat(ids(service.find(query("id", 3.0)))).isEqualTo(List.of(3));
        assertThat(ids(service.find(query("id", object("$in", List.of(3.0, 4L))))))
                .isEqualTo(List.of(3, 4));
    }

    @Test
    void a_text_selects_one_field() {
        assertThat(twelve(o -> {}).get(Id.of(1), query("$select", "n"))).isEqualTo(object("n", 1, "id", 1));
    }

    @Test
    void what_cannot_be_selected_is_a_bad_request() {
        assertFails("BadRequest", () -> twelve(o -> {}).find(query("$select", 5)));
    }

    @Test
    void a_negative_skip_counts_as_zero() {
        var page = twelve(o -> o.paginate(3, 5)).find(query("$skip", -1));

        assertThat(Vectors.object(page)).containsEntry("skip", 0).containsEntry("limit", 3);
        assertThat(ids(Vectors.object(page).get("data"))).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void without_pages_unreadable_and_negative_limits_have_no_effect() {
        for (Object limit : List.of("abc", -1, "")) {
            assertThat(ids(twelve(o -> {}).find(query("$limit", limit, "$skip", limit))))
                    .hasSize(12);
        }
    }

    @Test
    void a_limit_that_is_unreadable_or_negative_gives_a_page_of_the_default_size() {
        for (Object limit : List.of("abc", -1, "false")) {
            var page = twelve(o -> o.paginate(3, 5)).find(query("$limit", limit));
            assertThat(Vectors.object(page)).containsEntry("limit", 3);
        }
    }

    @Test
    void default_and_max_hold_for_the_raw_store_too() {
        var raw = twelve(o -> o.paginate(3, 5)).raw();

        assertThat(ids(Vectors.object(raw.find(NONE)).get("data"))).hasSize(3);
        assertThat(ids(Vectors.object(raw.find(query("$limit", 50))).get("data")))
                .hasSize(5);
        assertThat(ids(raw.find(NONE.with("paginate", false)))).hasSize(12);
    }

    @Test
    void pages_without_sizes_have_no_limit() {
        var page = twelve(o -> {}).find(NONE.with("paginate", Map.of()));

        assertThat(Vectors.object(page)).containsEntry("total", 12).doesNotContainKey("limit");
    }

    @Test
    void a_call_can_ask_for_other_options_altogether() {
        var service = twelve(o -> {});
        var options = MemoryOptions.of(o -> o.multi("remove").paginate(2, 2));

        assertThat(Vectors.object(service.find(NONE.with("adapter", options)))).containsEntry("limit", 2);
        assertThat(ids(service.remove(null, NONE.with("adapter", options)))).hasSize(12);
    }

    @Test
    void malformed_queries_are_bad_requests_wherever_they_go() {
        var service = twelve(o -> o.multi(true));
        for (Object or : List.of("x", Map.of(), List.of(), List.of("x"), List.of(Map.of("$or", List.of())))) {
            assertFails("BadRequest", () -> service.find(query("$or", or)));
            assertFails("BadRequest", () -> service.get(Id.of(1), query("$or", or)));
            assertFails("BadRequest", () -> service.update(Id.of(1), object(), query("$or", or)));
            assertFails("BadRequest", () -> service.patch(null, object(), query("$or", or)));
            assertFails("BadRequest", () -> service.remove(null, query("$or", or)));
        }
        assertThat(ids(service.find(NONE))).hasSize(12);
    }

    @Test
    void the_raw_store_refuses_operators_that_nobody_knows() {
        assertFails("BadRequest", () -> twelve(o -> {}).raw().find(query("n", object("$foo", 1))));
        assertFails("BadRequest", () -> twelve(o -> {}).raw().find(query("$foo", 1)));
    }

    @Test
    void an_application_can_add_operators_and_filters() {
        var service = MemoryService.create(o -> o.operator("$regex", MemoryServiceTest::regex)
                .filter("$populate", FilterConverter.AS_IS)
                .store(List.of(object("id", 1, "name", "Ann"), object("id", 2, "name", "Bo"))));

        assertThat(ids(service.find(query("name", object("$regex", "^A"), "$populate", "x"))))
                .isEqualTo(List.of(1));
        assertThatThrownBy(() -> service.find(query("name", object("$exists", true))))
                .isInstanceOf(FeathersException.class)
                .hasMessage("Invalid query parameter $exists");
    }

    private static Predicate<@Nullable Object> regex(@Nullable Object operand) {
        var pattern = Pattern.compile(String.valueOf(operand));
        return value -> value instanceof String text && pattern.matcher(text).find();
    }

    @Test
    void a_list_with_something_else_than_objects_is_not_stored_at_all() {
        var service = twelve(o -> o.multi("create"));

        assertFails("BadRequest", () -> service.create(List.of(object("n", 13), "x"), NONE));
        assertThat(ids(service.find(NONE))).hasSize(12);
    }

    @Test
    void an_update_away_from_the_query_changes_nothing() {
        var service = twelve(o -> {});

        assertFails("NotFound", () -> service.update(Id.of(1), object("n", 100), query("n", 1)));
        assertThat(service.get(Id.of(1), NONE)).isEqualTo(object("id", 1, "n", 1, "group", "odd"));
    }

    @Test
    void records_to_begin_with_need_ids() {
        assertThatThrownBy(() -> MemoryService.create(o -> o.store(List.of(object("n", 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'id'");
    }

    @Test
    void only_create_patch_and_remove_can_be_multi() {
        assertThatThrownBy(() -> MemoryService.create(o -> o.multi("update")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_store_keeps_what_callers_do_to_their_copies_away() {
        var service = MemoryService.create();
        var tags = new ArrayList<@Nullable Object>(List.of("a"));
        var created = Vectors.object(service.create(object("tags", tags), NONE));
        tags.add("b");
        Vectors.list(created.get("tags")).clear();
        created.clear();

        assertThat(service.get(Id.of(0), NONE)).isEqualTo(object("tags", List.of("a"), "id", 0));
    }

    @Test
    void a_new_record_gets_an_id_that_is_free() {
        var service = MemoryService.create(
                o -> o.multi("create").store(List.of(object("id", 0, "n", "first"), object("id", "1", "n", "text"))));
        service.create(object("id", 3), NONE);
        service.create(object("id", "5"), NONE);

        assertThat(ids(service.create(List.of(object(), object("id", 6), object(), object()), NONE)))
                .isEqualTo(List.of(2, 6, 4, 7));
        assertThat(service.get(Id.of(0), NONE)).isEqualTo(object("id", 0, "n", "first"));
        assertThat(ids(service.find(NONE))).hasSize(8);
    }

    @Test
    void a_record_is_never_overwritten_by_another_one() {
        var service = twelve(o -> o.multi("create"));

        assertFails("Conflict", () -> service.create(object("id", 1), NONE));
        assertFails("Conflict", () -> service.create(object("id", "1"), NONE));
        assertFails("Conflict", () -> service.create(List.of(object("id", 20), object("id", 2)), NONE));
        assertFails("Conflict", () -> service.create(List.of(object("id", 20), object("id", "20")), NONE));
        assertFails("Conflict", () -> service.raw().create(object("id", 1), NONE));
        assertThat(service.get(Id.of(1), NONE)).isEqualTo(object("id", 1, "n", 1, "group", "odd"));
        assertThat(ids(service.find(NONE))).hasSize(12);
        assertThatThrownBy(() -> MemoryService.create(o -> o.store(List.of(object("id", 0), object("id", "0")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'0'");
    }

    @Test
    void what_was_a_list_once_is_no_value_to_differ_from() {
        var service = twelve(o -> o.multi(true));
        for (var operator : List.of("$in", "$nin", "$ne"))
            for (Object operand : List.of(object("1000", 1), object("$gt", 1), object("0", 1, "x", 2)))
                assertFails("BadRequest", () -> service.remove(null, query("n", object(operator, operand))));
        assertFails("BadRequest", () -> service.remove(null, query("n", object("$nin", object("x", 1)))));
        assertThat(ids(service.find(query("n", object("$ne", object("city", "Oslo"))))))
                .hasSize(12);
        assertThat(ids(service.find(query("n", object("$in", 7))))).isEqualTo(List.of(7));
    }

    @Test
    void and_and_or_may_stand_in_one_another() {
        var service = twelve(o -> {});
        var two = List.of(object("n", 1), object("n", 2));
        for (var outer : List.of("$or", "$and"))
            for (var middle : List.of("$or", "$and"))
                assertThat(ids(service.find(query(
                                outer, List.of(object(middle, List.of(object("$and", List.of(object("$or", two))))))))))
                        .isEqualTo(List.of(1, 2));
    }

    @Test
    void values_of_java_are_found_by_themselves_and_by_their_text() {
        var id = UUID.randomUUID();
        var at = Instant.parse("2026-01-02T12:00:00Z");
        var day = LocalDate.of(2026, 1, 2);
        try (var app = Application.create()) {
            app.use("a", MemoryService.create(o -> o.store(List.of(object("id", 7, "key", id, "at", at)))));
            var things = app.service("a");
            things.create(object("id", 8, "key", id, "at", at, "unit", TimeUnit.DAYS, "day", day));

            for (Object value : List.of(id, id.toString(), Map.of("$in", Set.of(id)), Map.of("$in", new Object[] {id})))
                assertThat(ids(things.find(query("key", value)))).isEqualTo(List.of(7, 8));
            for (Object value :
                    List.of(at, "2026-01-02T12:00:00.000Z", Map.of("$gte", at), Map.of("$lt", at.plusMillis(1))))
                assertThat(ids(things.find(query("at", value)))).isEqualTo(List.of(7, 8));
            assertThat(ids(things.find(query("unit", TimeUnit.DAYS, "day", day))))
                    .isEqualTo(List.of(8));
            assertThat(ids(things.find(query("unit", "DAYS", "day", "2026-01-02"))))
                    .isEqualTo(List.of(8));
            assertThat(ids(things.find(query("key", Map.of("$nin", Set.of(id))))))
                    .isEmpty();
        }
    }

    private static MemoryService twelve(Consumer<MemoryOptions.Builder> change) {
        return MemoryService.create(o -> change.accept(o.startId(13)
                .store(IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> object("id", i, "n", i, "group", i % 2 == 0 ? "even" : "odd"))
                        .toList())));
    }

    private static List<@Nullable Object> ids(@Nullable Object found) {
        return Vectors.list(Objects.requireNonNull(found)).stream()
                .<@Nullable Object>map(item -> Vectors.object(item).get("id"))
                .toList();
    }

    @Test
    void ids_are_keys_by_the_text_that_javascript_gives_them() {
        var small = MemoryService.create();
        small.create(object("id", 1.0E-7, "text", "a"), NONE);
        assertThat(small.get(Id.of("1e-7"), NONE)).isEqualTo(object("id", 1.0E-7, "text", "a"));
        assertFails("NotFound", () -> small.get(Id.of("1.0E-7"), NONE));
    }
}
