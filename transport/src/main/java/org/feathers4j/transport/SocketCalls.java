package org.feathers4j.transport;

import java.util.Arrays;
import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what clients emit over sockets with the services of an application: the event is the method's name, the first argument the path of the service.
 * Runs hooks and services on the thread that calls it, which should be a virtual one unless the call {@linkplain #isNonBlocking does not block}. Safe for all threads; the calls of one client may run side by side.
 */
public final class SocketCalls {
    private static final Logger log = LoggerFactory.getLogger(SocketCalls.class);

    private final Application app;
    private final SocketMapping mapping;

    private SocketCalls(Application app, SocketMapping mapping) {
        this.app = app;
        this.mapping = mapping;
    }

    /**
     * For all services of an application, present and future, with the usual limits for queries.
     *
     * @param routing how paths are compared; they come as they are, so nothing is decoded
     */
    public static SocketCalls of(Application app, RouterOptions routing) {
        return of(app, routing, QueryLimits.DEFAULT);
    }

    /**
     * For all services of an application, present and future.
     *
     * @param routing how paths are compared; they come as they are, so nothing is decoded
     * @param queryLimits how much a query may ask
     */
    public static SocketCalls of(Application app, RouterOptions routing, QueryLimits queryLimits) {
        var router = new ServiceRouter(routing.withoutDecoding());
        app.onServices(router);
        return new SocketCalls(app, new SocketMapping(router, queryLimits));
    }

    /**
     * Whether {@link #answer} is known not to block, so that an event loop may call it.
     *
     * @param event the name of the method
     * @param arguments what the client has sent with it
     */
    public boolean isNonBlocking(String event, List<? extends @Nullable Object> arguments) {
        return mapping.isNonBlocking(event, arguments);
    }

    /**
     * Makes the call and returns the arguments of the acknowledgement: null and the result, or the error alone as plain JSON. Never throws.
     *
     * @param event the name of the method
     * @param arguments what the client has sent with it, plain JSON values, without the acknowledgement
     */
    public List<@Nullable Object> answer(
            Connection connection, String event, List<? extends @Nullable Object> arguments) {
        try {
            HookContext context = mapping.call(connection, event, arguments);
            context.service().run(context);
            return Arrays.asList(null, context.shown());
        } catch (Throwable e) {
            // also errors such as a stack overflow in a service: a client waits for an answer
            return refusal(connection, event, e);
        }
    }

    private List<@Nullable Object> refusal(Connection connection, String event, Throwable error) {
        if (RestErrors.isUnforeseen(error)) log.error("{} over {} failed", event, connection.get("provider"), error);
        return error(error);
    }

    /** The arguments of an acknowledgement with an error: its JSON, never a stack trace. */
    public List<@Nullable Object> error(Throwable error) {
        return Arrays.asList((Object) app.exposed(error).toJson());
    }
}
