package org.feathers4j.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.AllowForwardHeaders;
import org.feathers4j.json.JsonLimits;
import org.feathers4j.transport.QueryLimits;
import org.feathers4j.transport.RestOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Server} listens. Immutable; every method returns a changed copy:
 *
 * <pre>{@code
 * app.configure(Server.create(o -> o.withHost("127.0.0.1").withMaxBodyBytes(1 << 20)));
 * }</pre>
 *
 * @param host the address to listen on
 * @param eventLoops how many threads read requests and write answers; 0 for one per core
 * @param limits how much is accepted from clients
 * @param timeouts how long clients may take
 * @param cors whether pages of other sites may use the services
 * @param rest how requests are read and errors shown
 * @param http how the server speaks HTTP: TLS, compression, proxies
 * @param sockets how Socket.IO is served
 * @param vertx the Vert.x that the server runs on; null for one of its own
 */
public record ServerOptions(
        String host,
        int eventLoops,
        ServerLimits limits,
        ServerTimeouts timeouts,
        CorsOptions cors,
        RestOptions rest,
        HttpOptions http,
        SocketOptions sockets,
        @Nullable Vertx vertx) {

    /** All addresses of the machine, one event loop per core, and what Express does. */
    public static final ServerOptions DEFAULT = new ServerOptions(
            "0.0.0.0",
            0,
            ServerLimits.DEFAULT,
            ServerTimeouts.DEFAULT,
            CorsOptions.DEFAULT,
            RestOptions.DEFAULT,
            HttpOptions.DEFAULT,
            SocketOptions.DEFAULT,
            null);

    public ServerOptions {
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty; 0.0.0.0 is every address");
        if (eventLoops < 0)
            throw new IllegalArgumentException("eventLoops %d must not be negative".formatted(eventLoops));
    }

    /** The number of event loops, counted out. */
    int loops() {
        return eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }

    /** The address to listen on, for instance {@code 127.0.0.1}. */
    public ServerOptions withHost(String value) {
        return new ServerOptions(value, eventLoops, limits, timeouts, cors, rest, http, sockets, vertx);
    }

    /** How many threads read requests and write answers; 0 for one per core. Services run on virtual threads, not on these. */
    public ServerOptions withEventLoops(int value) {
        return new ServerOptions(host, value, limits, timeouts, cors, rest, http, sockets, vertx);
    }

    /** The largest request body, in bytes after decompression. */
    public ServerOptions withMaxBodyBytes(int value) {
        return with(limits.withMaxBodyBytes(value));
    }

    /** The most bytes of all headers of a request together. */
    public ServerOptions withMaxHeaderBytes(int value) {
        return with(limits.withMaxHeaderBytes(value));
    }

    /** The longest URL, in characters. */
    public ServerOptions withMaxUrlLength(int value) {
        return with(limits.withMaxUrlLength(value));
    }

    /** How many connections may be open at the same time; more are closed at once. */
    public ServerOptions withMaxConnections(int value) {
        return with(limits.withMaxConnections(value));
    }

    /** How many requests may be in progress at the same time; more are answered 503. */
    public ServerOptions withMaxCallsInFlight(int value) {
        return with(limits.withMaxCallsInFlight(value));
    }

    /** Limits inside JSON bodies, for instance their depth. */
    public ServerOptions withJsonLimits(JsonLimits value) {
        return with(limits.withJson(value));
    }

    private ServerOptions with(ServerLimits value) {
        return new ServerOptions(host, eventLoops, value, timeouts, cors, rest, http, sockets, vertx);
    }

    /** How long a connection may wait for the next complete request head. */
    public ServerOptions withIdleTimeout(Duration value) {
        return with(timeouts.withIdle(value));
    }

    /** How long a request body may take. */
    public ServerOptions withBodyTimeout(Duration value) {
        return with(timeouts.withBody(value));
    }

    /** How long a client may take to receive an answer. */
    public ServerOptions withAnswerTimeout(Duration value) {
        return with(timeouts.withAnswer(value));
    }

    /** How long calls in flight may go on when the server closes. */
    public ServerOptions withGracePeriod(Duration value) {
        return with(timeouts.withShutdown(value));
    }

    private ServerOptions with(ServerTimeouts value) {
        return new ServerOptions(host, eventLoops, limits, value, cors, rest, http, sockets, vertx);
    }

    /** Whether the server sends CORS headers and answers OPTIONS. */
    public ServerOptions withCors(boolean enabled) {
        return with(new CorsOptions(enabled, cors.origins(), enabled && cors.credentials()));
    }

    /** The only sites whose pages may use the services, for instance {@code https://example.com}. */
    public ServerOptions withCorsOrigins(String... origins) {
        return with(new CorsOptions(true, List.of(origins), cors.credentials()));
    }

    /**
     * The only sites whose pages may use the services, with cookies and the like ({@code credentials: true} of cors).
     *
     * @param origins for instance {@code https://example.com}
     * @throws IllegalArgumentException when there is none: every site could act in the name of its visitors then
     */
    public ServerOptions withCorsCredentials(String... origins) {
        return with(new CorsOptions(true, List.of(origins), true));
    }

    /** The setting {@code origins} of the application counts where the options leave all sites in; for Socket.IO, where they leave none in. */
    ServerOptions withSettings(@Nullable Object origins) {
        if (!(origins instanceof List<?> sites) || sites.isEmpty()) return this;
        String[] names = sites.stream().map(String::valueOf).toArray(String[]::new);
        ServerOptions rested = cors.equals(CorsOptions.DEFAULT) ? withCorsOrigins(names) : this;
        boolean isOpen = rested.sockets.entry().cors().enabled();
        return isOpen ? rested : rested.withSockets(s -> s.withCorsOrigins(false, names));
    }

    private ServerOptions with(CorsOptions value) {
        return new ServerOptions(host, eventLoops, limits, timeouts, value, rest, http, sockets, vertx);
    }

    /** How many parameters a query, and how many fields a URL-encoded body, may have; see {@link #withQueryLimits}. */
    public ServerOptions withMaxQueryParameters(int value) {
        return withQueryLimits(rest.queryLimits().withMaxParameters(value));
    }

    /** How much a query may ask, over REST and sockets: parameters, depth, length of lists and in all. A query beyond is refused with 400. */
    public ServerOptions withQueryLimits(QueryLimits value) {
        return withRest(r -> r.withQueryLimits(value));
    }

    /** Whether browsers get errors as HTML pages. */
    public ServerOptions withErrorPages(boolean value) {
        return withRest(r -> r.withHtmlErrors(value));
    }

    /** How requests are read and errors shown: {@code o -> o.withRest(r -> r.withVerboseNotFound(true))}. */
    public ServerOptions withRest(UnaryOperator<RestOptions> change) {
        return new ServerOptions(host, eventLoops, limits, timeouts, cors, change.apply(rest), http, sockets, vertx);
    }

    /**
     * Serves HTTP/2 and HTTP/1.1 over TLS.
     *
     * @param certificate file with the certificate and those that lead from it to one that clients know, in PEM
     * @param key file with its private key, in PEM
     */
    public ServerOptions withTls(Path certificate, Path key) {
        return with(http.withTls(new TlsOptions(certificate, key)));
    }

    /**
     * Compresses answers for clients that accept it.
     *
     * @param bytes the length from which that is worth the time; Express has 1024
     */
    public ServerOptions withCompressionFrom(int bytes) {
        return with(http.withCompressFrom(bytes));
    }

    /**
     * The proxies in front of this server, which say in {@code X-Forwarded-} headers where requests come from. Handlers then see that as remote address,
     * scheme and host, and the headers have this one word each; what others say there is taken out.
     *
     * @param networks addresses such as {@code 10.1.2.3}, and networks such as {@code 10.0.0.0/8}
     */
    public ServerOptions withTrustedProxies(String... networks) {
        return withTrustedProxies(TrustedProxies.of(AllowForwardHeaders.X_FORWARD, networks));
    }

    /** The proxies in front of this server, for those that send the header {@code Forwarded} (RFC 7239). */
    public ServerOptions withTrustedProxies(TrustedProxies value) {
        return with(http.withProxies(value));
    }

    /**
     * Changes what Vert.x is told about HTTP, after everything else: {@code o -> o.withHttp(h -> h.setClientAuth(ClientAuth.REQUIRED))}.
     */
    public ServerOptions withHttp(UnaryOperator<HttpServerOptions> tuning) {
        return with(http.withTuning(tuning));
    }

    private ServerOptions with(HttpOptions value) {
        return new ServerOptions(host, eventLoops, limits, timeouts, cors, rest, value, sockets, vertx);
    }

    /** How Socket.IO is served: {@code o -> o.withSockets(s -> s.withPath("/live/"))}. */
    public ServerOptions withSockets(UnaryOperator<SocketOptions> change) {
        return new ServerOptions(host, eventLoops, limits, timeouts, cors, rest, http, change.apply(sockets), vertx);
    }

    /** The Vert.x to run on. The server closes what it opens there, and leaves the rest alone. */
    public ServerOptions withVertx(Vertx value) {
        return new ServerOptions(host, eventLoops, limits, timeouts, cors, rest, http, sockets, value);
    }
}
