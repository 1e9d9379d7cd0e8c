package org.feathers4j.authentication;

import java.time.Duration;
import java.util.List;

/** Checks of the values of options, which name the option that is wrong. */
final class OptionValues {
    private OptionValues() {}

    static String text(String option, String value) {
        if (value.isEmpty()) throw new IllegalArgumentException(option + " must not be empty");
        return value;
    }

    static List<String> texts(String option, String... values) {
        if (values.length == 0) throw new IllegalArgumentException(option + " must have at least one value");
        for (String value : values) text(option, value);
        return List.of(values);
    }

    /** As a setting has it: a text alone, or a list. */
    static Object oneOrMore(String option, String... values) {
        List<String> all = texts(option, values);
        return all.size() == 1 ? all.getFirst() : all;
    }

    static long seconds(String option, Duration value) {
        if (value.toSeconds() < 1 || !value.equals(Duration.ofSeconds(value.toSeconds())))
            throw new IllegalArgumentException("%s %s must be whole seconds, at least one".formatted(option, value));
        return value.toSeconds();
    }

    static int atLeast(String option, int value, int least) {
        if (value < least)
            throw new IllegalArgumentException("%s %d must be at least %d".formatted(option, value, least));
        return value;
    }
}
