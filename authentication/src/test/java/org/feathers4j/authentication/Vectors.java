package org.feathers4j.authentication;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded cases of one file, and the comparison of values with placeholders in them. */
public final class Vectors {
    private static final Map<String, Pattern> PLACEHOLDERS = Map.of(
            "{{jwt}}", Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+"),
            "{{uuid}}", Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
            "{{iat}}", Pattern.compile("\\d{10}"),
            "{{exp}}", Pattern.compile("\\d{10}"),
            "{{bcrypt}}", Pattern.compile("\\$2b\\$\\d\\d\\$[./A-Za-z0-9]{53}"),
            "{{iso-date}}", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));

    private Vectors() {}

    public static Map<String, @Nullable Object> file(String name) {
        try (InputStream in =
                Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name + ".json"), name)) {
            return object(Json.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Map<String, @Nullable Object>> cases(String file) {
        return list(file(file).get("cases")).stream().map(Vectors::object).toList();
    }

    /** A JSON object, an empty one for null. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public static Map<String, @Nullable Object> object(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
    }

    public static List<?> list(@Nullable Object json) {
        return json == null ? List.of() : (List<?>) json;
    }

    public static String text(Map<String, @Nullable Object> from, String name) {
        return String.valueOf(from.get(name));
    }

    /** Compares as JSON; where a placeholder stands, the value must have its form. */
    public static void assertSame(@Nullable Object actual, @Nullable Object expected) {
        Object plain = Json.parse(Json.text(actual));
        assertThat(filled(plain, expected)).isEqualTo(expected);
    }

    /** The actual value with placeholders in the places where the expected one has them and the form is right. */
    private static @Nullable Object filled(@Nullable Object actual, @Nullable Object expected) {
        if (expected instanceof String text && PLACEHOLDERS.containsKey(text))
            return Objects.requireNonNull(PLACEHOLDERS.get(text))
                            .matcher(String.valueOf(actual))
                            .matches()
                    ? text
                    : actual;
        if (actual instanceof Map<?, ?> map && expected instanceof Map<?, ?> wanted) {
            var all = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((name, value) -> all.put(String.valueOf(name), filled(value, wanted.get(name))));
            return all;
        }
        if (actual instanceof List<?> items && expected instanceof List<?> wanted && items.size() == wanted.size()) {
            var all = new java.util.ArrayList<@Nullable Object>();
            for (int i = 0; i < items.size(); i++) all.add(filled(items.get(i), wanted.get(i)));
            return all;
        }
        return actual;
    }
}
