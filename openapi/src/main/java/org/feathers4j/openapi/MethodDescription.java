package org.feathers4j.openapi;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a document says about a method: for the function given to {@link ServiceDescription#method}. For one thread. */
public final class MethodDescription {
    private @Nullable String summary;
    private @Nullable Map<String, ? extends @Nullable Object> data;
    private @Nullable Map<String, ? extends @Nullable Object> result;

    MethodDescription() {}

    /** What the method does, in a few words. */
    public MethodDescription summary(String text) {
        summary = text;
        return this;
    }

    /** The JSON Schema of the data; of hooks, or any, unless set. */
    public MethodDescription data(Map<String, ? extends @Nullable Object> schema) {
        data = schema;
        return this;
    }

    /** The JSON Schema of the result; any of custom methods, records of the service of others, unless set. */
    public MethodDescription result(Map<String, ? extends @Nullable Object> schema) {
        result = schema;
        return this;
    }

    @Nullable
    String summary() {
        return summary;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> data() {
        return data;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> result() {
        return result;
    }
}
