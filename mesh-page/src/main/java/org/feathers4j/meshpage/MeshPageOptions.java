package org.feathers4j.meshpage;

import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.feathers4j.Hooks;
import org.jspecify.annotations.Nullable;

/** Options of a {@link MeshPage}; immutable, set with its {@link Builder}. */
public final class MeshPageOptions {
    /** No characters that a page or an address would have to escape. */
    private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)+");

    private final String path;
    private final String service;
    private final String loginPath;
    private final @Nullable Consumer<Hooks> hooks;

    private MeshPageOptions(Builder from) {
        path = from.path;
        service = from.service;
        loginPath = from.loginPath;
        hooks = from.hooks;
    }

    static MeshPageOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    String path() {
        return path;
    }

    String service() {
        return service;
    }

    String loginPath() {
        return loginPath;
    }

    Consumer<Hooks> hooks() {
        return hooks == null ? none -> {} : hooks;
    }

    boolean isProtected() {
        return hooks != null;
    }

    /** Options being set, given to the function passed to {@link MeshPage#create(Consumer)}. For one thread. */
    public static final class Builder {
        private String path = "/mesh";
        private String service = "mesh-status";
        private String loginPath = "/";
        private @Nullable Consumer<Hooks> hooks;

        private Builder() {}

        /** Where the page is; {@code /mesh} unless set. Letters, digits and {@code _ . ~ -} between slashes. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** The path of the service that the page shows; {@code mesh-status} unless set. */
        public Builder service(String value) {
            service = value;
            return this;
        }

        /** Where the page sends visitors to log in: a path of the same site; {@code /} unless set. */
        public Builder loginPath(String value) {
            loginPath = value;
            return this;
        }

        /**
         * Hooks of the service, which decide who sees the mesh: {@code h -> h.before(authenticate("jwt"))}. None unless
         * set: then every client that reaches the server sees it.
         */
        public Builder hooks(Consumer<Hooks> value) {
            hooks = hooks == null ? value : hooks.andThen(value);
            return this;
        }

        private MeshPageOptions build() {
            refuse(path, "path");
            refuse("/" + service, "service");
            // a path of two slashes leads to another site
            if (!loginPath.equals("/")) refuse(loginPath, "loginPath");
            return new MeshPageOptions(this);
        }

        private static void refuse(String value, String option) {
            if (!PATH.matcher(value).matches())
                throw new IllegalArgumentException(
                        "The %s '%s' of the mesh page needs letters, digits and _ . ~ - between slashes"
                                .formatted(option, value));
        }
    }
}
