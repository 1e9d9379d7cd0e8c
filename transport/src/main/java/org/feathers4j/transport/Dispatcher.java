package org.feathers4j.transport;

import java.util.Optional;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;
import org.feathers4j.RequestAuthentication;

/**
 * Answers HTTP requests with the services of an application. Runs hooks and services on the thread that calls it, which should be a virtual one. Safe for
 * all threads.
 */
public final class Dispatcher {
    private final Application app;
    private final ServiceRouter router;
    private final RestMapping mapping;
    private final RestErrors errors;

    private Dispatcher(Application app, ServiceRouter router, RestOptions options) {
        this.app = app;
        this.router = router;
        this.mapping = new RestMapping(app, options.queryLimits());
        this.errors = new RestErrors(app, options);
    }

    /** A dispatcher for all services of an application, present and future. */
    public static Dispatcher of(Application app, RestOptions options) {
        var router = new ServiceRouter(options.routing());
        app.onServices(router);
        return new Dispatcher(app, router, options);
    }

    /** The answer to a request. Never throws: every failure becomes an answer. */
    public RestResponse dispatch(RestRequest request) {
        try {
            RestCall call = call(request, lookup(request.url()).orElseThrow(() -> notFound(request)));
            return answer(request, run(request, call));
        } catch (Throwable e) {
            // also errors such as a stack overflow in a service: a client waits for an answer
            return error(request, e);
        }
    }

    /**
     * The service that a URL leads to, with the id and the placeholders of its path; empty when it leads to none.
     *
     * @param url as in {@link RestRequest}: path and query, or a complete URL
     */
    public Optional<ServiceRouter.Target> lookup(String url) {
        return router.lookup(RestRequest.path(url));
    }

    /**
     * Whether a GET of a record can be answered on an event loop: {@link #call} and {@link #run} are known not to block. An application with authentication may have ways of
     * logging in that do.
     */
    public boolean getsWithoutBlocking(ServiceRouter.Target target) {
        return target.id() != null
                && target.service().isNonBlocking("get")
                && RequestAuthentication.of(app).isEmpty();
    }

    /**
     * The call that a request asks for, for callers that act between the steps of {@link #dispatch}.
     *
     * @param target what {@link #lookup} has found for the URL of the request
     * @throws FeathersException MethodNotAllowed when clients may not call the method
     */
    public RestCall call(RestRequest request, ServiceRouter.Target target) {
        return mapping.call(request, target);
    }

    /**
     * Makes a call whose result is sent by {@link #answer}. It is refused before it changes anything when its answer is bound to be JSON and the client takes none. With hooks on
     * the method that is known only afterwards, as one of them may set a content-type; so it is for a call that changes nothing, whose result may be a {@link StreamedResult}.
     *
     * @return the context after the call, with its result
     * @throws FeathersException NotAcceptable, and any exception of the service or a hook
     */
    public HookContext run(RestRequest request, RestCall call) {
        boolean changes = !MethodKind.named(call.method()).isSafe();
        if (changes) admit(request, call);
        try {
            return call.run();
        } catch (Throwable e) {
            if (!changes) admit(request, call);
            throw e;
        }
    }

    private static void admit(RestRequest request, RestCall call) {
        if (!call.service().hasHooks(call.method())) Accept.requireJson(request);
    }

    /**
     * The answer with the result of a call.
     *
     * @throws FeathersException NotAcceptable when a call that changes nothing would be answered with JSON and the client takes none; GeneralError when a
     *     hook has set a status or header that HTTP cannot carry, or a content-type that the result cannot have
     */
    public RestResponse answer(RestRequest request, HookContext context) {
        return RestAnswer.of(request, context);
    }

    /** The answer to an error. Errors that are not Feathers' are logged. */
    public RestResponse error(RestRequest request, Throwable error) {
        return errors.answer(request, error);
    }

    /** An error as clients get it. */
    public FeathersException exposed(Throwable error) {
        return app.exposed(error);
    }

    /** The HTTP status of an error: its code, or 500 when that code is not one of an error. */
    public static int status(FeathersException error) {
        return HttpRules.errorStatus(error.code());
    }

    /** The answer to a request whose path leads nowhere. */
    public FeathersException notFound(RestRequest request) {
        return errors.notFound(request);
    }
}
