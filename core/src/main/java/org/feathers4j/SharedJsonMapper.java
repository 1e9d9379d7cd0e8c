package org.feathers4j;

import java.util.Optional;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/** Looks for {@link JsonMapper} once, on first use, so that applications without typed services need none. */
final class SharedJsonMapper {
    // not the missing one's exception: thrown from here it would come as a NoClassDefFoundError from the second time on
    private static final Optional<JsonMapper> FOUND = ServiceLoader.load(
                    JsonMapper.class, JsonMapper.class.getClassLoader())
            .findFirst();

    private SharedJsonMapper() {}

    /** The plain form of a value; the value itself where there is nothing that knows it. */
    static @Nullable Object ifFound(Object value) {
        return FOUND.isPresent() ? FOUND.get().toJson(value) : value;
    }

    static JsonMapper get() {
        return FOUND.orElseThrow(
                () -> new IllegalStateException(
                        "Typed services need an implementation of org.feathers4j.JsonMapper: add org.feathers4j:feathers4j-json to the class path"));
    }
}
