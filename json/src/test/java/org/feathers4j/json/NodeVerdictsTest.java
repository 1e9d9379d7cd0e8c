package org.feathers4j.json;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Thousands of texts, half of them damaged: we refuse what Node refuses and read what Node reads. */
class NodeVerdictsTest {
    private static final String REFUSED = "!";

    @Test
    void bytes_are_read_as_node_reads_them() {
        forEachText((text, verdict) -> {
            if (verdict.equals(REFUSED)) refuses(text, () -> Json.parse(text));
            else assertThat(textOf(Json.parse(text))).as(shown(text)).isEqualTo(verdict);
        });
    }

    @Test
    void strings_are_read_as_node_reads_them() {
        forEachText((text, verdict) -> {
            // as Buffer.toString does: what is no UTF-8 becomes U+FFFD
            var string = new String(Utf8.repaired(text, 0, text.length), UTF_8);
            if (verdict.equals(REFUSED)) refuses(text, () -> Json.parse(string));
            else assertThat(textOf(Json.parse(string))).as(shown(text)).isEqualTo(verdict);
        });
    }

    @Test
    void views_are_checked_at_once_and_read_the_same_later() {
        forEachText((text, verdict) -> {
            if (verdict.equals(REFUSED)) {
                refuses(text, () -> view(text));
            } else {
                Object view = view(text);
                assertThat(textOf(Json.parse(Json.bytes(view)))).as(shown(text)).isEqualTo(verdict);
                changeEverything(view);
                assertThat(textOf(view)).as(shown(text)).isEqualTo(verdict);
            }
        });
    }

    @Test
    void a_lone_surrogate_in_a_name_is_kept_as_in_a_value() {
        byte[] text = "{\"\\ud800\":1}".getBytes(UTF_8);
        assertThat(Json.parse(text)).isEqualTo(Map.of("\uD800", 1));
        assertThat(Json.parse("{\"\\ud800\":1}")).isEqualTo(Map.of("\uD800", 1));
        assertThat(view(text)).isEqualTo(Map.of("\uD800", 1));
        assertThat(Json.parse("{\"\uD800\":\"\uDC00\"}")).isEqualTo(Map.of("\uD800", "\uDC00"));
        assertThat(Json.parse("{\"\\ud83d\\ude00\":1}")).isEqualTo(Map.of("\uD83D\uDE00", 1));
    }

    private static String textOf(@Nullable Object value) {
        return Json.text(Golden.rounded(value));
    }

    private static @Nullable Object view(byte[] text) {
        return Json.view(text, 0, text.length, JsonLimits.DEFAULT);
    }

    /** Replaces every value by itself. */
    @SuppressWarnings("unchecked") // what Json reads
    private static void changeEverything(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            for (var entry : ((Map<String, @Nullable Object>) value).entrySet()) {
                changeEverything(entry.getValue());
                entry.setValue(entry.getValue());
            }
        } else if (value instanceof List<?>) {
            ((List<@Nullable Object>) value).replaceAll(item -> {
                changeEverything(item);
                return item;
            });
        }
    }

    private static void refuses(byte[] text, Runnable reading) {
        assertThatThrownBy(reading::run)
                .as(shown(text))
                .isInstanceOfSatisfying(
                        JsonException.class,
                        e -> assertThat(e.offset()).as(e.getMessage()).isBetween(0L, (long) text.length * 3));
    }

    private static void forEachText(BiConsumer<byte[], String> check) {
        for (String line : Golden.lines("texts.txt")) {
            String[] parts = line.split(" ", 2);
            byte[] text = Base64.getDecoder().decode(parts[0]);
            check.accept(
                    text,
                    parts[1].equals(REFUSED)
                            ? REFUSED
                            : new String(Base64.getDecoder().decode(parts[1]), UTF_8));
        }
    }

    private static String shown(byte[] text) {
        return new String(text, UTF_8) + " / " + Base64.getEncoder().encodeToString(text);
    }
}
