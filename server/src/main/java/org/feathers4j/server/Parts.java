package org.feathers4j.server;

import java.util.function.BooleanSupplier;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.Cors;
import org.feathers4j.transport.Dispatcher;

/**
 * What all event loops of a server share. Each part is safe for all threads.
 *
 * @param options what the user wants
 * @param dispatcher the way to the services
 * @param replies makes bytes of answers
 * @param bodies makes data of bytes
 * @param calls the calls in flight
 * @param clients the open connections
 * @param cors what pages of other sites may do
 * @param date the time of day
 * @param ready whether the services are set up; a server of its own listens only then
 * @param answers tells how requests were answered
 * @param tooMany the answer to those who come when there are too many calls already
 */
record Parts(
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
        Reply tooMany) {

    static Parts of(Application app, ServerOptions options) {
        Dispatcher dispatcher = Dispatcher.of(app, options.rest());
        return new Parts(
                options,
                dispatcher,
                new Replies(dispatcher, options.http().etag()),
                new Bodies(options),
                new Calls(options.limits().maxCallsInFlight()),
                new Clients(options.timeouts(), options.limits().maxConnections()),
                new Cors(options.cors()),
                new HttpDate(),
                app::isSetUp,
                new AnswerWatch(app, options.http().proxies()),
                tooMany(options.limits().maxCallsInFlight()));
    }

    /** The answer to those who come to somebody else's server before the services in it are set up. */
    static FeathersException notReady() {
        return FeathersException.unavailable("The services are not set up yet: try again later");
    }

    /** Made once: a server that has too much to do should not have more of it for every request that it sends away. */
    private static Reply tooMany(int limit) {
        return Replies.json(FeathersException.unavailable("%d calls are in flight already: try again later", limit));
    }
}
