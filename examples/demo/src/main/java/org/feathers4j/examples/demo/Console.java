package org.feathers4j.examples.demo;

import java.util.Locale;

/** Where the demo says what it sees. */
final class Console {
    private Console() {}

    @SuppressWarnings("SystemOut") // a demo talks to a person
    static void say(String pattern, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, pattern, arguments));
    }
}
