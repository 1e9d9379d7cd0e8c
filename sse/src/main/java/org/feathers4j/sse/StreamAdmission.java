package org.feathers4j.sse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens streams and resumes them, and gives out tickets. Runs code of the application; for virtual threads. */
final class StreamAdmission {
    private static final Logger log = LoggerFactory.getLogger(StreamAdmission.class);
    private static final String PROVIDER = "sse";
    private static final String AUTHENTICATION = "authentication";
    private static final String AUTHORIZATION = "authorization";
    private static final String STRATEGY = "strategy";

    private final Application app;
    private final SseOptions options;
    private final EventStreams streams;
    private final Tickets tickets;

    StreamAdmission(Application app, SseOptions options, EventStreams streams) {
        this.app = app;
        this.options = options;
        this.streams = streams;
        this.tickets = new Tickets(options.ticketTimeout(), options.maxTickets(), System::nanoTime);
    }

    /**
     * Answers a request with a stream.
     *
     * @throws FeathersException when it is refused
     */
    void admit(RoutingContext ctx, Context loop, StreamRequest request) {
        Map<String, @Nullable Object> given = request.ticket() == null ? null : tickets.take(request.ticket());
        Map<String, @Nullable Object> headers = headers(request, given);
        Map<String, @Nullable Object> credentials = parse(headers);
        if (resume(ctx, loop, request.lastEventId(), credentials)) return;
        if (request.ticket() != null && given == null)
            throw FeathersException.notAuthenticated(
                    "The ticket is not valid any more: each opens one stream, within %d seconds",
                    options.ticketTimeout().toSeconds());
        var connection = new Connection(PROVIDER, headers, request.ip(), Map.of(), request.parameters());
        EventStream stream = streams.open(connection, credentials);
        String path = options.path().substring(1);
        var opening = new SseOpening.Begin(path, request.query(), options.retry(), request.lastEventId() != null);
        if (!begin(ctx, loop, stream, 0, opening))
            throw FeathersException.unavailable("The stream was closed before it began: try again later");
        if (streams.hasEnded()) streams.end(stream);
    }

    /** With the credentials of a ticket, or else of the cookie, where the request has none of its own. */
    private Map<String, @Nullable Object> headers(
            StreamRequest request, @Nullable Map<String, @Nullable Object> given) {
        var headers = new LinkedHashMap<>(request.headers());
        if (parse(headers) != null) return headers;
        if (given != null) headers.putAll(given);
        else if (request.cookie() != null) headers.put(AUTHORIZATION, "Bearer " + request.cookie());
        return headers;
    }

    private @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
        return RequestAuthentication.of(app).map(known -> known.parse(headers)).orElse(null);
    }

    private boolean begin(RoutingContext ctx, Context loop, EventStream stream, long after, SseOpening opening) {
        var outlet = new Outlet(ctx.request(), loop, options.maxQueuedBytes());
        if (!stream.attach(outlet, after, opening)) {
            if (after == 0) streams.end(stream);
            return false;
        }
        streams.back(stream);
        outlet.begin(ctx, options.heartbeat(), () -> stream.lost(outlet));
        return true;
    }

    private boolean resume(
            RoutingContext ctx,
            Context loop,
            @Nullable String lastEventId,
            @Nullable Map<String, @Nullable Object> credentials) {
        int dot = lastEventId == null ? -1 : lastEventId.lastIndexOf('.');
        if (lastEventId == null || dot < 0 || !streams.resume()) return false;
        EventStream stream = streams.find(lastEventId.substring(0, dot));
        if (stream == null || !stream.isOf(credentials)) return false;
        if (isLoggedIn(stream.connection())
                && begin(ctx, loop, stream, number(lastEventId.substring(dot + 1)), new SseOpening.Resume()))
            return true;
        streams.end(stream);
        return false;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The stream has kept its login, if that still holds: its token may have been revoked meanwhile, or its user removed. */
    private boolean isLoggedIn(Connection connection) {
        if (!(connection.get(AUTHENTICATION) instanceof Map<?, ?> credentials)
                || !(credentials.get(STRATEGY) instanceof String strategy)) return true;
        try {
            RequestAuthentication.of(app)
                    .ifPresent(known -> known.authenticate(
                            Params.of(Map.of("provider", PROVIDER, AUTHENTICATION, credentials)), List.of(strategy)));
            return true;
        } catch (RuntimeException e) {
            log.debug("A stream to {} is not resumed: its login does not hold any more", connection.ip(), e);
            return false;
        }
    }

    /**
     * A ticket for a stream with the credentials of a request.
     *
     * @param headers of the request, names in lower case
     * @throws FeathersException NotAuthenticated when the credentials are missing or refused
     */
    String ticket(Map<String, @Nullable Object> headers, @Nullable String ip) {
        RequestAuthentication known = RequestAuthentication.of(app)
                .orElseThrow(() -> FeathersException.notAuthenticated("Could not find a valid authentication service"));
        Map<String, @Nullable Object> credentials = known.parse(headers);
        if (credentials == null || !(credentials.get(STRATEGY) instanceof String strategy))
            throw FeathersException.notAuthenticated("A ticket needs a request with credentials in its headers");
        known.authenticate(
                Params.of(Map.of("provider", PROVIDER, "headers", headers, AUTHENTICATION, credentials))
                        .withIp(ip),
                List.of(strategy));
        var carrying = new LinkedHashMap<String, @Nullable Object>();
        headers.forEach((name, value) -> {
            var alone = new LinkedHashMap<String, @Nullable Object>();
            alone.put(name, value);
            if (known.parse(alone) != null) carrying.put(name, value);
        });
        return tickets.add(carrying);
    }
}
