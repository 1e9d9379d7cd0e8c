package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Records that {@link CommonHooks#populate} adds to others. Immutable; {@link Builder} says what each option is for. */
public final class PopulateInclude {
    private final String service;
    private final Builder from;

    private PopulateInclude(String service, Builder from) {
        this.service = service;
        this.from = from;
    }

    static PopulateInclude of(String service, Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new PopulateInclude(service, builder.copy());
    }

    String service() {
        return service;
    }

    String nameAs() {
        return from.nameAs == null ? service : from.nameAs;
    }

    @Nullable
    String parentField() {
        return from.parentField;
    }

    @Nullable
    String childField() {
        return from.childField;
    }

    boolean asArray() {
        return from.asArray;
    }

    @Nullable
    Map<String, @Nullable Object> query() {
        return from.query;
    }

    @Nullable
    Selection select() {
        return from.select;
    }

    Object pagination() {
        return from.paginate == 0 ? false : Map.of("default", from.paginate);
    }

    boolean isPaginated() {
        return from.paginate > 0;
    }

    boolean usesInnerPopulate() {
        return from.innerPopulate;
    }

    @Nullable
    Object permissions() {
        return from.permissions;
    }

    @Nullable
    String provider(@Nullable String otherwise) {
        return from.isProviderSet ? from.provider : otherwise;
    }

    List<PopulateInclude> includes() {
        return from.includes;
    }

    /** A query that depends on the record that is added to. Runs on the thread of the call. */
    @FunctionalInterface
    public interface Selection {
        /**
         * The query for one record.
         *
         * @param parent the record, not to be changed
         * @param depth 1 for records of the result, 2 for those added to them, and so on
         * @return conditions and filters that replace those of {@link Builder#query}
         */
        Map<String, ? extends @Nullable Object> of(
                HookContext context, Map<String, @Nullable Object> parent, int depth);
    }

    /** For use within the lambda only. */
    public static final class Builder {
        private @Nullable String nameAs;
        private @Nullable String parentField;
        private @Nullable String childField;
        private boolean asArray;
        private @Nullable Map<String, @Nullable Object> query;
        private @Nullable Selection select;
        private int paginate;
        private boolean innerPopulate;
        private @Nullable Object permissions;
        private boolean isProviderSet;
        private @Nullable String provider;
        private List<PopulateInclude> includes = new ArrayList<>();

        private Builder() {}

        private Builder copy() {
            var copy = new Builder();
            copy.nameAs = nameAs;
            copy.parentField = parentField;
            copy.childField = childField;
            copy.asArray = asArray;
            copy.query = query;
            copy.select = select;
            copy.paginate = paginate;
            copy.innerPopulate = innerPopulate;
            copy.permissions = permissions;
            copy.isProviderSet = isProviderSet;
            copy.provider = provider;
            copy.includes = List.copyOf(includes);
            return copy;
        }

        /** Where the found records are placed, a name or dot path; the path of their service unless set. */
        public Builder nameAs(String path) {
            this.nameAs = Objects.requireNonNull(path, "nameAs");
            return this;
        }

        /** The field of the record that is added to, a name or dot path, with the value or list of values to look for. A record without it is left as it is. */
        public Builder parentField(String path) {
            this.parentField = Objects.requireNonNull(path, "parentField");
            return this;
        }

        /** The field of the added records that has the value. */
        public Builder childField(String name) {
            this.childField = Objects.requireNonNull(name, "childField");
            return this;
        }

        /** Whether one found record, or none, is a list too; otherwise it is the record, or null. False unless set. */
        public Builder asArray(boolean value) {
            this.asArray = value;
            return this;
        }

        /** Further conditions and filters. */
        public Builder query(Map<String, ? extends @Nullable Object> value) {
            this.query = Fields.copy(value);
            return this;
        }

        /** Conditions that depend on the record. There is a find for each different query then, instead of one for all records. */
        public Builder select(Selection value) {
            this.select = Objects.requireNonNull(value, "select");
            return this;
        }

        /** How many records at most are added to one, at least 1; all unless set. There is a find for each record then. */
        public Builder paginate(int most) {
            if (most < 1) throw new IllegalArgumentException("paginate %d must be at least 1".formatted(most));
            this.paginate = most;
            return this;
        }

        /** Whether {@code populate} hooks of the service run; false unless set. Services that populate one another's records would never end. */
        public Builder useInnerPopulate(boolean value) {
            this.innerPopulate = value;
            return this;
        }

        /** What callers need for these records, for {@link PopulateOptions.Builder#checkPermissions}; nothing unless set. */
        public Builder permissions(Object needed) {
            this.permissions = Objects.requireNonNull(needed, "permissions");
            return this;
        }

        /**
         * The {@code provider} of the find; null for an internal call, which may find what the caller may not. That of the call, or of the including records, unless set.
         * Clients see of the records what the service shows them in any case.
         */
        public Builder provider(@Nullable String value) {
            this.isProviderSet = true;
            this.provider = value;
            return this;
        }

        /** Records to add to those found. */
        public Builder include(String path, Consumer<Builder> options) {
            includes.add(PopulateInclude.of(path, options));
            return this;
        }
    }
}
