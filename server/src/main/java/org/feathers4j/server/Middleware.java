package org.feathers4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.feathers4j.socketioserver.BodyReader;
import org.feathers4j.transport.ServiceRouter.Target;
import org.jspecify.annotations.Nullable;

/**
 * Runs the user's Vert.x Web handlers around the services. The order is by construction, not by the time of registration: handlers of the server, then the
 * service with those before and after it, then fallbacks, then the 404. While no handler is registered, no request passes here.
 *
 * <p>Safe for all threads; handlers run on the event loop of their request.
 */
final class Middleware implements ServiceRegistryListener {
    private static final String EXCHANGE = "feathers4j.exchange";
    private static final String DEADLINE = "feathers4j.deadline";
    private static final int LOWEST_ERROR = 400;
    private static final int HIGHEST_ERROR = 599;
    private static final int FIRST = Integer.MIN_VALUE;
    private static final int SERVICES = 1_000_000_000;

    private final ServerContext server;
    private final Supplier<Vertx> vertx;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServiceHandle, Router> chains = new ConcurrentHashMap<>();
    private volatile boolean needed;
    private volatile @Nullable Router web;
    private int fallbacks;

    Middleware(ServerContext server, Supplier<Vertx> vertx) {
        this.server = server;
        this.vertx = vertx;
    }

    /** Whether no handler is registered, so that requests need not pass here. */
    boolean isEmpty() {
        return !needed;
    }

    /** Refuses a service whose options are not handlers, and one below the path of Socket.IO. */
    @Override
    public void added(ServiceHandle service) {
        SocketPath.of(server.options()).refuse("The service '%s'".formatted(service.path()), "/" + service.path());
        if (!hasHandlers(service)) return;
        handlers(service, Server.BEFORE);
        handlers(service, Server.AFTER);
        needed = true;
    }

    @Override
    public void removed(ServiceHandle service) {
        chains.remove(service);
    }

    private static boolean hasHandlers(ServiceHandle service) {
        Map<String, ?> options = service.options().options();
        return options.containsKey(Server.BEFORE) || options.containsKey(Server.AFTER);
    }

    /** The router with the handlers of the server. */
    Router web() {
        Router present = web;
        if (present != null) return present;
        lock.lock();
        try {
            present = web;
            if (present == null) web = present = newRouter();
            needed = true;
            return present;
        } finally {
            lock.unlock();
        }
    }

    private Router newRouter() {
        Router router = Router.router(vertx.get());
        if (!server.options().http().proxies().isEmpty()) router.allowForward(AllowForwardHeaders.X_FORWARD);
        router.route().order(FIRST).handler(ctx -> RequestLoop.run(ctx, this::begin));
        router.route().order(SERVICES).handler(ctx -> RequestLoop.run(ctx, this::service));
        router.route()
                .last()
                .handler(ctx -> RequestLoop.run(ctx, this::serve))
                .failureHandler(ctx -> RequestLoop.run(ctx, this::failed));
        // of requests that reach no route, and of failures in the routes above
        for (int code = LOWEST_ERROR; code <= HIGHEST_ERROR; code++) {
            int status = code;
            router.errorHandler(status, ctx -> RequestLoop.run(ctx, failed -> failed(failed, status)));
        }
        return router;
    }

    void fallback(Handler<RoutingContext> handler) {
        Router router = web();
        lock.lock();
        try {
            router.route().order(SERVICES + ++fallbacks).handler(RequestLoop.BACK);
            router.route().order(SERVICES + ++fallbacks).handler(handler);
        } finally {
            lock.unlock();
        }
    }

    /** Sends a request through all handlers. Its body is held until a reader asks for it. */
    void handle(HttpServerRequest request) {
        web().handle(BodyReader.hasBody(request) ? new HeldRequest((HttpServerRequestInternal) request) : request);
    }

    /** A handler that answers itself ends the exchange, too. */
    private void begin(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        server.answers().watch(ctx);
        deadline(ctx);
        if (server.clients().owns(request.connection())) ctx.next();
        else beginAsGuest(ctx);
    }

    private RequestDeadline deadline(RoutingContext ctx) {
        RequestDeadline present = ctx.get(DEADLINE);
        if (present != null) return present;
        HttpServerRequest request = ctx.request();
        RequestDeadline deadline = server.clients().begin(request);
        ctx.put(DEADLINE, deadline);
        ctx.addEndHandler(done -> {
            Exchange exchange = ctx.get(EXCHANGE);
            boolean ours = exchange != null && exchange.hasAnswered();
            if (!ours) deadline.end();
            if (request.isEnded()) return;
            // an unread body would hold up the next request
            if (!ours) request.handler(dropped -> {});
            request.resume();
        });
        return deadline;
    }

    /** A request to a mounted server has not passed {@link HttpLoop}. */
    private void beginAsGuest(RoutingContext ctx) {
        if (ctx.body().buffer() == null && BodyReader.hasBody(ctx.request()))
            ctx.request().pause();
        server.options().http().proxies().settle(ctx.request());
        server.cors().decorate(ctx.request());
        if (server.cors().answers(ctx.request())) return;
        if (server.ready().getAsBoolean()) ctx.next();
        else ctx.fail(ServerContext.notReady());
    }

    private void service(RoutingContext ctx) {
        Target target = exchange(ctx).target();
        if (target == null) ctx.next();
        else if (hasHandlers(target.service()))
            chains.computeIfAbsent(target.service(), this::chain).handleContext(ctx);
        else serve(ctx);
    }

    /** The requested URL, below the path where the server is mounted. */
    private static String url(RoutingContext ctx) {
        String url = ctx.request().uri();
        String mount = ctx.mountPoint();
        if (mount == null || !url.startsWith(mount)) return url;
        String rest = url.substring(mount.length());
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private Router chain(ServiceHandle service) {
        Router chain = Router.router(vertx.get());
        handlers(service, Server.BEFORE).forEach(handler -> add(chain, handler));
        List<Handler<RoutingContext>> after = handlers(service, Server.AFTER);
        if (after.isEmpty()) add(chain, this::serve);
        else {
            add(chain, this::call);
            after.forEach(handler -> add(chain, handler));
            add(chain, Middleware::answer);
        }
        return chain;
    }

    private static void add(Router chain, Handler<RoutingContext> handler) {
        chain.route().handler(RequestLoop.BACK);
        chain.route().handler(handler);
    }

    @SuppressWarnings("unchecked") // a handler of anything else than a RoutingContext shows when it is called
    private static List<Handler<RoutingContext>> handlers(ServiceHandle service, String option) {
        Object value = service.options().option(option);
        if (value == null) return List.of();
        var handlers = new ArrayList<Handler<RoutingContext>>();
        for (Object item : value instanceof Iterable<?> list ? list : List.of(value)) {
            if (!(item instanceof Handler<?>))
                throw new IllegalArgumentException(
                        "Option '%s' of service '%s' must be a Handler<RoutingContext> or a list of them, not %s"
                                .formatted(
                                        option, service.path(), item.getClass().getName()));
            handlers.add((Handler<RoutingContext>) item);
        }
        return handlers;
    }

    private Exchange exchange(RoutingContext ctx) {
        Exchange present = ctx.get(EXCHANGE);
        if (present != null) return present;
        var exchange = new Exchange(server, ctx.request(), url(ctx), deadline(ctx), Server.params(ctx));
        ctx.put(EXCHANGE, exchange);
        return exchange;
    }

    /** A body that a BodyHandler has read is taken from there. */
    private void serve(RoutingContext ctx) {
        Exchange exchange = exchange(ctx);
        Buffer body = ctx.body().buffer();
        if (body == null) exchange.serve();
        else exchange.serve(body);
    }

    private void call(RoutingContext ctx) {
        Exchange exchange = exchange(ctx);
        exchange.then(context -> {
            Server.hookContext(ctx, context);
            ctx.next();
        });
        serve(ctx);
    }

    private static void answer(RoutingContext ctx) {
        Exchange exchange = ctx.get(EXCHANGE);
        HookContext context = Server.hookContext(ctx);
        Objects.requireNonNull(exchange).answer(Objects.requireNonNull(context));
    }

    private void failed(RoutingContext ctx) {
        failed(ctx, ctx.statusCode());
    }

    private void failed(RoutingContext ctx, int status) {
        if (!ctx.response().ended()) exchange(ctx).fail(error(ctx.failure(), status));
    }

    /** A handler may give a status, a reason, or both. */
    private static Throwable error(@Nullable Throwable failure, int status) {
        if (failure instanceof FeathersException) return failure;
        if (failure instanceof HttpException http) return forStatus(http.getStatusCode(), http.getPayload());
        if (failure == null) return forStatus(status < 0 ? ErrorKind.GENERAL_ERROR.code() : status, null);
        boolean unforeseen = status < 0 || status == ErrorKind.GENERAL_ERROR.code();
        return unforeseen ? failure : forStatus(status, failure.getMessage());
    }

    private static FeathersException forStatus(int status, @Nullable String message) {
        for (ErrorKind kind : ErrorKind.values())
            if (kind.code() == status) return FeathersException.of(kind, message == null ? kind.errorName() : message);
        return FeathersException.named("HttpError", status, "http-error", message == null ? "HTTP " + status : message);
    }
}
