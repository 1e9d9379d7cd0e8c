package org.feathers4j.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Admission;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.feathers4j.transport.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Passes authenticated requests on and fails all others, as the middleware {@code authenticate} of Feathers does (packages/express/src/authentication.ts). Strategies may block:
 * they run on a virtual thread, within the limit of calls in flight, and the request continues on its event loop.
 */
final class AuthenticateHandler implements Handler<RoutingContext> {
    private final Application app;
    private final ServerContext server;
    private final List<String> strategies;

    AuthenticateHandler(Application app, ServerContext server, List<String> strategies) {
        if (strategies.isEmpty())
            throw new IllegalArgumentException("The authenticate middleware needs at least one allowed strategy");
        this.app = app;
        this.server = server;
        this.strategies = strategies;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Context loop = RequestLoop.of(ctx.request());
        Params params = params(ctx);
        Admission.Refusal refusal = server.calls().start(() -> ask(ctx, loop, params));
        if (refusal != null) ctx.fail(server.calls().error(refusal));
    }

    private Params params(RoutingContext ctx) {
        var headers = new RequestHeaders();
        ctx.request().headers().forEach(headers::add);
        var params = new LinkedHashMap<String, @Nullable Object>();
        params.put("headers", headers.toMap());
        params.put("provider", "rest");
        params.putAll(Server.params(ctx));
        return Params.owning(params).withIp(server.options().http().proxies().client(ctx.request()));
    }

    /** On the virtual thread. */
    private void ask(RoutingContext ctx, Context loop, Params params) {
        try {
            RequestAuthentication known = RequestAuthentication.of(app)
                    .orElseThrow(
                            () -> FeathersException.notAuthenticated("Could not find a valid authentication service"));
            Params found = known.authenticate(read(known, params), strategies);
            RequestLoop.handOver(loop, () -> pass(ctx, found));
        } catch (Throwable e) {
            // also errors such as a stack overflow: the client waits for an answer
            RequestLoop.handOver(loop, () -> ctx.fail(FeathersException.from(e)));
        }
    }

    private static Params read(RequestAuthentication known, Params params) {
        if (params.has("authentication")) return params;
        Map<String, @Nullable Object> said = known.parse(params.headers());
        return said == null ? params : params.with("authentication", said);
    }

    /** Adds the result of the authentication to the params of the call, where later handlers also see it. */
    private static void pass(RoutingContext ctx, Params found) {
        var all = new LinkedHashMap<>(found.toMap());
        all.remove("headers");
        all.remove("provider");
        Server.params(ctx).putAll(all);
        ctx.next();
    }
}
