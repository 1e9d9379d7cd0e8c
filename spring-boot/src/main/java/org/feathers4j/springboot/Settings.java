package org.feathers4j.springboot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** The settings of an application, as properties have them. */
final class Settings {
    private Settings() {}

    /** A value as JSON has it: Spring reads a list whose type it does not know as an object with the members 0, 1, 2. */
    static @Nullable Object json(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> members)) return value;
        var object = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> object.put(String.valueOf(name), json(member)));
        List<String> places =
                IntStream.range(0, object.size()).mapToObj(Integer::toString).toList();
        if (places.isEmpty() || !object.keySet().containsAll(places)) return object;
        return places.stream().map(object::get).toList();
    }
}
