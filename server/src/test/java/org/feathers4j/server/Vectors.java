package org.feathers4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded cases of one file, with what was decided to differ (deviations.json). */
public final class Vectors {
    /** How it was asked and what is expected here. */
    public record Case(String name, Map<String, ?> request, Map<String, ?> response, String setup) {}

    private Vectors() {}

    /** The cases of one file about HTTP. */
    public static List<Case> cases(String file) {
        Map<String, ?> deviations = object(object(resource("deviations.json")).get(file));
        return list(object(resource("vectors/" + file + ".json")).get("cases")).stream()
                .map(Vectors::object)
                .map(recorded -> newCase(recorded, object(deviations.get(recorded.get("name")))))
                .toList();
    }

    /** The recorded cases of a file about sockets, each with what was decided to differ (socket-deviations.json) in place of what was recorded. */
    public static List<Map<String, @Nullable Object>> socketCases(String file) {
        Map<String, ?> deviations =
                object(object(resource("socket-deviations.json")).get(file));
        return list(object(resource("vectors/" + file + ".json")).get("cases")).stream()
                .map(recorded -> decided(
                        object(recorded), object(deviations.get(object(recorded).get("name")))))
                .toList();
    }

    private static Map<String, @Nullable Object> decided(Map<String, ?> recorded, Map<String, ?> deviation) {
        var all = new LinkedHashMap<String, @Nullable Object>(recorded);
        all.putAll(object(deviation.get("expected")));
        return all;
    }

    /** The reasons in a list of deviations: file of recorded cases to case to reason. */
    static Map<String, Map<String, String>> reasons(String list) {
        var reasons = new LinkedHashMap<String, Map<String, String>>();
        object(resource(list)).forEach((file, cases) -> {
            var why = new LinkedHashMap<String, String>();
            object(cases)
                    .forEach((name, deviation) ->
                            why.put(name, String.valueOf(object(deviation).get("reason"))));
            reasons.put(file, why);
        });
        return reasons;
    }

    /** Names in socket-deviations.json. */
    static List<String> socketDeviations(String file) {
        return List.copyOf(
                object(object(resource("socket-deviations.json")).get(file)).keySet());
    }

    /** Names in deviations.json that no case has any more would be a lie. */
    static List<String> deviations(String file) {
        return List.copyOf(object(object(resource("deviations.json")).get(file)).keySet());
    }

    private static Case newCase(Map<String, ?> recorded, Map<String, ?> deviation) {
        Object decided = deviation.get("expected");
        return new Case(
                String.valueOf(recorded.get("name")),
                object(recorded.get("request")),
                decided == null ? object(recorded.get("response")) : object(decided),
                String.valueOf(recorded.get("setup")));
    }

    private static @Nullable Object resource(String name) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/" + name), name)) {
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares a header with a recorded one, or with what a deviation says: another value, or its form as a regular expression. */
    public static void compareHeader(String name, @Nullable Object value, @Nullable Object expected) {
        if (expected instanceof Map<?, ?> deviation)
            assertThat(String.valueOf(value)).as(name).matches(String.valueOf(deviation.get("form")));
        else assertThat(value).as(name).isEqualTo(expected);
    }

    /** A JSON object, an empty one for null. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public static Map<String, @Nullable Object> object(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
    }

    /** A JSON array, an empty one for null. */
    public static List<?> list(@Nullable Object json) {
        return json == null ? List.of() : (List<?>) json;
    }

    /** A text, or what a generator of the vectors' README makes. */
    public static String text(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> generator)) return json == null ? "" : json.toString();
        String prefix = text(generator.get("prefix"));
        int count = ((Number) Objects.requireNonNull(generator.get("count"))).intValue();
        if ("pad".equals(generator.get("generate")))
            return prefix + text(generator.get("fill")).repeat(count) + text(generator.get("suffix"));
        int from = ((Number) Objects.requireNonNull(generator.get("from"))).intValue();
        var all = new StringBuilder(prefix);
        for (int i = from; i < from + count; i++)
            all.append(i == from ? "" : text(generator.get("separator")))
                    .append(text(generator.get("template")).replace("{i}", Integer.toString(i)));
        return all.toString();
    }
}
