package org.feathers4j.json;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Texts that are mutated at random: Jackson takes what we take, refuses what we refuse, and reads the same. */
class JacksonAgreesTest {
    private static final int TEXTS = 60_000;

    /** Without what the two see differently on purpose: zeros, which Jackson takes for UTF-16, and lone surrogates in names. */
    private static final String ALPHABET = "{}[]\",:0123456789-+.eEtrufalsn\\/ \n\t\u00e9\u20ac'x";

    private static final List<String> SEEDS = List.of(
            "{\"a\":[1,-2.5e3,true,false,null,\"x\\n\\u00e9\"],\"b\":{\"c\":{}},\"d\":[]}",
            "[\"a long text that has more than sixteen characters, \\\"quoted\\\" and \u20ac\",0.1,12345678901234]",
            " { \"id\" : 17 , \"text\" : \"Write\" , \"done\" : false , \"10\" : [ { } , [ ] ] } ",
            "-0.0e-1",
            "\"\\ud83d\\ude00\"");

    private final JsonMapper jackson = JsonMapper.builder(new JsonFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void on_mutated_texts() {
        var random = new Random(11);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = mutated(SEEDS.get(i % SEEDS.size()), random);
            Object expected = byJackson(text);
            assertThat(byUs(text)).as(text).isEqualTo(expected);
            if (!(expected instanceof Refused)) read++;
        }
        // both kinds are met often
        assertThat(read).isBetween(TEXTS / 20, TEXTS * 19 / 20);
    }

    private static String mutated(String seed, Random random) {
        var text = new StringBuilder(seed);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                default -> text.deleteCharAt(at);
            }
            if (text.isEmpty()) text.append(other);
        }
        return text.toString();
    }

    /** Instead of a value. */
    private record Refused() {}

    private static @Nullable Object byUs(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        try {
            Object value = Json.parse(bytes);
            assertThat(Json.parse(text)).as(text).isEqualTo(value);
            Object view = Json.view(Arrays.copyOf(bytes, bytes.length), 0, bytes.length, JsonLimits.DEFAULT);
            assertThat(view).as(text).isEqualTo(value);
            return Json.text(Golden.rounded(value));
        } catch (JsonException e) {
            return new Refused();
        }
    }

    private @Nullable Object byJackson(String text) {
        try {
            // through our writer, which knows of no differences between kinds of numbers
            return Json.text(jackson.readValue(text.getBytes(UTF_8), Object.class));
        } catch (JacksonException e) {
            return new Refused();
        }
    }
}
