package org.feathers4j.hooks;

import java.util.Map;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Computes one property. Runs on the thread of the call and may block, for instance to ask another service. */
@FunctionalInterface
public interface PropertyResolver {
    /**
     * The property's new value.
     *
     * @param value its value so far; null also when it is not there
     * @param object the object as it was before any property was resolved; not to be changed
     * @return a JSON value; null leaves a property out that was not there, and sets one that was to null; {@link Resolver#ABSENT} takes it away
     * @throws Exception is reported to the caller together with the errors of further properties
     */
    @Nullable
    Object resolve(@Nullable Object value, Map<String, @Nullable Object> object, HookContext context) throws Exception;

    /** Computes a property that is never stored. */
    @FunctionalInterface
    interface Virtual {
        /**
         * The property's value.
         *
         * @param object the object as it was before any property was resolved; not to be changed
         * @return a JSON value, which may be null; {@link Resolver#ABSENT} for none
         * @throws Exception is reported to the caller together with the errors of further properties
         */
        @Nullable
        Object resolve(Map<String, @Nullable Object> object, HookContext context) throws Exception;
    }
}
