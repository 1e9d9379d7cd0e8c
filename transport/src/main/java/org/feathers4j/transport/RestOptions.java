package org.feathers4j.transport;

import java.util.function.Function;

import org.feathers4j.FeathersException;

/**
 * How HTTP requests are read and errors shown.
 *
 * @param routing how paths are compared
 * @param queryLimits how much a query may ask; also how many fields a URL-encoded body may have, how deep and with what lists
 * @param verboseNotFound whether the answer to an unknown path names the path in its message, too
 * @param htmlErrors whether browsers get errors as pages; otherwise everybody gets JSON
 * @param errorPage the page for an error; must not show more than its name, code and message
 * @param errorBody the JSON for an error, a plain value
 */
public record RestOptions(
        RouterOptions routing,
        QueryLimits queryLimits,
        boolean verboseNotFound,
        boolean htmlErrors,
        Function<FeathersException, String> errorPage,
        Function<FeathersException, Object> errorBody) {

    /** As Feathers does it: pages for browsers, JSON for everybody else. */
    public static final RestOptions DEFAULT = new RestOptions(
            RouterOptions.DEFAULT, QueryLimits.DEFAULT, false, true, ErrorPages::page, FeathersException::toJson);

    /** These options with another {@link #routing()}. */
    public RestOptions withRouting(RouterOptions value) {
        return new RestOptions(value, queryLimits, verboseNotFound, htmlErrors, errorPage, errorBody);
    }

    /** These options with other {@link #queryLimits()}. */
    public RestOptions withQueryLimits(QueryLimits value) {
        return new RestOptions(routing, value, verboseNotFound, htmlErrors, errorPage, errorBody);
    }

    /** These options with another {@link #verboseNotFound()}. */
    public RestOptions withVerboseNotFound(boolean value) {
        return new RestOptions(routing, queryLimits, value, htmlErrors, errorPage, errorBody);
    }

    /** These options with another {@link #htmlErrors()}. */
    public RestOptions withHtmlErrors(boolean value) {
        return new RestOptions(routing, queryLimits, verboseNotFound, value, errorPage, errorBody);
    }

    /** These options with another {@link #errorPage()}. */
    public RestOptions withErrorPage(Function<FeathersException, String> value) {
        return new RestOptions(routing, queryLimits, verboseNotFound, htmlErrors, value, errorBody);
    }

    /** These options with another {@link #errorBody()}. */
    public RestOptions withErrorBody(Function<FeathersException, Object> value) {
        return new RestOptions(routing, queryLimits, verboseNotFound, htmlErrors, errorPage, value);
    }
}
