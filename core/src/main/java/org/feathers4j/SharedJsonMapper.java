package org.feathers4j;

import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/** Looks for {@link JsonMapper} once, on first use, so that applications without typed services need none. */
final class SharedJsonMapper {
    // null when there is none; an exception thrown from here would come as a NoClassDefFoundError from the second time
    // on
    private static final @Nullable JsonMapper FOUND = ServiceLoader.load(
                    JsonMapper.class, JsonMapper.class.getClassLoader())
            .findFirst()
            .orElse(null);

    private SharedJsonMapper() {}

    /** The plain form of a value; the value itself when there is no mapper. */
    static @Nullable Object ifFound(Object value) {
        return FOUND == null ? value : FOUND.toJson(value);
    }

    static JsonMapper get() {
        if (FOUND == null)
            throw new IllegalStateException(
                    "Typed services need an implementation of org.feathers4j.JsonMapper: add org.feathers4j:feathers4j-json to the class path");
        return FOUND;
    }
}
