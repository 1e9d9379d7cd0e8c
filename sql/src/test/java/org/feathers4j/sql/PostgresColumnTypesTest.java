package org.feathers4j.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.testrules.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresColumnTypesTest extends ColumnTypesTest {
    @Override
    String url() {
        return PostgresServer.shared().url();
    }

    @BeforeEach
    void more() {
        sql(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
                "ALTER TABLE things ADD small smallint, ADD middle int, ADD short varchar(3), ADD fixed char(3), ADD single real, ADD exact numeric,"
                        + " ADD plain json, ADD key uuid, ADD naive timestamp, ADD mood mood, ADD address inet, ADD span interval,"
                        + " ADD tags text[], ADD numbers int[], ADD flags boolean[]");
        things = service("things");
    }

    @Test
    void numbers_out_of_the_range_of_a_column_are_refused_by_its_name() {
        keeps("small", 32767, -32768);
        keeps("middle", Integer.MAX_VALUE, Integer.MIN_VALUE);
        keeps("single", 0.5, 3.4e38);
        things.raw().remove(null, Params.empty());
        refuses("small", 32768, -32769, Long.MAX_VALUE);
        refuses("middle", 2147483648L, -2147483649L);
        refuses("single", 1e39);
        refuses("id", 2147483648L);
    }

    @Test
    void decimals_are_neither_rounded_nor_cut() {
        keeps("exact", new java.math.BigDecimal("12345678901234567890.123456789"));
        things.raw().remove(null, Params.empty());
        refuses("price", "0.001", 1.239, "10000000000", 1e10);
    }

    @Test
    void texts_longer_than_their_column_are_refused_by_its_name() {
        keeps("short", "abc", "🦜🦜🦜");
        things.raw().remove(null, Params.empty());
        refuses("short", "abcd", "🦜🦜🦜🦜");
        refuses("fixed", "abcd");
        assertThat(found(things, "id", Map.of("short", "abcd"))).isEmpty();
    }

    @Test
    void the_types_of_PostgreSQL_are_values_of_JSON() {
        keeps("plain", Map.of("b", 1, "a", List.of()));
        keeps("key", "123e4567-e89b-12d3-a456-426614174000");
        keeps("naive", "2026-01-31T12:00:00", "2026-01-31T12:00:00.5");
        keeps("mood", "ok");
        keeps("address", "10.0.0.1");
        keeps("span", "01:02:03");
        keeps("tags", List.of(), List.of("a", "b,c", "\"{}\\", "NULL"), withNull("x"));
        keeps("numbers", List.of(1, -2), List.of());
        keeps("flags", List.of(true, false));
        assertThat(kept("naive", "2026-01-31T12:00:00+02:00")).isEqualTo("2026-01-31T10:00:00");
    }

    @Test
    void values_that_the_types_of_PostgreSQL_do_not_know_are_refused() {
        refuses("key", "1-1-1-1-1", "123e4567e89b12d3a456426614174000", "", 1);
        refuses("naive", "soon", 5);
        refuses("tags", "a", list(list("a")), "{a}");
        Map<String, Object> wrong =
                Map.of("mood", "bored", "address", "10.0.0.999", "span", "x", "numbers", List.of("x"));
        wrong.forEach((column, value) -> {
            FeathersException error = refused(() -> things.create(Map.of(column, value), Params.empty()));
            assertThat(error.code()).as(column).isEqualTo(400);
        });
    }

    @Test
    void enums_are_compared_in_their_order() {
        for (String each : List.of("happy", "sad", "ok")) kept("mood", each);
        assertThat(found(things, "mood", Map.of("$sort", Map.of("mood", 1)))).containsExactly("sad", "ok", "happy");
        assertThat(found(things, "mood", Map.of("mood", Map.of("$gt", "sad"), "$sort", Map.of("mood", -1))))
                .containsExactly("happy", "ok");
        assertThat(found(things, "mood", Map.of("mood", Map.of("$in", List.of("ok")))))
                .containsExactly("ok");
        assertThat(refused(() -> things.find(where(Map.of("mood", "bored")))).code())
                .isEqualTo(400);
    }

    @Test
    void ids_may_be_UUIDs_that_the_database_makes() {
        sql("CREATE TABLE keyed (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text)");
        SqlService keyed = service("keyed");
        var created = record(keyed.create(Map.of("name", "a"), Params.empty()));
        assertThat(keyed.get(id(created), Params.empty())).isEqualTo(created);
        assertThat(refused(() -> keyed.get(org.feathers4j.Id.of("1"), Params.empty()))
                        .code())
                .isEqualTo(404);
    }

    private static List<@Nullable Object> withNull(Object first) {
        var list = new ArrayList<@Nullable Object>();
        list.add(first);
        list.add(null);
        return list;
    }
}
