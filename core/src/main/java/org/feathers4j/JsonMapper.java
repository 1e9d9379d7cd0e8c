package org.feathers4j;

import java.lang.reflect.Type;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/**
 * Converts between records and plain JSON values at the ends of the pipeline: records in, plain JSON values in the middle, records out.
 * Found on the class path by {@link ServiceLoader}; {@code feathers4j-json} brings one.
 *
 * <p>Implementations are thread-safe.
 */
public interface JsonMapper {
    /** The plain JSON value of an object of the user's. */
    @Nullable
    Object toJson(@Nullable Object typed);

    /**
     * A JSON value as an object of the given type.
     *
     * @throws FeathersException BadRequest when the value does not have that shape; the message names the place
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // a Class<T> could not say List<Todo>
    <T> @Nullable T toTyped(@Nullable Object json, Type type);

    /** The same, but reading members that a type does not have is a BadRequest. */
    default JsonMapper refusingUnknown() {
        return this;
    }

    /** The one on the class path. */
    static JsonMapper shared() {
        return SharedJsonMapper.get();
    }
}
