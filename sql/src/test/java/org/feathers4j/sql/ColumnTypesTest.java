package org.feathers4j.sql;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a column takes, gives and refuses: the same for both databases, except what the subclasses say. */
abstract class ColumnTypesTest extends DatabaseTest {
    SqlService things;

    @BeforeEach
    void table() {
        sql(
                "CREATE TABLE things (%s, name %s, count bigint, price %s, ratio %s, done boolean, at %s, day date, clock time, doc %s, bytes %s)"
                        .formatted(
                                key(),
                                "text",
                                either("DECIMAL(12,2)", "numeric(12,2)"),
                                either("DOUBLE", "double precision"),
                                either("DATETIME", "timestamptz"),
                                either("JSON", "jsonb"),
                                either("BLOB", "bytea")));
        things = service("things");
    }

    /** Stores a value and reads it again. */
    @Nullable
    Object kept(String column, @Nullable Object value) {
        var data = new HashMap<String, @Nullable Object>();
        data.put(column, value);
        var created = record(things.create(data, Params.empty()));
        assertThat(things.get(id(created), Params.empty())).isEqualTo(created);
        return created.get(column);
    }

    void refuses(String column, Object... values) {
        for (Object value : values) {
            FeathersException error = refused(() -> things.create(Map.of(column, value), Params.empty()));
            assertThat(error.code()).as("%s of %s", column, value).isEqualTo(400);
            assertThat(error.errors()).isInstanceOf(Map.class);
            assertThat(record(error.errors())).containsOnlyKeys(column);
            assertThat(error.message()).contains(column);
        }
        assertThat(found(things, "id", Map.of())).isEmpty();
    }

    void keeps(String column, Object... values) {
        for (Object value : values) assertThat(kept(column, value)).isEqualTo(value);
    }

    /** The values, in this order, are found by comparing with texts, as they come in a URL. */
    void compares(String column, Object... values) {
        for (Object value : values) kept(column, value);
        String middle = String.valueOf(values[1]);
        assertThat(found(things, column, Map.of(column, middle))).containsExactly(values[1]);
        assertThat(found(things, column, Map.of(column, values[1]))).containsExactly(values[1]);
        assertThat(found(things, column, Map.of(column, Map.of("$gt", middle)))).containsExactly(values[2]);
        assertThat(found(things, column, Map.of(column, Map.of("$gte", middle))))
                .containsExactly(values[1], values[2]);
        assertThat(found(things, column, Map.of(column, Map.of("$lt", middle)))).containsExactly(values[0]);
        assertThat(found(things, column, Map.of(column, Map.of("$lte", middle))))
                .containsExactly(values[0], values[1]);
        assertThat(found(things, column, Map.of(column, Map.of("$ne", middle)))).containsExactly(values[0], values[2]);
        assertThat(found(things, column, Map.of(column, Map.of("$in", List.of(middle, String.valueOf(values[2]))))))
                .containsExactly(values[1], values[2]);
        assertThat(found(things, column, Map.of(column, Map.of("$nin", List.of(middle)))))
                .containsExactly(values[0], values[2]);
        Map<String, Object> bySize = Map.of(column, Map.of("$gte", values[0]), "$sort", Map.of(column, "-1"));
        assertThat(found(things, column, bySize)).containsExactly(values[2], values[1], values[0]);
    }

    @Test
    void texts_are_kept_character_by_character() {
        keeps("name", "", " padded ", "O'Neil \"x\" \\ % _", "naïve 中文 🦜", "line\nline\ttab", "null", "1");
        refuses0("name", 1, 1.5, true, List.of("a"), Map.of("a", 1), "nul\0", "half \ud83e", "\udd9c half");
    }

    private void refuses0(String column, Object... values) {
        things.raw().remove(null, Params.empty());
        refuses(column, values);
    }

    @Test
    void integers_keep_all_64_bits() {
        keeps("count", 0, -1, 2147483648L, Long.MAX_VALUE, Long.MIN_VALUE, 9007199254740993L);
        assertThat(kept("count", 5.0)).isEqualTo(5);
        refuses0("count", 1.5, "1", "", true, List.of(1), Map.of(), 1e19, new java.math.BigDecimal("1e1000000000"));
    }

    @Test
    void decimals_keep_every_digit_and_may_be_texts() {
        for (Object each : List.of(0.1, "19.99", 1234567.89, "-0.01", 5, 1.5e3))
            assertThat(new java.math.BigDecimal(String.valueOf(kept("price", each))))
                    .isEqualByComparingTo(new java.math.BigDecimal(String.valueOf(each)));
        refuses0("price", "a", "", "1 000", true, List.of(1), "1e1000000000", "0x10", "NaN", Double.NaN);
    }

    @Test
    void real_numbers_are_doubles() {
        keeps("ratio", 0.1, -1.5e300, Double.MIN_VALUE, Double.MAX_VALUE, 7);
        assertThat(kept("ratio", 2.0)).isEqualTo(2);
        refuses0("ratio", "1.5", true, new java.math.BigDecimal("1e400"), Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void truth_values_are_true_and_false() {
        keeps("done", true, false);
        refuses0("done", 1, 0, "true", "", List.of(true));
    }

    @Test
    void moments_are_told_in_UTC() {
        keeps("at", "2026-01-31T12:00:00.000Z", "1970-01-01T00:00:00.001Z", "0001-01-01T00:00:00.000Z");
        assertThat(kept("at", "2026-01-31T12:00:00+02:00")).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(kept("at", "2026-01-31")).isEqualTo("2026-01-31T00:00:00.000Z");
        assertThat(kept("at", 1769860800123L)).isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(kept("at", "9999-12-31T23:59:59.999Z")).isEqualTo("9999-12-31T23:59:59.999Z");
        refuses0(
                "at",
                "2026-01-31T12:00:00",
                "2026-02-30T12:00:00Z",
                "yesterday",
                "",
                true,
                1.5,
                "12:00",
                "+300000-01-01");
    }

    @Test
    void moments_finer_than_the_database_are_cut_off() {
        assertThat(kept("at", "2026-12-31T23:59:59.999999999Z"))
                .isEqualTo(either("2026-12-31T23:59:59.999Z", "2026-12-31T23:59:59.999999Z"));
    }

    @Test
    void dates_and_times_have_no_zone() {
        keeps("day", "2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31");
        keeps("clock", "00:00:00", "12:34:56", "23:59:59.123");
        assertThat(kept("clock", "12:34")).isEqualTo("12:34:00");
        refuses0("day", "2026-02-29", "31.1.2026", "2026-01-31T00:00:00Z", 20260131, "", "+300000-01-01");
        refuses("clock", "24:00:00", "12", "12:60:00", 12, "");
    }

    @Test
    void the_last_moment_of_a_day_stays_in_it() {
        assertThat(String.valueOf(kept("clock", "23:59:59.999999999"))).startsWith("23:59:59.999999");
    }

    @Test
    void JSON_columns_hold_any_JSON_value() {
        keeps(
                "doc",
                Map.of("a", List.of(1, 2.5, "x", true, Map.of()), "ü", Map.of("b", 9007199254740993L)),
                List.of(),
                List.of(Map.of("deep", List.of(List.of(1)))),
                "text",
                "",
                "{\"looks\":\"like JSON\"}",
                7,
                true);
        var withNull = new HashMap<String, @Nullable Object>();
        withNull.put("nothing", null);
        assertThat(kept("doc", withNull)).isEqualTo(withNull);
    }

    @Test
    void JSON_columns_are_not_compared_but_for_null() {
        kept("doc", Map.of("a", 1));
        kept("doc", null);
        var isNull = new HashMap<String, @Nullable Object>();
        isNull.put("doc", null);
        assertThat(found(things, "doc", isNull)).hasSize(1);
        for (Object each : List.of("x", 1, Map.of(), Map.of("$in", List.of(1)), Map.of("$gt", 1), Map.of("$like", "%")))
            assertThat(refused(() -> things.find(where(Map.of("doc", each)))).code())
                    .isEqualTo(400);
        assertThat(refused(() -> things.find(where(Map.of("$sort", Map.of("doc", 1)))))
                        .message())
                .contains("doc");
    }

    @Test
    void bytes_are_base64() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) all[i] = (byte) i;
        keeps("bytes", "", "AA==", Base64.getEncoder().encodeToString(all));
        assertThat(kept("bytes", all)).isEqualTo(Base64.getEncoder().encodeToString(all));
        assertThat(found(things, "bytes", Map.of("bytes", "AA=="))).containsExactly("AA==");
        refuses0("bytes", "not base64!", 1, true, List.of(1));
    }

    @Test
    void null_is_kept_in_every_column_and_found() {
        for (String column : List.of("name", "count", "price", "ratio", "done", "at", "day", "clock", "doc", "bytes")) {
            assertThat(kept(column, null)).as(column).isNull();
            var isNull = new HashMap<String, @Nullable Object>();
            isNull.put(column, null);
            assertThat(found(things, column, isNull)).isNotEmpty();
            var not = new HashMap<String, @Nullable Object>();
            not.put("$ne", null);
            assertThat(found(things, column, Map.of(column, not))).isEmpty();
        }
    }

    @Test
    void texts_of_a_URL_are_compared_by_the_type_of_the_column() {
        compares("name", "1", "20", "3");
        compares("count", 1, 20, 100);
        compares("ratio", -1.5, 0.25, 10);
        compares("at", "2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.500Z", "2026-02-01T00:00:00.000Z");
        compares("day", "2026-01-31", "2026-02-01", "2027-01-01");
        compares("clock", "09:00:00", "10:00:00", "10:00:00.5");
        kept("price", "2.50");
        kept("price", "10.00");
        assertThat(found(things, "id", Map.of("price", Map.of("$gt", "2.499", "$lt", "9.99"))))
                .hasSize(1);
        assertThat(found(things, "id", Map.of("price", "2.5"))).hasSize(1);
        kept("done", true);
        kept("done", false);
        for (Object yes : List.of(true, "true", 1, "1"))
            assertThat(found(things, "done", Map.of("done", yes))).containsExactly(true);
        assertThat(found(things, "done", Map.of("done", Map.of("$ne", "1")))).containsExactly(false);
    }

    @Test
    void what_is_compared_may_be_out_of_the_range_of_a_column() {
        kept("price", "10.00");
        kept("count", 1);
        assertThat(found(things, "id", Map.of("price", Map.of("$lt", "12345678901234567890.12345"))))
                .hasSize(1);
        assertThat(found(things, "id", Map.of("count", Map.of("$lt", Long.MAX_VALUE))))
                .hasSize(1);
        assertThat(found(things, "id", Map.of("id", Map.of("$lt", Long.MAX_VALUE))))
                .hasSize(2);
    }

    @Test
    void what_a_column_cannot_hold_is_refused_in_a_query_by_its_name() {
        Map<String, Object> wrong = Map.of(
                "count", "many", "price", "much", "ratio", "x", "done", "maybe", "at", "soon", "day", "x", "clock",
                "x");
        wrong.forEach((column, value) -> {
            for (Object each :
                    List.of(value, Map.of("$ne", value), Map.of("$in", List.of(value)), Map.of("$gt", value))) {
                FeathersException error = refused(() -> things.find(where(Map.of(column, each))));
                assertThat(error.code()).isEqualTo(400);
                assertThat(record(error.errors())).containsOnlyKeys(column);
            }
        });
    }

    @Test
    void names_that_are_no_columns_are_refused_by_name() {
        var created = record(things.create(Map.of("name", "a"), Params.empty()));
        for (String name :
                List.of("nmae", "NAME", "things.name", "", "rowid", "ctid", "name ", "\"name\"", "__proto__"))
            for (Runnable call : List.<Runnable>of(
                    () -> things.create(Map.of(name, 1), Params.empty()),
                    () -> things.update(id(created), Map.of(name, 1), Params.empty()),
                    () -> things.patch(id(created), Map.of(name, 1), Params.empty()),
                    () -> things.find(where(Map.of(name, 1))),
                    () -> things.find(where(Map.of("$or", List.of(Map.of(name, 1))))),
                    () -> things.get(id(created), where(Map.of(name, 1))),
                    () -> things.remove(id(created), where(Map.of(name, 1))),
                    () -> things.find(where(Map.of("$sort", Map.of(name, 1)))),
                    () -> things.find(where(Map.of("$select", List.of(name)))))) {
                FeathersException error = refused(call);
                assertThat(error.code()).isEqualTo(400);
                assertThat(error.message()).contains("'" + name + "'");
                assertThat(record(error.errors())).containsOnlyKeys(name);
            }
        assertThat(records(things.find(Params.empty()))).containsExactly(created);
    }

    @Test
    void selected_columns_come_with_the_id() {
        var created = record(things.create(Map.of("name", "a", "count", 1), where(Map.of("$select", List.of("name")))));
        assertThat(created).containsOnlyKeys("name", "id").containsEntry("name", "a");
        assertThat(record(things.get(id(created), where(Map.of("$select", "count")))))
                .containsOnlyKeys("count", "id");
        assertThat(record(things.patch(id(created), Map.of("count", 2), where(Map.of("$select", List.of("id"))))))
                .containsOnlyKeys("id");
    }

    @Test
    void computed_columns_are_read_and_sorted_and_cannot_be_set() {
        sql("CREATE TABLE parcels (%s, weight bigint, twice bigint GENERATED ALWAYS AS (weight * 2) STORED)"
                .formatted(key()));
        SqlService parcels = service("parcels");
        var created = record(parcels.create(Map.of("weight", 4), Params.empty()));
        assertThat(created).containsEntry("twice", 8);
        assertThat(record(parcels.update(id(created), Map.of("weight", 5), Params.empty())))
                .containsEntry("twice", 10);
        assertThat(found(parcels, "twice", Map.of("twice", Map.of("$gt", 9), "$sort", Map.of("twice", -1))))
                .containsExactly(10);
        FeathersException error = refused(() -> parcels.patch(id(created), Map.of("twice", 1), Params.empty()));
        assertThat(error.code()).isEqualTo(400);
        assertThat(error.message()).contains("twice");
    }

    @Test
    void columns_may_be_called_anything() {
        String strange = "Drop Table; -- 'x' %s {0} ? :a";
        sql("CREATE TABLE \"or der\" (%s, \"select\" text, \"%s\" text, \"A\" text, \"_u_\" text)"
                .formatted(key(), strange));
        SqlService orders = service("or der");
        var created = record(orders.create(Map.of("select", "1", strange, "2", "A", "3", "_u_", "4"), Params.empty()));
        assertThat(created)
                .containsEntry("select", "1")
                .containsEntry(strange, "2")
                .containsEntry("A", "3");
        assertThat(found(
                        orders,
                        "A",
                        Map.of(strange, "2", "select", Map.of("$like", "1%"), "$sort", Map.of(strange, 1))))
                .containsExactly("3");
        assertThat(record(orders.patch(id(created), Map.of(strange, "5"), Params.empty())))
                .containsEntry(strange, "5");
    }

    static List<Object> list(Object... items) {
        return Arrays.asList(items);
    }
}
