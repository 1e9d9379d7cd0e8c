package org.feathers4j.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.AllowForwardHeaders;
import org.feathers4j.json.JsonLimits;
import org.feathers4j.socketioserver.CorsOptions;
import org.feathers4j.socketioserver.SocketOptions;
import org.feathers4j.transport.QueryLimits;
import org.feathers4j.transport.RestOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Server}; {@link Builder} has all of them. Immutable.
 *
 * <pre>{@code
 * app.configure(Server.create(o -> o.host("127.0.0.1").maxBodyBytes(1 << 20)));
 * }</pre>
 */
public final class ServerOptions {
    /** A length that no answer has, for {@link Builder#compressionFrom}: nothing is compressed. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final String host;
    private final OptionalInt port;
    private final int eventLoops;
    private final ServerLimits limits;
    private final ServerTimeouts timeouts;
    private final CorsOptions cors;
    private final RestOptions rest;
    private final HttpOptions http;
    private final SocketOptions sockets;
    private final @Nullable Vertx vertx;

    private ServerOptions(
            String host,
            OptionalInt port,
            int eventLoops,
            ServerLimits limits,
            ServerTimeouts timeouts,
            CorsOptions cors,
            RestOptions rest,
            HttpOptions http,
            SocketOptions sockets,
            @Nullable Vertx vertx) {
        this.host = host;
        this.port = port;
        this.eventLoops = eventLoops;
        this.limits = limits;
        this.timeouts = timeouts;
        this.cors = cors;
        this.rest = rest;
        this.http = http;
        this.sockets = sockets;
        this.vertx = vertx;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    static ServerOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    /**
     * These options, completed by settings of the application. Origins count where the options admit all sites; for Socket.IO, where they admit none.
     *
     * @param origins the setting {@code origins}
     * @param etag the setting {@code etag}; false turns entity tags off, as in Express
     */
    ServerOptions withSettings(@Nullable Object origins, @Nullable Object etag) {
        ServerOptions options = origins instanceof List<?> sites && !sites.isEmpty() ? withOrigins(sites) : this;
        // text when it comes from an environment variable
        return "false".equals(String.valueOf(etag))
                ? options.with(options.cors, http.withoutEtag(), options.sockets)
                : options;
    }

    private ServerOptions withOrigins(List<?> sites) {
        List<String> names = sites.stream().map(String::valueOf).toList();
        boolean admitsAll = cors.enabled() && cors.origins().isEmpty();
        boolean admitsNone = !sockets.cors().enabled();
        var only = CorsOptions.create(c -> c.origins(names));
        return with(admitsAll ? only : cors, http, admitsNone ? sockets.withCors(only) : sockets);
    }

    private ServerOptions with(CorsOptions newCors, HttpOptions newHttp, SocketOptions newSockets) {
        return new ServerOptions(host, port, eventLoops, limits, timeouts, newCors, rest, newHttp, newSockets, vertx);
    }

    /** The address to listen on. */
    public String host() {
        return host;
    }

    /** The port to listen on regardless of {@code app.listen(port)}; empty for that one. */
    public OptionalInt port() {
        return port;
    }

    /** How many threads read requests and write answers. */
    public int eventLoops() {
        return eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }

    ServerLimits limits() {
        return limits;
    }

    ServerTimeouts timeouts() {
        return timeouts;
    }

    /** Whether pages of other sites may use the services. */
    public CorsOptions cors() {
        return cors;
    }

    /** How requests are read and errors shown. */
    public RestOptions rest() {
        return rest;
    }

    HttpOptions http() {
        return http;
    }

    /** How Socket.IO is served. */
    public SocketOptions sockets() {
        return sockets;
    }

    /** The Vert.x that the server runs on; null for one of its own. */
    public @Nullable Vertx vertx() {
        return vertx;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link Server#create}. */
    public static final class Builder {
        private String host = "0.0.0.0";
        private OptionalInt port = OptionalInt.empty();
        private int eventLoops;
        private int maxBodyBytes = 100 << 10;
        private int maxHeaderBytes = 16 << 10;
        private int maxUrlLength = 16 << 10;
        private int maxConnections = 50_000;
        private int maxCallsInFlight = 10_000;
        private Duration maxStartDelay = Duration.ofSeconds(1);
        private JsonLimits jsonLimits = JsonLimits.DEFAULT;
        private Duration idleTimeout = Duration.ofSeconds(75);
        private Duration bodyTimeout = Duration.ofSeconds(30);
        private Duration answerTimeout = Duration.ofMinutes(2);
        private Duration gracePeriod = Duration.ofSeconds(10);
        private boolean cors = true;
        private List<String> corsOrigins = List.of();
        private boolean corsCredentials;
        private @Nullable TlsOptions tls;
        private int compressionFrom = NEVER;
        private boolean etag = true;
        private TrustedProxies trustedProxies = TrustedProxies.NONE;
        private Consumer<HttpServerOptions> http = options -> {};
        private Consumer<RestOptions.Builder> rest = options -> {};
        private Consumer<SocketOptions.Builder> sockets = options -> {};
        private @Nullable Vertx vertx;

        private Builder() {}

        /** The address to listen on, for instance {@code 127.0.0.1}; every address of the machine ({@code 0.0.0.0}) unless set. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * The port to listen on regardless of {@code app.listen(port)}, 0 for any free one; that of {@code app.listen} unless set. For an application with several
         * transports: the public server on the port of {@code listen}, another one for administration on its own.
         *
         * @throws IllegalArgumentException when there is no such port
         */
        public Builder port(int value) {
            if (value < 0 || value > 65_535)
                throw new IllegalArgumentException("port %d must be between 0 and 65535".formatted(value));
            port = OptionalInt.of(value);
            return this;
        }

        /**
         * How many threads read requests and write answers; one per core (0) unless set. Services run on virtual threads, not on these. Without effect on a Vert.x
         * that a router is mounted on.
         */
        public Builder eventLoops(int value) {
            eventLoops = value;
            return this;
        }

        /** The largest request body, in bytes after decompression; 100 KiB unless set, as in Express. More is answered 413. */
        public Builder maxBodyBytes(int value) {
            maxBodyBytes = value;
            return this;
        }

        /** The most bytes of all headers of a request together; 16 KiB unless set, as in Node. More is answered 431. */
        public Builder maxHeaderBytes(int value) {
            maxHeaderBytes = value;
            return this;
        }

        /** The longest URL, path and query together, in characters; 16,384 unless set. More is answered 414. */
        public Builder maxUrlLength(int value) {
            maxUrlLength = value;
            return this;
        }

        /** How many connections may be open at the same time; 50,000 unless set. More are closed at once. */
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        /** How many requests may be in progress at the same time; 10,000 unless set. More are answered 503 at once. */
        public Builder maxCallsInFlight(int value) {
            maxCallsInFlight = value;
            return this;
        }

        /**
         * How long requests may wait for a processor while this application is busy, not negative; when they have
         * waited longer for a while, more are answered 503 at once. 1 s unless set, so that what is taken is answered
         * before its client gives up; 20 ms keep answers fast at any load. Zero for no such limit.
         */
        public Builder maxStartDelay(Duration value) {
            maxStartDelay = value;
            return this;
        }

        /** Depth of a JSON body and lengths inside it; {@link JsonLimits#DEFAULT} unless changed: {@code o.jsonLimits(l -> l.maxDepth(10))}. More is answered 400. */
        public Builder jsonLimits(Consumer<JsonLimits.Builder> change) {
            jsonLimits = JsonLimits.create(change);
            return this;
        }

        /**
         * How long a connection may wait for the next complete request head, from its opening or the last answer; 75 seconds unless set. Then it is closed. Common
         * load balancers keep idle connections for 60 seconds: a server that closes them first loses requests that are just being sent.
         */
        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        /** How long a request body may take, from its head; 30 seconds unless set. Then the answer is 408 and the connection is closed. */
        public Builder bodyTimeout(Duration value) {
            bodyTimeout = value;
            return this;
        }

        /** How long a client may take to receive an answer; 2 minutes unless set. Then the connection is closed. */
        public Builder answerTimeout(Duration value) {
            answerTimeout = value;
            return this;
        }

        /** How long calls in flight may go on when the server closes; 10 seconds unless set. Then they are interrupted. */
        public Builder gracePeriod(Duration value) {
            gracePeriod = value;
            return this;
        }

        /** Whether the server sends CORS headers and answers OPTIONS; true unless set, for pages of all sites, as {@code cors()} does it in Express. */
        public Builder cors(boolean enabled) {
            cors = enabled;
            corsCredentials = enabled && corsCredentials;
            return this;
        }

        /** The only sites whose pages may use the services, for instance {@code https://example.com}; all sites unless set. */
        public Builder corsOrigins(String... origins) {
            cors = true;
            corsOrigins = List.of(origins);
            return this;
        }

        /**
         * The only sites whose pages may use the services, with cookies and the like ({@code credentials: true} of cors); without these unless set.
         *
         * @param origins for instance {@code https://example.com}; at least one, or every site could act in the name of its visitors
         */
        public Builder corsCredentials(String... origins) {
            corsCredentials = true;
            return corsOrigins(origins);
        }

        /** How many parameters a query, and how many fields a URL-encoded body, may have; 1000 unless set. See {@link #queryLimits}. */
        public Builder maxQueryParameters(int value) {
            return queryLimits(q -> q.maxParameters(value));
        }

        /**
         * The limits of a query, over REST and sockets: {@code o -> o.queryLimits(q -> q.maxDepth(3).maxLength(2000))}. A query beyond a limit is refused with 400.
         */
        public Builder queryLimits(Consumer<QueryLimits.Builder> change) {
            return rest(r -> r.queryLimits(change));
        }

        /** Whether browsers get errors as HTML pages; true unless set. Otherwise they get JSON, as all other clients. */
        public Builder errorPages(boolean value) {
            return rest(r -> r.htmlErrors(value));
        }

        /**
         * How requests are read and errors shown: {@code o -> o.rest(r -> r.verboseNotFound(true))}. Called when all other options are set; with several calls, in their
         * order.
         */
        public Builder rest(Consumer<RestOptions.Builder> change) {
            rest = rest.andThen(change);
            return this;
        }

        /**
         * Serves HTTP/2 and HTTP/1.1 over TLS; plain HTTP/1.1 unless set.
         *
         * @param certificate file with the certificate and the chain to one that clients trust, in PEM
         * @param key file with its private key (PKCS #8), in PEM
         */
        public Builder tls(Path certificate, Path key) {
            tls = new TlsOptions(certificate, key);
            return this;
        }

        /**
         * Compresses answers for clients that accept it; {@link #NEVER} unless set.
         *
         * @param bytes the length from which answers are compressed; Express has 1024
         */
        public Builder compressionFrom(int bytes) {
            compressionFrom = bytes;
            return this;
        }

        /**
         * Whether answers to GET and HEAD have an entity tag ({@code ETag}), and a client that sends it back in {@code If-None-Match} is answered 304 without a body when
         * nothing has changed; true unless set. The service runs in any case: a tag saves the transfer to the client, and costs a hash of each answer. The setting {@code etag} of
         * the application also turns it off when it is false.
         */
        public Builder etag(boolean value) {
            etag = value;
            return this;
        }

        /**
         * The proxies in front of this server whose {@code X-Forwarded-} headers are trusted; none unless set. Handlers then see the client of these headers as remote
         * address, scheme and host, and each header has this one value; values of other peers are removed.
         *
         * @param networks addresses such as {@code 10.1.2.3}, and networks such as {@code 10.0.0.0/8}
         */
        public Builder trustedProxies(String... networks) {
            return trustedProxies(TrustedProxies.of(AllowForwardHeaders.X_FORWARD, networks));
        }

        /** The proxies in front of this server, for those that send the header {@code Forwarded} (RFC 7239); none unless set. */
        public Builder trustedProxies(TrustedProxies value) {
            trustedProxies = value;
            return this;
        }

        /**
         * Changes Vert.x's own options for HTTP, for client certificates, SNI, buffers and more: {@code o -> o.http(h ->
         * h.setClientAuth(ClientAuth.REQUIRED))}. Called after all other options when the server starts, once per event loop; with several calls, in their order.
         */
        public Builder http(Consumer<HttpServerOptions> tuning) {
            http = http.andThen(tuning);
            return this;
        }

        /**
         * How Socket.IO is served: {@code o -> o.sockets(s -> s.path("/live/"))}. Called when all other options are set; with several calls, in their order.
         */
        public Builder sockets(Consumer<SocketOptions.Builder> change) {
            sockets = sockets.andThen(change);
            return this;
        }

        /** The Vert.x to run on; one of its own unless set. The server closes only its own resources there. */
        public Builder vertx(Vertx value) {
            vertx = value;
            return this;
        }

        private ServerOptions build() {
            if (host.isBlank()) throw new IllegalArgumentException("host must not be empty; 0.0.0.0 is every address");
            if (eventLoops < 0)
                throw new IllegalArgumentException("eventLoops %d must not be negative".formatted(eventLoops));
            if (corsCredentials && corsOrigins.isEmpty())
                throw new IllegalArgumentException(
                        "CORS with credentials needs origins: with all of them, every site could act in the name of its visitors");
            return new ServerOptions(
                    host,
                    port,
                    eventLoops,
                    new ServerLimits(
                            maxBodyBytes,
                            maxHeaderBytes,
                            maxUrlLength,
                            maxConnections,
                            maxCallsInFlight,
                            maxStartDelay,
                            jsonLimits),
                    new ServerTimeouts(idleTimeout, bodyTimeout, answerTimeout, gracePeriod),
                    CorsOptions.create(c -> c.enabled(cors).origins(corsOrigins).credentials(corsCredentials)),
                    RestOptions.create(rest),
                    new HttpOptions(tls, compressionFrom, etag, trustedProxies, http),
                    SocketOptions.create(sockets),
                    vertx);
        }
    }
}
