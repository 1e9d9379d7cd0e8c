package org.feathers4j.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.feathers4j.JsonCopies;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Recorded cases, and those among them that we answer otherwise on purpose. */
final class Vectors {
    /** What the recordings write where JavaScript has undefined. */
    static final String UNDEFINED = "(undefined)";

    private Vectors() {}

    /** One recorded case, with our own answer in it where deviations.json has one. */
    record Case(String name, Map<String, @Nullable Object> members) {
        @Nullable
        Object get(String member) {
            return members.get(member);
        }

        boolean has(String member) {
            return members.containsKey(member);
        }

        /** A member that is an object; empty when it is missing or undefined. */
        Map<String, @Nullable Object> object(String member) {
            return get(member) instanceof Map<?, ?> object ? JsonCopies.mutable(object) : Map.of();
        }
    }

    /** All cases of a file, in order. */
    static List<Case> cases(String file) {
        return list(read(file).get("cases")).stream()
                .map(item -> answered(file, object(item)))
                .toList();
    }

    static Map<String, @Nullable Object> read(String file) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            return object(Json.parse(Objects.requireNonNull(in, file).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case answered(String file, Map<String, @Nullable Object> recorded) {
        String name = String.valueOf(recorded.get("name"));
        Predicate<Map<String, @Nullable Object>> same =
                deviation -> file.equals(deviation.get("file")) && name.equals(deviation.get("name"));
        var deviation = deviations().stream().filter(same).findFirst();
        if (deviation.isEmpty()) return new Case(name, recorded);
        var answered = new LinkedHashMap<>(recorded);
        answered.keySet().removeAll(List.of("throws", "result", "ids"));
        answered.putAll(deviation.get());
        return new Case(name, answered);
    }

    /** What this module answers otherwise is what docs/deviations.md has, no more and no less. */
    static void checkDeviations(String file) {
        assertThat(deviations().stream()
                        .filter(deviation -> file.equals(deviation.get("file")))
                        .map(deviation -> deviation.get("name")))
                .as("docs/deviations.md")
                .hasSameElementsAs(Deviations.of(file + ".json").keySet());
        assertThat(cases(file))
                .extracting(Case::name)
                .containsAll(Deviations.of(file + ".json").keySet());
    }

    static List<Map<String, @Nullable Object>> deviations() {
        return list(read("deviations").get("cases")).stream()
                .map(Vectors::object)
                .toList();
    }

    static Map<String, @Nullable Object> object(@Nullable Object json) {
        return JsonCopies.mutable((Map<?, ?>) Objects.requireNonNull(json));
    }

    static List<@Nullable Object> list(@Nullable Object json) {
        return new ArrayList<@Nullable Object>((List<?>) Objects.requireNonNull(json));
    }
}
