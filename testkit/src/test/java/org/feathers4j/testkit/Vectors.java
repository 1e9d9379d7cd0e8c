package org.feathers4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The cases of one file of recorded truth, each with its translation to Java. A case is either translated or deviates, as docs/deviations.md says; then a
 * test shows what we do instead, where there is anything to show. A case with neither fails, and so does a name that no case has.
 */
final class Vectors {
    /** A case played in Java. */
    @FunctionalInterface
    interface Play {
        void run(Golden golden) throws Exception;
    }

    /** Stands for JavaScript's undefined in all files. */
    static final String UNDEFINED = "(undefined)";

    private final String file;
    private final Map<String, Golden> cases = new LinkedHashMap<>();
    private final Map<String, Play> plays = new LinkedHashMap<>();
    private final Map<String, Play> instead = new LinkedHashMap<>();
    private final Map<String, String> reasons;

    /** The cases of a file in {@code vectors/feathers}. */
    Vectors(String file) {
        this.file = file;
        this.reasons = Deviations.of(file);
        var parsed = new Golden(Json.parse(bytes("/vectors/feathers/" + file)));
        for (Object one : parsed.list("cases")) {
            var golden = new Golden(one);
            cases.put(golden.text("name"), golden);
        }
    }

    Vectors play(String name, Play play) {
        plays.put(name, play);
        return this;
    }

    /** A case that means nothing in Java; docs/deviations.md says why. */
    Vectors deviate(String name) {
        return deviate(name, golden -> {});
    }

    /** A case that is answered otherwise; docs/deviations.md says why. */
    Vectors deviate(String name, Play other) {
        instead.put(name, other);
        return this;
    }

    Golden golden(String name) {
        return Objects.requireNonNull(cases.get(name), name);
    }

    Stream<DynamicTest> tests() {
        var tests = new ArrayList<DynamicTest>();
        cases.forEach((name, golden) -> tests.add(test(name, golden)));
        tests.add(dynamicTest("every translation has its case", this::noStrangers));
        return tests.stream();
    }

    private DynamicTest test(String name, Golden golden) {
        Play deviation = instead.get(name);
        if (deviation != null)
            return dynamicTest("%s [deviates: %s]".formatted(name, reasons.get(name)), () -> deviation.run(golden));
        Play play = plays.get(name);
        return dynamicTest(name, () -> {
            if (play == null) fail("%s: the case '%s' has no translation", file, name);
            else play.run(golden);
        });
    }

    private void noStrangers() {
        assertThat(cases.keySet()).containsAll(plays.keySet()).containsAll(instead.keySet());
        assertThat(plays.keySet()).doesNotContainAnyElementsOf(instead.keySet());
        assertThat(instead.keySet()).as("docs/deviations.md").isEqualTo(reasons.keySet());
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalArgumentException("There is no " + resource);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recorded object: one case, or a part of it. Java has no undefined, so that comes as null. */
    record Golden(Map<?, ?> members) {
        Golden(@Nullable Object json) {
            this((Map<?, ?>) Objects.requireNonNull(json));
        }

        boolean has(String name) {
            return members.containsKey(name);
        }

        List<String> names() {
            return members.keySet().stream().map(String::valueOf).toList();
        }

        @Nullable
        Object get(String name) {
            return withoutUndefined(members.get(name));
        }

        @SuppressWarnings("unchecked") // members of JSON objects have names
        Map<String, @Nullable Object> object(String name) {
            return (Map<String, @Nullable Object>) Objects.requireNonNull(get(name), name);
        }

        String text(String name) {
            return String.valueOf(members.get(name));
        }

        List<?> list(String name) {
            return members.get(name) instanceof List<?> list ? list : List.of();
        }

        Golden part(String name) {
            return new Golden(members.get(name));
        }

        private static @Nullable Object withoutUndefined(@Nullable Object json) {
            return switch (json) {
                case null -> null;
                case String text when text.equals(UNDEFINED) -> null;
                case List<?> items -> {
                    var list = new ArrayList<@Nullable Object>();
                    for (Object item : items) list.add(withoutUndefined(item));
                    yield list;
                }
                case Map<?, ?> map -> {
                    var copy = new LinkedHashMap<String, @Nullable Object>();
                    map.forEach((name, value) -> copy.put(String.valueOf(name), withoutUndefined(value)));
                    yield copy;
                }
                default -> json;
            };
        }
    }
}
