package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** What {@link CommonHooks#populate} adds to records. Immutable; {@link Builder} says what each option is for. */
public final class PopulateOptions {
    private final @Nullable String service;
    private final @Nullable Object permissions;
    private final PermissionCheck check;
    private final List<PopulateInclude> includes;

    private PopulateOptions(Builder from) {
        service = from.service;
        permissions = from.permissions;
        check = from.check;
        includes = List.copyOf(from.includes);
    }

    static PopulateOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new PopulateOptions(builder);
    }

    @Nullable
    String service() {
        return service;
    }

    @Nullable
    Object permissions() {
        return permissions;
    }

    PermissionCheck check() {
        return check;
    }

    List<PopulateInclude> includes() {
        return includes;
    }

    /** Whether a call may populate. Runs on the thread of the call. */
    @FunctionalInterface
    public interface PermissionCheck {
        /**
         * Whether the caller has what is needed.
         *
         * @param service the path of the service whose records are added; of the own service for the hook as a whole
         * @param permissions what the options have for it
         * @param depth 0 for the hook as a whole, 1 for what is added to its records, 2 for what is added to those, and so on
         */
        boolean allows(HookContext context, String service, Object permissions, int depth);
    }

    /** For use within the lambda only. */
    public static final class Builder {
        private @Nullable String service;
        private @Nullable Object permissions;
        private PermissionCheck check = (context, path, needed, depth) -> true;
        private final List<PopulateInclude> includes = new ArrayList<>();

        private Builder() {}

        /** The path of the only service that the hook is for; calls of others fail. Any service unless set. */
        public Builder service(String path) {
            this.service = Objects.requireNonNull(path, "service");
            return this;
        }

        /** What callers need for the hook, in a form of your own for {@link #checkPermissions}; nothing unless set. */
        public Builder permissions(Object needed) {
            this.permissions = Objects.requireNonNull(needed, "permissions");
            return this;
        }

        /** Decides where there are permissions; allows everything unless set. */
        public Builder checkPermissions(PermissionCheck value) {
            this.check = Objects.requireNonNull(value, "checkPermissions");
            return this;
        }

        /**
         * Records to add, in this order.
         *
         * @param path of the service that has them
         * @throws IllegalArgumentException when an option makes no sense; the message names it
         */
        public Builder include(String path, Consumer<PopulateInclude.Builder> options) {
            includes.add(PopulateInclude.of(path, options));
            return this;
        }
    }
}
