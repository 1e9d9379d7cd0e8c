package org.feathers4j.hooks;

import java.util.function.Consumer;
import java.util.function.Function;

import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/** How a {@link Loader} finds records. Immutable; {@link Builder} says what each option is for. */
public final class LoaderOptions {
    private final @Nullable String key;
    private final Function<? super HookContext, Params> params;
    private final int batchSize;

    private LoaderOptions(Builder from) {
        key = from.key;
        params = from.params;
        batchSize = from.batchSize;
    }

    static LoaderOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new LoaderOptions(builder);
    }

    /** Null for the id of the service. */
    @Nullable
    String key() {
        return key;
    }

    Params params(HookContext context) {
        return params.apply(context);
    }

    int batchSize() {
        return batchSize;
    }

    /** For use within the lambda only. */
    public static final class Builder {
        private @Nullable String key;
        private Function<? super HookContext, Params> params = context -> Params.empty();
        private int batchSize = 500;

        private Builder() {}

        /** The field of the loaded records whose value is asked for: a name, not a path; by default the id of the service. */
        public Builder key(String name) {
            this.key = name;
            return this;
        }

        /**
         * The params of the find, made for each; empty by default, so the find is an internal call. Their query may have further conditions, {@code $sort}, and a {@code
         * $select} with the key.
         *
         * @param make gets the context of the call whose records are resolved
         */
        public Builder params(Function<? super HookContext, Params> make) {
            this.params = make;
            return this;
        }

        /**
         * How many values one find asks for at most; 500 by default. For more there are several finds, one after another.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder batchSize(int values) {
            if (values < 1) throw new IllegalArgumentException("batchSize needs at least 1 value, not " + values);
            this.batchSize = values;
            return this;
        }
    }
}
