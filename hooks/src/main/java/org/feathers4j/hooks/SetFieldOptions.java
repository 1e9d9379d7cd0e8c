package org.feathers4j.hooks;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** What {@link CommonHooks#setField} sets, and where from. Immutable. */
public final class SetFieldOptions {
    private final ContextField from;
    private final ContextField as;
    private final boolean allowUndefined;

    private SetFieldOptions(ContextField from, ContextField as, boolean allowUndefined) {
        this.from = from;
        this.as = as;
        this.allowUndefined = allowUndefined;
    }

    static SetFieldOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    ContextField from() {
        return from;
    }

    ContextField as() {
        return as;
    }

    boolean allowUndefined() {
        return allowUndefined;
    }

    /** For use within the lambda only. */
    public static final class Builder {
        private @Nullable String from;
        private @Nullable String as;
        private boolean allowUndefined;

        private Builder() {}

        /**
         * The place of the value, required: a dot path that begins with {@code params}, {@code data}, {@code id}, {@code result}, {@code method}, {@code path}, or the name of
         * a field that a hook has added to the context.
         */
        public Builder from(String path) {
            this.from = path;
            return this;
        }

        /** The place that gets the value, required: {@code params.<name>} or deeper, {@code data} or deeper, {@code result} or deeper, or {@code id}. */
        public Builder as(String path) {
            this.as = path;
            return this;
        }

        /** Whether calls of clients go on when there is no value, with nothing set; they are refused by default. */
        public Builder allowUndefined(boolean allow) {
            this.allowUndefined = allow;
            return this;
        }

        private SetFieldOptions build() {
            if (from == null || from.isEmpty() || as == null || as.isEmpty())
                throw new IllegalArgumentException("'as' and 'from' options have to be set");
            return new SetFieldOptions(ContextField.of(from), ContextField.settable(as), allowUndefined);
        }
    }
}
