package org.feathers4j.transport;

import java.util.Map;
import java.util.function.Function;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP answer to an error, as Feathers' error handler gives it (packages/express/src/handlers.ts). */
final class RestErrors {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Application app;
    private final RestOptions options;

    RestErrors(Application app, RestOptions options) {
        this.app = app;
        this.options = options;
    }

    /** The answer to an error of any kind. Unforeseen ones are logged here, once, with all details that are hidden from the client. */
    RestResponse answer(RestRequest request, Throwable error) {
        FeathersException shown = app.exposed(error);
        if (isUnforeseen(error))
            log.error("{} failed: {}", request, FeathersException.from(error).message(), error);
        int status = HttpRules.errorStatus(shown.code());
        if (wantsPage(request))
            return new RestResponse(
                    status,
                    Map.of("cache-control", "public, max-age=0"),
                    new RestResponse.Html(made(options.errorPage(), ErrorPages::page, shown)));
        return new RestResponse(
                status,
                headers(shown),
                new RestResponse.Json(made(options.errorBody(), FeathersException::toJson, shown)));
    }

    /** An error must be answered even when the application's own form of it fails. */
    private static <T> T made(
            Function<FeathersException, T> wanted, Function<FeathersException, T> usual, FeathersException error) {
        try {
            return wanted.apply(error);
        } catch (RuntimeException | Error e) {
            log.error("The application's own form of an error failed", e);
            return usual.apply(error);
        }
    }

    private static Map<String, Object> headers(FeathersException error) {
        return error.kind() == ErrorKind.NOT_ACCEPTABLE ? Map.of("vary", "Accept") : Map.of();
    }

    /** Whether the application did not mean to throw this. */
    static boolean isUnforeseen(Throwable error) {
        return !(error instanceof FeathersException known)
                || (known.kind() == ErrorKind.GENERAL_ERROR && known.getCause() != null);
    }

    FeathersException notFound(RestRequest request) {
        String message = options.verboseNotFound() ? "Page not found: " + request.url() : "Page not found";
        return FeathersException.notFound(message).withData(Map.of("url", request.url()));
    }

    /** By the letters in two headers, nothing else: so does the original. */
    private boolean wantsPage(RestRequest request) {
        return !mentions(request, "json") && mentions(request, "html") && options.htmlErrors();
    }

    private static boolean mentions(RestRequest request, String letters) {
        String type = request.header("content-type");
        String accept = request.header("accept");
        return (type != null && type.contains(letters)) || (accept != null && accept.contains(letters));
    }
}
