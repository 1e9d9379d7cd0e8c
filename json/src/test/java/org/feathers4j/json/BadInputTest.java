package org.feathers4j.json;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadInputTest {
    private static final JsonLimits LIMITS = JsonLimits.DEFAULT;

    @Test
    void nesting_is_accepted_up_to_the_limit() {
        for (String deepest : List.of(nested("[", "1", "]", 200), nested("{\"a\":", "1", "}", 200))) {
            assertThat(Json.text(Json.parse(deepest))).isEqualTo(deepest);
            assertThat(Json.text(view(deepest, LIMITS))).isEqualTo(deepest);
        }
        for (String tooDeep : List.of(nested("[", "1", "]", 201), nested("{\"a\":", "1", "}", 201)))
            refused(tooDeep, LIMITS, "nested deeper than 200 levels");
        refused("[[]]", LIMITS.with(l -> l.maxDepth(1)), "nested deeper than 1 levels");
        assertThat(Json.parse("[1]", LIMITS.with(l -> l.maxDepth(1)))).isEqualTo(List.of(1));
    }

    @Test
    void a_million_brackets_do_no_harm() {
        refused("[".repeat(1_000_000), LIMITS, "nested deeper");
        refused(
                "{\"a\":".repeat(1_000_000),
                LIMITS.with(l -> l.maxDepth(JsonLimits.DEEPEST)),
                "nested deeper than 1000 levels");
    }

    @Test
    void the_deepest_nesting_there_can_be_is_read_and_written() {
        String deepest = nested("[", "", "]", JsonLimits.DEEPEST);
        assertThat(Json.text(Json.parse(deepest, LIMITS.with(l -> l.maxDepth(JsonLimits.DEEPEST)))))
                .isEqualTo(deepest);
    }

    @Test
    void too_long_a_text_string_or_name_is_refused() {
        refused("[1,2]", LIMITS.with(l -> l.maxLength(4)), "the text is longer than 4");
        refused("[\"abcd\"]", LIMITS.with(l -> l.maxStringLength(3)), "a string is longer than 3 characters");
        refused("{\"abcd\":1}", LIMITS.with(l -> l.maxNameLength(3)), "a name is longer than 3 characters");
        refused("[1234]", LIMITS.with(l -> l.maxNumberLength(3)), "a number is longer than 3 characters");
        assertThat(Json.parse(
                        "{\"abc\":\"\\u00e9bc\"}",
                        LIMITS.with(l -> l.maxStringLength(3).maxNameLength(3))))
                .hasToString("{abc=\u00e9bc}");
    }

    @Test
    void limits_hold_inside_a_view_too() {
        String deep = "{\"a\":{\"b\":[\"abcd\",12345678901234567890]}}";
        refused(deep, LIMITS.with(l -> l.maxStringLength(3)), "a string is longer");
        refused(deep, LIMITS.with(l -> l.maxNumberLength(19)), "a number is longer");
        refused(deep, LIMITS.with(l -> l.maxDepth(2)), "nested deeper");
        refused("{\"a\":{\"bcde\":1}}", LIMITS.with(l -> l.maxNameLength(3)), "a name is longer");
    }

    @Test
    void no_beginning_of_a_text_is_taken_for_the_whole() {
        String whole = "{\"a\":[1.5,true,null,\"\\u00e9\u20ac\"],\"b\":{\"c\":\"x\"},\"d\":-12e3}";
        byte[] bytes = whole.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            byte[] begun = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Json.parse(begun)).isInstanceOf(JsonException.class);
            assertThatThrownBy(() -> Json.view(begun, 0, begun.length, LIMITS)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void garbage_is_refused_with_nothing_but_a_JsonException() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var garbage = new byte[random.nextInt(40)];
            for (int at = 0; at < garbage.length; at++)
                garbage[at] = (byte)
                        (random.nextBoolean()
                                ? "{}[]\",:0-.etrufalsn\\ ".charAt(random.nextInt(21))
                                : random.nextInt(256));
            try {
                Json.parse(garbage);
            } catch (JsonException expected) {
                assertThat(expected).hasMessageStartingWith("Invalid JSON at offset ");
            }
        }
    }

    @Test
    void a_message_says_where_and_shows_little_of_the_text() {
        byte[] frame = "j:{\"a\":tru}".getBytes(UTF_8);
        assertThatThrownBy(() -> Json.parse(frame, 2, frame.length - 2, LIMITS))
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.offset()).isEqualTo(5))
                .hasMessageStartingWith("Invalid JSON at offset 5: Unrecognized token 'tru'");
        String secret = "s".repeat(10_000);
        for (String text : List.of(
                secret, "\"" + secret, "{\"" + secret, "{\"a\":" + secret + "}", "[1," + secret, "\"" + secret + "\"x"))
            assertThatThrownBy(() -> Json.parse(text))
                    .satisfies(
                            e -> assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContain("s".repeat(41)));
    }

    @Test
    void a_byte_order_mark_is_refused() {
        assertThatThrownBy(() -> Json.parse("\ufeff1".getBytes(UTF_8))).hasMessageContaining("byte order mark");
        assertThatThrownBy(() -> Json.parse("\ufeff1")).isInstanceOf(JsonException.class);
    }

    @Test
    void limits_are_checked_when_built() {
        assertThatThrownBy(() -> LIMITS.with(l -> l.maxDepth(0))).hasMessage("maxDepth 0 must be between 1 and 1000");
        assertThatThrownBy(() -> LIMITS.with(l -> l.maxDepth(1001)))
                .hasMessage("maxDepth 1001 must be between 1 and 1000");
        assertThatThrownBy(() -> LIMITS.with(l -> l.maxLength(0))).hasMessage("maxLength 0 must be at least 1");
        assertThatThrownBy(() -> LIMITS.with(l -> l.maxStringLength(-1)))
                .hasMessage("maxStringLength -1 must be at least 1");
    }

    private static void refused(String text, JsonLimits limits, String reason) {
        byte[] bytes = text.getBytes(UTF_8);
        refused(() -> Json.parse(text, limits), reason);
        refused(() -> Json.parse(bytes, 0, bytes.length, limits), reason);
        refused(() -> view(text, limits), reason);
    }

    private static void refused(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading).isInstanceOf(JsonException.class).hasMessageContaining(reason);
    }

    private static Object view(String text, JsonLimits limits) {
        byte[] bytes = text.getBytes(UTF_8);
        Object view = Json.view(bytes, 0, bytes.length, limits);
        assertThat(view).isNotNull();
        return view;
    }

    private static String nested(String open, String inside, String close, int depth) {
        return open.repeat(depth) + inside + close.repeat(depth);
    }
}
