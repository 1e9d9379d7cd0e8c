package org.feathers4j.transport;

import java.util.function.Consumer;
import java.util.function.Function;

import org.feathers4j.FeathersException;

/** How HTTP requests are read and errors shown; {@link Builder} has all that can be set. Immutable. */
public final class RestOptions {
    /** As in Feathers: pages for browsers, JSON for all other clients. */
    public static final RestOptions DEFAULT = create(options -> {});

    private final RouterOptions routing;
    private final QueryLimits queryLimits;
    private final boolean verboseNotFound;
    private final boolean htmlErrors;
    private final Function<FeathersException, String> errorPage;
    private final Function<FeathersException, Object> errorBody;

    private RestOptions(Builder from) {
        routing = from.routing.build();
        queryLimits = from.queryLimits.build();
        verboseNotFound = from.verboseNotFound;
        htmlErrors = from.htmlErrors;
        errorPage = from.errorPage;
        errorBody = from.errorBody;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    public static RestOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return new RestOptions(builder);
    }

    /** How paths are compared. */
    public RouterOptions routing() {
        return routing;
    }

    /** How much a query may ask; also how many fields a URL-encoded body may have, how deep and with what lists. */
    public QueryLimits queryLimits() {
        return queryLimits;
    }

    /** Whether the answer to an unknown path names the path in its message, too. */
    public boolean verboseNotFound() {
        return verboseNotFound;
    }

    /** Whether browsers get errors as pages. */
    public boolean htmlErrors() {
        return htmlErrors;
    }

    /** The page for an error. */
    public Function<FeathersException, String> errorPage() {
        return errorPage;
    }

    /** The JSON for an error, a plain value. */
    public Function<FeathersException, Object> errorBody() {
        return errorBody;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private final RouterOptions.Builder routing = new RouterOptions.Builder();
        private final QueryLimits.Builder queryLimits = new QueryLimits.Builder();
        private boolean verboseNotFound;
        private boolean htmlErrors = true;
        private Function<FeathersException, String> errorPage = ErrorPages::page;
        private Function<FeathersException, Object> errorBody = FeathersException::toJson;

        private Builder() {}

        /** How paths are compared: {@code r -> r.routing(p -> p.caseSensitive(false))}. */
        public Builder routing(Consumer<RouterOptions.Builder> change) {
            change.accept(routing);
            return this;
        }

        /**
         * How much a query may ask, and how many fields a URL-encoded body may have, how deep and with what lists: {@code r -> r.queryLimits(q -> q.maxDepth(3))}.
         */
        public Builder queryLimits(Consumer<QueryLimits.Builder> change) {
            change.accept(queryLimits);
            return this;
        }

        /** Whether the answer to an unknown path names the path in its message, too; false unless set. */
        public Builder verboseNotFound(boolean value) {
            verboseNotFound = value;
            return this;
        }

        /** Whether browsers get errors as pages; true unless set. All other clients get JSON. */
        public Builder htmlErrors(boolean value) {
            htmlErrors = value;
            return this;
        }

        /**
         * The page for an error; that of Feathers unless set.
         *
         * @param value makes the HTML; must not show more than the error's name, code and message
         */
        public Builder errorPage(Function<FeathersException, String> value) {
            errorPage = value;
            return this;
        }

        /**
         * The JSON for an error; {@link FeathersException#toJson} unless set.
         *
         * @param value makes a plain value
         */
        public Builder errorBody(Function<FeathersException, Object> value) {
            errorBody = value;
            return this;
        }
    }
}
