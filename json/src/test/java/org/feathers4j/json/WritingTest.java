package org.feathers4j.json;

import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.FeathersException;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WritingTest {
    record Point(int x, @Nullable Integer y) {}

    record Nothing() {}

    record Holder(Object held) {}

    @Test
    void a_lone_surrogate_in_a_long_text_is_escaped_as_in_a_short_one() {
        String ascii = "a text of more than sixteen characters? ";
        assertThat(Json.text(ascii + "\uD800")).isEqualTo('"' + ascii + "\\ud800\"");
        assertThat(Json.text("\uDC00" + ascii)).isEqualTo("\"\\udc00" + ascii + '"');
        assertThat(Json.text(ascii)).isEqualTo('"' + ascii + '"');
    }

    @Test
    void integer_like_names_come_first_ascending_then_the_rest_as_inserted() {
        var members = new LinkedHashMap<Object, Object>();
        members.put("b", 1);
        members.put("10", 2);
        members.put("01", 3);
        members.put("-1", 4);
        members.put(2, 5);
        members.put("4294967295", 6);
        members.put("4294967294", 7);
        members.put("", 8);
        assertThat(Json.text(members))
                .isEqualTo("{\"2\":5,\"10\":2,\"4294967294\":7,\"b\":1,\"01\":3,\"-1\":4,\"4294967295\":6,\"\":8}");
    }

    @Test
    void names_are_the_text_of_the_keys() {
        var members = new TreeMap<Integer, String>(Map.of(2, "b", 10, "c", -1, "a"));
        assertThat(Json.text(members)).isEqualTo("{\"2\":\"b\",\"10\":\"c\",\"-1\":\"a\"}");
        var withNull = new LinkedHashMap<@Nullable String, String>();
        withNull.put(null, "x");
        assertThat(Json.text(withNull)).isEqualTo("{\"null\":\"x\"}");
    }

    @Test
    void a_long_text_with_everything_in_it_survives() {
        // longer than any chunk, with surrogate pairs across every border
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(shift) + "\uD83D\uDE00\u20ac\n\u0001".repeat(5000);
            String json = Json.text(text);
            assertThat(json).isEqualTo("\"" + text.replace("\n", "\\n").replace("\u0001", "\\u0001") + "\"");
            assertThat(Json.parse(json)).isEqualTo(text);
            assertThat(new JsonOutput(1).utf8(text).toBytes()).isEqualTo(text.getBytes(UTF_8));
        }
    }

    @Test
    void lone_surrogates_are_escaped_in_json_and_replaced_in_plain_text() {
        assertThat(Json.text("a\uD800b\uDFFF")).isEqualTo("\"a\\ud800b\\udfff\"");
        assertThat(Json.text("\uDE00\uD83D")).isEqualTo("\"\\ude00\\ud83d\"");
        assertThat(new JsonOutput().utf8("a\uD800b\uDFFF").toBytes()).isEqualTo("a\uFFFDb\uFFFD".getBytes(UTF_8));
    }

    @Test
    void times_are_iso_text() {
        var at = Instant.parse("2024-01-02T03:04:05.678Z");
        assertThat(Json.text(at)).isEqualTo("\"2024-01-02T03:04:05.678Z\"");
        assertThat(Json.text(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00.000Z\"");
        assertThat(Json.text(at.plusNanos(999_999))).isEqualTo("\"2024-01-02T03:04:05.678Z\"");
        assertThat(Json.text(Date.from(at))).isEqualTo("\"2024-01-02T03:04:05.678Z\"");
        assertThat(Json.text(new java.sql.Timestamp(at.toEpochMilli()))).isEqualTo("\"2024-01-02T03:04:05.678Z\"");
        assertThat(Json.text(LocalDate.of(2024, 2, 29))).isEqualTo("\"2024-02-29\"");
        assertThat(Json.text(LocalDateTime.of(2024, 2, 29, 1, 2, 3))).isEqualTo("\"2024-02-29T01:02:03\"");
        assertThat(Json.text(OffsetDateTime.ofInstant(at, ZoneOffset.ofHours(2))))
                .isEqualTo("\"2024-01-02T05:04:05.678+02:00\"");
        assertThat(Json.text(Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
        assertThat(Json.text(Year.of(2024))).isEqualTo("\"2024\"");
        assertThat(Json.text(List.of(DayOfWeek.FRIDAY, ZoneOffset.UTC))).isEqualTo("[\"FRIDAY\",\"Z\"]");
    }

    @Test
    void other_objects_with_a_text_are_that_text() {
        var id = UUID.fromString("00000000-0000-4000-8000-000000000001");
        assertThat(Json.text(id)).isEqualTo("\"00000000-0000-4000-8000-000000000001\"");
        assertThat(Json.text(URI.create("http://a/b"))).isEqualTo("\"http://a/b\"");
        assertThat(Json.text(Path.of("a", "b"))).isEqualTo("\"a/b\"");
        assertThat(Json.text(TimeUnit.DAYS)).isEqualTo("\"DAYS\"");
        assertThat(Json.text(CharBuffer.wrap("a\"b"))).isEqualTo("\"a\\\"b\"");
        assertThat(Json.text('"')).isEqualTo("\"\\\"\"");
    }

    @Test
    void arrays_and_iterables_are_arrays() {
        assertThat(Json.text(new Object[] {1, "a", null, new int[] {2}})).isEqualTo("[1,\"a\",null,[2]]");
        assertThat(Json.text(new long[] {1, 2})).isEqualTo("[1,2]");
        assertThat(Json.text(new double[] {1, 2.5})).isEqualTo("[1,2.5]");
        assertThat(Json.text(new boolean[] {true})).isEqualTo("[true]");
        assertThat(Json.text(new char[] {'a'})).isEqualTo("[\"a\"]");
        assertThat(Json.text(Set.of())).isEqualTo("[]");
        assertThat(Json.text(new ArrayDeque<>(List.of(1, 2)))).isEqualTo("[1,2]");
        assertThat(Json.text(Collections.unmodifiableCollection(Arrays.asList(1, null))))
                .isEqualTo("[1,null]");
        Iterable<Integer> once = () -> List.of(1, 2).iterator();
        assertThat(Json.text(once)).isEqualTo("[1,2]");
    }

    @Test
    void bytes_are_a_buffer_as_in_node() {
        assertThat(Json.text(new byte[] {104, -1})).isEqualTo("{\"type\":\"Buffer\",\"data\":[104,255]}");
    }

    @Test
    void an_optional_is_its_value_or_null() {
        assertThat(Json.text(List.of(Optional.of("a"), Optional.empty(), OptionalInt.of(1), OptionalLong.empty())))
                .isEqualTo("[\"a\",null,1,null]");
        assertThat(Json.text(List.of(OptionalDouble.of(1.5), new AtomicBoolean(true))))
                .isEqualTo("[1.5,true]");
    }

    @Test
    void a_stand_in_is_what_it_stands_for() {
        JsonValue stand = () -> Map.of("at", Instant.EPOCH);
        assertThat(Json.text(List.of(stand))).isEqualTo("[{\"at\":\"1970-01-01T00:00:00.000Z\"}]");
        JsonValue nothing = () -> null;
        assertThat(Json.text(nothing)).isEqualTo("null");
    }

    @Test
    void an_error_keeps_nothing_unless_it_is_one_of_feathers() {
        assertThat(Json.text(new IllegalStateException("secret"))).isEqualTo("{}");
        assertThat(Json.text(FeathersException.notFound("No record")))
                .isEqualTo(
                        "{\"name\":\"NotFound\",\"message\":\"No record\",\"code\":404,\"className\":\"not-found\"}");
    }

    @Test
    void records_are_objects_wherever_they_are() {
        assertThat(Json.text(new Point(1, null))).isEqualTo("{\"x\":1,\"y\":null}");
        assertThat(Json.text(Map.of("points", List.of(new Point(1, 2))))).isEqualTo("{\"points\":[{\"x\":1,\"y\":2}]}");
        assertThat(Json.text(new Nothing())).isEqualTo("{}");
    }

    @Test
    void what_has_no_json_form_is_refused_by_name() {
        assertThatThrownBy(() -> Json.text(List.of(new Object())))
                .isInstanceOf(JsonException.class)
                .hasMessage("Cannot write as JSON: java.lang.Object has no JSON form");
        Runnable action = () -> {};
        assertThatThrownBy(() -> Json.text(action)).hasMessageContaining("is no data");
        assertThatThrownBy(() -> Json.text(Map.of("thread", Thread.currentThread())))
                .hasMessage("Cannot write as JSON: java.lang.Thread is no data");
        assertThatThrownBy(() -> Json.text(new Holder(new Object()))).isInstanceOf(JsonException.class);
    }

    @Test
    void a_cycle_is_an_error_not_a_stack_overflow() {
        var list = new ArrayList<@Nullable Object>();
        list.add(list);
        assertThatThrownBy(() -> Json.text(list)).hasMessageContaining("cyclic, or nested deeper than 1000 levels");
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("array", new Object[] {Optional.of(map)});
        assertThatThrownBy(() -> Json.text(map)).isInstanceOf(JsonException.class);
        var stand = new JsonValue[1];
        stand[0] = () -> stand[0];
        assertThatThrownBy(() -> Json.text(stand[0])).isInstanceOf(JsonException.class);
    }

    @Test
    void what_fails_leaves_nothing_behind() {
        var out = new JsonOutput().octet('x');
        assertThatThrownBy(() -> Json.write(List.of(1, new Object()), out)).isInstanceOf(JsonException.class);
        assertThat(out.toBytes()).isEqualTo(new byte[] {'x'});
    }

    @Test
    void a_frame_is_built_in_one_output() {
        var out = new JsonOutput(0).octet(0x11).int32(0).utf8("j:");
        Json.write(Map.of("a", 1), out);
        out.int32At(1, out.length() - 5);
        assertThat(out.toBytes()).isEqualTo("\u0011\0\0\0\u0009j:{\"a\":1}".getBytes(UTF_8));
        assertThat(Arrays.copyOf(out.array(), out.length())).isEqualTo(out.toBytes());
        out.clear();
        assertThat(out.bytes(new byte[] {1, 2, 3}, 1, 2).toBytes()).isEqualTo(new byte[] {2, 3});
        assertThatThrownBy(() -> out.int32At(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> out.truncate(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
