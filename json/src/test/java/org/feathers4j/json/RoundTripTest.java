package org.feathers4j.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Random values, always the same ones: what is written is read back equal. */
class RoundTripTest {
    private final Random random = new Random(20240102);

    @Test
    void values_come_back_as_they_were() {
        for (int i = 0; i < 3000; i++) {
            Object value = value(0);
            byte[] json = Json.bytes(value);
            assertThat(Json.parse(json)).isEqualTo(value);
            assertThat(Json.parse(Json.text(value))).isEqualTo(value);
            Object view = Json.view(json, 0, json.length, JsonLimits.DEFAULT);
            assertThat(view).isEqualTo(value);
            assertThat(Json.bytes(view)).isEqualTo(json);
        }
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 4 ? 7 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong() | (1L << 40);
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(24) - 20);
            case 5, 6 -> text();
            case 7 -> {
                var items = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(5); i > 0; i--) items.add(value(depth + 1));
                yield items;
            }
            default -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                for (int i = random.nextInt(6); i > 0; i--) members.put(name(), value(depth + 1));
                yield members;
            }
        };
    }

    /** Without lone surrogates: our reader refuses them in names, see {@link NodeVerdictsTest}. */
    private String name() {
        return new String(text().getBytes(UTF_8), UTF_8);
    }

    /** Any UTF-16 units, also lone surrogates; mostly ASCII. */
    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x1_0000));
                case 1 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
                case 2 -> text.append((char) random.nextInt(0x20));
                default -> text.append((char) (0x20 + random.nextInt(0x60)));
            }
        }
        return text.toString();
    }
}
