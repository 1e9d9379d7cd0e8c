package org.feathers4j.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.feathers4j.Admission;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.Cors;
import org.feathers4j.transport.Dispatcher;

/**
 * Shared by all event loops of a server. Each component is safe for all threads.
 *
 * @param options the options of the server, completed by settings
 * @param dispatcher routes requests to services
 * @param replies encodes answers
 * @param bodies parses request bodies
 * @param calls the calls in flight
 * @param clients the open connections
 * @param cors CORS headers and preflight answers
 * @param date the value of the header {@code Date}
 * @param ready whether the services are set up; a server with a port of its own listens only then
 * @param answers reports answered requests to the application
 * @param refusals the answers to calls that are not taken
 */
record ServerContext(
        ServerOptions options,
        Dispatcher dispatcher,
        Replies replies,
        Bodies bodies,
        Calls calls,
        Clients clients,
        Cors cors,
        HttpDate date,
        BooleanSupplier ready,
        AnswerWatch answers,
        Map<Admission.Refusal, Reply> refusals) {

    static ServerContext of(Application app, ServerOptions options) {
        var calls = new Calls(new Admission(
                options.limits().maxCallsInFlight(), options.limits().maxStartDelay()));
        Dispatcher dispatcher = Dispatcher.of(app, options.rest());
        return new ServerContext(
                options,
                dispatcher,
                new Replies(dispatcher, options.http().etag()),
                new Bodies(options),
                calls,
                new Clients(options.timeouts(), options.limits().maxConnections()),
                new Cors(options.cors()),
                new HttpDate(),
                app::isSetUp,
                new AnswerWatch(app, options.http().proxies()),
                refusals(calls));
    }

    /** The error for requests to a mounted server before the services are set up. */
    static FeathersException notReady() {
        return FeathersException.unavailable("The services are not set up yet: try again later");
    }

    /** Encoded once, so that an overloaded server does no more work for each request that it rejects. */
    private static Map<Admission.Refusal, Reply> refusals(Calls calls) {
        var refusals = new EnumMap<Admission.Refusal, Reply>(Admission.Refusal.class);
        for (Admission.Refusal each : Admission.Refusal.values()) refusals.put(each, Replies.json(calls.error(each)));
        return Collections.unmodifiableMap(refusals);
    }
}
