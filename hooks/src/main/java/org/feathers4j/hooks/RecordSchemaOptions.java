package org.feathers4j.hooks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Options of {@link Schema#of(Class, Consumer)}. */
public final class RecordSchemaOptions {
    private final boolean open;
    private final boolean constraints;
    private final Map<Class<?>, Map<String, ? extends @Nullable Object>> types;

    RecordSchemaOptions(
            boolean open, boolean constraints, Map<Class<?>, Map<String, ? extends @Nullable Object>> types) {
        this.open = open;
        this.constraints = constraints;
        this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    static RecordSchemaOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new RecordSchemaOptions(builder.open, true, builder.types);
    }

    RecordSchemaOptions withoutConstraints() {
        return new RecordSchemaOptions(open, false, types);
    }

    boolean open() {
        return open;
    }

    boolean constraints() {
        return constraints;
    }

    @Nullable
    Map<String, ? extends @Nullable Object> type(Class<?> type) {
        return types.get(type);
    }

    /** Not for several threads. */
    public static final class Builder {
        private boolean open;
        private final Map<Class<?>, Map<String, ? extends @Nullable Object>> types = new LinkedHashMap<>();

        private Builder() {}

        /** Objects may have members that their record does not have; they are refused unless set. */
        public Builder open() {
            open = true;
            return this;
        }

        /**
         * The JSON Schema of a class, for those that have their JSON form from a Jackson module or {@code @JsonValue}; wins over what is known of the class.
         *
         * @param schema must not refer to other parts of the schema
         */
        public Builder type(Class<?> type, Map<String, ? extends @Nullable Object> schema) {
            types.put(type, schema);
            return this;
        }
    }
}
