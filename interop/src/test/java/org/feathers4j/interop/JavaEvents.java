package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.feathers4j.HookContext;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;

/** The events that a service of a Java peer has emitted. Its listeners add, tests look and wait. */
final class JavaEvents {

    /**
     * One event.
     *
     * @param context the call that caused it; null where the provider told none
     */
    record Heard(
            String name, @Nullable Object item, @Nullable HookContext context) {
        Map<String, @Nullable Object> record() {
            return Values.object(item);
        }
    }

    private final String source;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    JavaEvents(String source) {
        this.source = source;
    }

    void add(String name, @Nullable Object item, @Nullable HookContext context) {
        heard.add(new Heard(name, item, context));
    }

    /** All events of that name so far, in order. */
    List<Heard> named(String name) {
        return heard.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The first event of that name whose record is as wanted. */
    Heard await(String name, Predicate<Map<String, @Nullable Object>> wanted, Duration within) {
        return Eventually.get(
                within,
                "an event '%s' of %s, heard %s".formatted(name, source, heard),
                () -> named(name).stream()
                        .filter(event -> wanted.test(event.record()))
                        .findFirst()
                        .orElse(null),
                event -> true);
    }
}
