package org.feathers4j.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.HookContext;
import org.feathers4j.Plugin;
import org.feathers4j.Replicas;
import org.feathers4j.ServiceOptions;
import org.feathers4j.Transport;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketIoServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an application over HTTP: its services as REST, and middleware around them.
 *
 * <pre>{@code
 * Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
 * server.use(ctx -> {
 *     Server.params(ctx).put("tenant", ctx.request().getHeader("x-tenant"));
 *     ctx.next();
 * });
 * app.listen(3030);
 * }</pre>
 *
 * <p>Middleware is Vert.x Web's: handlers run on an event loop and must not block. Services and hooks run on virtual threads and may.
 *
 * <p>Safe for all threads. Owns the Vert.x it runs on unless it was given one.
 */
public final class Server implements Transport {
    /** Name of the service option with a handler, or a list of handlers, to run before each call of the service. */
    public static final String BEFORE = "before";
    /** Name of the service option with a handler, or a list of handlers, to run after each successful call of the service. */
    public static final String AFTER = "after";

    private static final Logger log = LoggerFactory.getLogger(Server.class);
    /** How long event loops may take to end after the grace period; they need a few milliseconds. */
    private static final Duration FOR_THREADS = Duration.ofSeconds(1);

    private static final String PARAMS = "feathers4j.params";
    private static final String HOOK = "feathers4j.hook";
    /** Event loops that share a port which is not known yet ask Vert.x for the same negative number. */
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();

    private final Application app;
    private final ServerOptions options;
    private final ServerContext context;
    private final Middleware middleware;
    private final SocketIoServer sockets;
    private final ServiceSockets services;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> deployments = new ArrayList<>();
    /** Read without the lock: event loops ask for it, and must not wait for a thread that waits for them. */
    private volatile @Nullable Vertx vertx;

    /** Guarded by the lock while it begins. */
    private final KeepAlive running = new KeepAlive("feathers4j-server");

    private final List<Route> mounted = new ArrayList<>();
    /** Vert.x numbers its timers from 0 on: this is none of them. */
    private long timer = -1;

    private boolean closed;
    private volatile int port;

    /**
     * Options of a service before whose calls a handler runs, on the event loop as any handler of Vert.x Web:
     *
     * <pre>{@code
     * app.use("reports", new Reports(), Server.before(limited));
     * }</pre>
     *
     * <p>With both kinds: {@code Server.before(limited).andThen(Server.after(stamped))}. Several of one kind are a list: {@code o -> o.with(Server.BEFORE, handlers)}.
     */
    public static Consumer<ServiceOptions.Builder> before(Handler<RoutingContext> handler) {
        return options -> options.with(BEFORE, handler);
    }

    /** Options of a service after whose calls a handler runs: it sees the call with {@link #hookContext}, and may answer itself. */
    public static Consumer<ServiceOptions.Builder> after(Handler<RoutingContext> handler) {
        return options -> options.with(AFTER, handler);
    }

    /**
     * Options of a service that reads request bodies of further content types, with the first format that reads the type. Bodies of JSON and of URL-encoded fields
     * are always read by the server itself.
     *
     * <pre>{@code
     * app.use("photos", photos, Server.bodies(Uploads.create(o -> o.maxFiles(3))));
     * }</pre>
     */
    public static Consumer<ServiceOptions.Builder> bodies(BodyFormat... formats) {
        return BodyFormats.of(formats);
    }

    private Server(Application app, ServerOptions chosen) {
        this.app = app;
        ServerOptions options = chosen.withSettings(app.get("origins"), app.get("etag"));
        this.options = options;
        this.context = ServerContext.of(app, options);
        this.middleware = new Middleware(context, this::vertx);
        this.sockets = SocketIoServer.create(
                options.sockets(), new ServerHost(context.calls(), context.clients(), options.http(), context.ready()));
        this.services = new ServiceSockets(app, options.rest(), sockets, context.calls(), context.answers());
        this.vertx = options.vertx();
        app.onServices(middleware);
    }

    /** A server as Express and Feathers have it by default. */
    public static Plugin<Server> create() {
        return create(options -> {});
    }

    /** A server with options: {@code Server.create(o -> o.host("127.0.0.1"))}. */
    public static Plugin<Server> create(Consumer<ServerOptions.Builder> change) {
        ServerOptions options = ServerOptions.create(change);
        return app -> {
            var server = new Server(app, options);
            app.transport(server);
            return server;
        };
    }

    /** Adds a handler that every request passes before it reaches a service. It answers, or calls {@code next()}. */
    public Server use(Handler<RoutingContext> handler) {
        middleware.web().route().handler(RequestLoop.BACK);
        middleware.web().route().handler(handler);
        return this;
    }

    /**
     * Adds a handler for a path and everything below it, before services.
     *
     * @param path for instance {@code /admin}
     * @throws IllegalArgumentException when the path is that of Socket.IO, or below it: the handler would see no request
     */
    public Server use(String path, Handler<RoutingContext> handler) {
        SocketPath.of(options).refuse("A handler", path);
        String below = path.endsWith("/") ? path + "*" : path + "/*";
        middleware.web().route(below).handler(RequestLoop.BACK);
        middleware.web().route(below).handler(handler);
        return this;
    }

    /** Adds a handler for requests whose path leads to no service, in place of the 404: the start page of an application in the browser, for instance. */
    public Server fallback(Handler<RoutingContext> handler) {
        middleware.fallback(handler);
        return this;
    }

    /** The Vert.x Web router that requests pass before services, for everything that {@link #use} does not cover. */
    public Router web() {
        return middleware.web();
    }

    /**
     * Serves under a path of a Vert.x application that exists already, on its HTTP server and its Vert.x, instead of on a port of its own. Services are set up by
     * {@link Application#setup}; requests that come before are answered 503. {@link Application#close} removes it all again. Socket.IO is also served below that path: {@code /api/socket.io/}.
     * Limits and timeouts of connections are those of the application's own
     * server; all others are the options given here.
     *
     * <pre>{@code
     * Server server = app.configure(Server.create(o -> o.vertx(vertx)));
     * server.mount(router, "/api");
     * app.setup();
     * }</pre>
     *
     * @param parent routes requests to all context of that application
     * @param path for instance {@code /api}, or {@code /} for every request that no earlier handler has answered
     * @throws IllegalStateException when the option {@code vertx} is not set, or the server is mounted already or closed
     */
    public Server mount(Router parent, String path) {
        lock.lock();
        try {
            Vertx on = options.vertx();
            if (on == null)
                throw new IllegalStateException("Set the option vertx to the Vert.x of the router to mount on");
            if (closed || !mounted.isEmpty())
                throw new IllegalStateException("The server is mounted already, or closed");
            String below = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            SocketPath socketPath = SocketPath.of(options);
            var socketMount = new SocketMount(options.http().proxies(), socketPath, sockets, services);
            mounted.add(parent.route(below + socketPath.path() + "*").handler(socketMount::handle));
            Route rest = parent.route(below + "/*");
            rest.subRouter(middleware.web());
            mounted.add(rest);
            startTimer(on);
            return this;
        } finally {
            lock.unlock();
        }
    }

    private void startTimer(Vertx on) {
        on.cancelTimer(timer);
        timer = on.setPeriodic(context.clients().interval(), this::tick);
    }

    /**
     * A handler that passes authenticated requests, and answers all others NotAuthenticated: for routes besides services, or before one. Afterwards {@link #params} have {@code authenticated}, {@code
     * authentication} and the result of the strategy, usually {@code user}.
     *
     * <pre>{@code
     * server.use("/reports", server.authenticate("jwt"));
     * server.use("/reports", ctx -> ctx.json(Server.params(ctx).get("user")));
     * }</pre>
     *
     * @param strategies the allowed ones of the application's authentication service
     * @throws IllegalArgumentException when there is none
     */
    public Handler<RoutingContext> authenticate(String... strategies) {
        return new AuthenticateHandler(app, context, List.of(strategies));
    }

    /** Socket.IO on the same port: its namespaces and clients. */
    public SocketIoServer sockets() {
        return sockets;
    }

    /**
     * The socket behind a connection of a client that calls services over Socket.IO, to {@linkplain Socket#ask ask} it something for instance; empty when the client is gone.
     *
     * @param connection {@code params.connection} of a call
     */
    public Optional<Socket> socket(Connection connection) {
        return services.socket(connection);
    }

    /** The entries to add to the params of the service call of this request. For handlers; changes count until the call begins. */
    public static Map<String, @Nullable Object> params(RoutingContext ctx) {
        Map<String, @Nullable Object> present = ctx.get(PARAMS);
        if (present != null) return present;
        Map<String, @Nullable Object> params = Exchange.newParams();
        ctx.put(PARAMS, params);
        return params;
    }

    /** The context of the call, for handlers after a service; the {@code dispatch} that they set is sent. Null for all other handlers. */
    public static @Nullable HookContext hookContext(RoutingContext ctx) {
        return ctx.get(HOOK);
    }

    static void hookContext(RoutingContext ctx, HookContext context) {
        ctx.put(HOOK, context);
    }

    /** The Vert.x the server runs on; handlers with stores and clients of their own need it. */
    public Vertx vertx() {
        Vertx present = vertx;
        if (present != null) return present;
        lock.lock();
        try {
            present = vertx;
            if (present == null) vertx = present = newVertx();
            return present;
        } finally {
            lock.unlock();
        }
    }

    private Vertx newVertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(options.eventLoops())
                .setPreferNativeTransport(true)
                .setUseDaemonThread(true)
                .setFileSystemOptions(FileCache.orNone(new FileSystemOptions())));
    }

    /**
     * Binds the port; returns once it is bound.
     *
     * @throws IllegalStateException when the port cannot be bound, with the reason, or when the server already listens
     */
    @Override
    public void listen(int wantedPort) {
        if (Context.isOnEventLoopThread())
            throw new IllegalStateException("listen blocks and must not be called on an event loop");
        lock.lock();
        try {
            if (port != 0) throw new IllegalStateException("Already listening on port " + port);
            if (closed) throw new IllegalStateException("The server was closed and does not listen again");
            bind(wantedPort);
        } finally {
            lock.unlock();
        }
        log.info("Listening on {}", address());
    }

    private void bind(int wantedPort) {
        Vertx on = vertx();
        services.begin();
        sockets.ofUnlessServed("/", services);
        receiveSessions();
        try {
            int shared = wantedPort == 0 ? FREE_PORTS.decrementAndGet() : wantedPort;
            int bound = 0;
            for (int i = 0; i < options.eventLoops(); i++) {
                var loop = new HttpLoop(context, middleware, sockets, shared);
                deployments.add(await(on.deployVerticle(loop)));
                if (bound == 0) bound = loop.port();
            }
            startTimer(on);
            port = bound;
            running.begin();
        } catch (CompletionException e) {
            unbind(on);
            throw unbound(wantedPort, e.getCause() == null ? e : e.getCause());
        }
    }

    private void tick(Long id) {
        context.date().renew();
        context.clients().sweep();
    }

    private IllegalStateException unbound(int wantedPort, Throwable cause) {
        // a BindException from the JDK, another one from a native transport
        String reason = String.valueOf(cause.getMessage()).contains("in use")
                ? "is in use by another program: stop that one, or listen on another port"
                : "cannot be bound: " + cause.getMessage();
        return new IllegalStateException("Port %d of %s %s".formatted(wantedPort, options.host(), reason), cause);
    }

    /** The option {@code port}. */
    @Override
    public OptionalInt ownPort() {
        return options.port();
    }

    @Override
    public int port() {
        return port;
    }

    /** Scheme, host and port: {@code http://127.0.0.1:3030}; port 0 while it does not listen. */
    @Override
    public String address() {
        String host = options.host().indexOf(':') < 0 ? options.host() : "[" + options.host() + "]";
        return "%s://%s:%d".formatted(options.http().scheme(), host, port);
    }

    /**
     * Refuses new connections, ends the calls in flight, closes the connections and frees all threads, within the grace period, which begins when the application begins to close.
     * Does nothing the second time.
     */
    @Override
    public void close() {
        if (!beginClosing()) return;
        Vertx on = vertx;
        if (on == null) return;
        var grace = new Grace(app.remaining(options.timeouts().shutdown()));
        SessionHandover handover = handover();
        if (handover != null) handover.announce(grace.left());
        undeploy(on, grace, handover);
        context.calls().close(grace.left());
        on.cancelTimer(timer);
        closeOwn(on, grace);
        running.end();
        log.info("The server is closed");
    }

    /** The part under the lock, which is not held while closing waits. */
    private boolean beginClosing() {
        lock.lock();
        try {
            if (closed) return false;
            port = 0;
            closed = true;
            mounted.forEach(Route::remove);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release() {
        lock.lock();
        try {
            if (port == 0) return;
            port = 0;
            unbind(vertx());
        } finally {
            lock.unlock();
        }
    }

    /** After a failure to start: undoes everything. */
    private void unbind(Vertx on) {
        running.end();
        on.cancelTimer(timer);
        var grace = new Grace(options.timeouts().shutdown());
        undeploy(on, grace, null);
        // handlers may hold on to it
        if (!middleware.isEmpty()) return;
        closeOwn(on, grace);
        vertx = options.vertx();
    }

    /** Null when sessions end here. */
    private @Nullable SessionHandover handover() {
        Replicas replicas = sockets.recovers() ? Replicas.of(app).orElse(null) : null;
        return replicas == null ? null : new SessionHandover(app, sockets, services, replicas);
    }

    private void receiveSessions() {
        Replicas replicas = sockets.recovers() ? Replicas.of(app).orElse(null) : null;
        if (replicas == null) return;
        var receiver = new SessionReceiver(app, sockets, services, replicas);
        services.receiver(receiver);
        receiver.install();
    }

    private void undeploy(Vertx on, Grace grace, @Nullable SessionHandover handover) {
        Future<?> undeployed =
                Future.join(deployments.stream().map(on::undeploy).toList());
        services.finish(grace.left());
        if (handover != null) handover.complete(grace.left());
        sockets.endSessions(grace.left());
        awaitQuietly(undeployed, grace.left()); // Vert.x waits for clients that do not answer the end of a WebSocket
        deployments.clear();
    }

    private void closeOwn(Vertx on, Grace grace) {
        if (options.vertx() == null) awaitQuietly(on.close(), grace.left(FOR_THREADS));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static void awaitQuietly(Future<?> future, Duration timeout) {
        try {
            future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.warn("The server could not be closed in an orderly way", e.getCause());
        } catch (TimeoutException e) {
            log.warn("Not all connections of the server ended in the grace period; they are cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
