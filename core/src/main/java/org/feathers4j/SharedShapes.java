package org.feathers4j;

import java.util.Optional;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/** Looks for {@link Shapes} once, on first use, so that applications without typed services need none. */
final class SharedShapes {
    // not the missing one's exception: thrown from here it would come as a NoClassDefFoundError from the second time on
    private static final Optional<Shapes> FOUND =
            ServiceLoader.load(Shapes.class, Shapes.class.getClassLoader()).findFirst();

    private SharedShapes() {}

    /** The plain form of a value; the value itself where there is nothing that knows it. */
    static @Nullable Object ifFound(Object value) {
        return FOUND.isPresent() ? FOUND.get().toJson(value) : value;
    }

    static Shapes get() {
        return FOUND.orElseThrow(
                () -> new IllegalStateException(
                        "Typed services need an implementation of org.feathers4j.Shapes: add org.feathers4j:feathers4j-json to the class path"));
    }
}
