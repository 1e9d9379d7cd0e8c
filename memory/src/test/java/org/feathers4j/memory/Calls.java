package org.feathers4j.memory;

import java.util.LinkedHashMap;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Arguments of calls, and calls that fail, in few words. */
final class Calls {
    private Calls() {}

    static Params query(@Nullable Object... namesAndValues) {
        return Params.query(object(namesAndValues));
    }

    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        return object;
    }

    static void assertFails(String name, ThrowingCallable call) {
        assertThat(catchThrowable(call))
                .asInstanceOf(InstanceOfAssertFactories.type(FeathersException.class))
                .returns(name, FeathersException::name);
    }
}
