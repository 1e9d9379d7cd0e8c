package org.feathers4j.nats;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import io.nats.client.AuthHandler;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/** Options of a {@link NatsLink}. Immutable; {@link Builder} says what each is for. */
public final class NatsOptions {
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_MESSAGES_QUEUED = 10_000;

    private final Builder from;

    private NatsOptions(Builder from) {
        this.from = from;
    }

    /** @throws IllegalArgumentException when an option makes no sense */
    static NatsOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /** As the client of NATS wants them, except for what listens. */
    Options.Builder client(String defaultName) {
        Options.Builder client = new Options.Builder()
                .servers(from.servers.toArray(String[]::new))
                .connectionName(from.name == null ? defaultName : from.name)
                .connectionTimeout(from.connectTimeout)
                .maxReconnects(-1)
                .reconnectWait(from.reconnectWait)
                .reconnectBufferSize(from.reconnectBufferBytes)
                .maxMessagesInOutgoingQueue(MAX_MESSAGES_QUEUED)
                .pingInterval(PING_INTERVAL)
                .clientSideLimitChecks(true)
                .noEcho();
        if (from.user != null) client.userInfo(from.user, from.password == null ? "" : from.password);
        if (from.token != null) client.token(from.token.toCharArray());
        if (from.credentials != null) client.credentialPath(from.credentials.toString());
        if (from.authHandler != null) client.authHandler(from.authHandler);
        if (from.sslContext != null) client.sslContext(from.sslContext);
        return client;
    }

    Subjects subjects() {
        return new Subjects(from.subjectPrefix, from.partition);
    }

    Duration helloInterval() {
        return from.helloInterval;
    }

    Duration nodeTimeout() {
        return from.nodeTimeout;
    }

    Duration reconnectWait() {
        return from.reconnectWait;
    }

    /** The largest message in bytes, when the server allows so many. */
    long maxPayload(long ofServer) {
        return ofServer <= 0 ? from.maxPayload : Math.min(from.maxPayload, ofServer);
    }

    long maxQueuedBytes() {
        return from.maxQueuedBytes;
    }

    /** Null when no events are stored. */
    @Nullable
    DurableEventsOptions durableEvents() {
        return from.durableEvents;
    }

    boolean servicesApi() {
        return from.servicesApi;
    }

    /** The servers, for logs: without users and passwords. */
    String servers() {
        return String.join(
                ", ",
                from.servers.stream()
                        .map(each -> each.replaceFirst("//[^/@]*@", "//"))
                        .toList());
    }

    /** Options being set, given to the function passed to {@link NatsLink#create}. For one thread. */
    public static final class Builder {
        private List<String> servers = List.of("nats://127.0.0.1:4222");
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String token;
        private @Nullable Path credentials;
        private @Nullable AuthHandler authHandler;
        private @Nullable SSLContext sslContext;
        private @Nullable String name;
        private String subjectPrefix = "feathers";
        private String partition = "default";
        private Duration helloInterval = Duration.ofSeconds(2);
        private Duration nodeTimeout = Duration.ofSeconds(10);
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration reconnectWait = Duration.ofMillis(500);
        private long reconnectBufferBytes = 8L << 20;
        private long maxQueuedBytes =
                Math.min(64L << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 16));
        private long maxPayload = Long.MAX_VALUE;
        private boolean servicesApi = true;
        private @Nullable DurableEventsOptions durableEvents;

        private Builder() {}

        /**
         * URLs of the servers, of which one is enough: it tells of the others of its cluster. {@code nats://127.0.0.1:4222}; {@code tls:} for an encrypted
         * connection that trusts what the JDK trusts.
         */
        public Builder servers(String... urls) {
            servers = List.of(urls);
            return this;
        }

        /** Name and password of a user; none. */
        public Builder user(String name, String secret) {
            user = name;
            password = secret;
            return this;
        }

        /** The token that the server asks for; none. */
        public Builder token(String value) {
            token = value;
            return this;
        }

        /** A credentials file (JWT and seed); none. */
        public Builder credentials(Path file) {
            credentials = file;
            return this;
        }

        /** Signs with an NKey, for instance {@code Nats.staticCredentials(...)}; none. */
        public Builder authHandler(AuthHandler value) {
            authHandler = value;
            return this;
        }

        /** Encrypts the connection, with what this context trusts and identifies itself with; not encrypted. */
        public Builder sslContext(SSLContext value) {
            sslContext = value;
            return this;
        }

        /** Name of the connection in the server's monitoring; key and uuid of the application. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** What all subjects begin with: one token or several with dots between them; {@code feathers}. */
        public Builder subjectPrefix(String value) {
            subjectPrefix = value;
            return this;
        }

        /** Only applications of the same partition see each other; {@code default}. */
        public Builder partition(String value) {
            partition = value;
            return this;
        }

        /** How often the application says that it is there; 2 s. */
        public Builder helloInterval(Duration value) {
            helloInterval = value;
            return this;
        }

        /** After how long a silence a peer is gone; 10 s. Must be longer than {@code helloInterval}. */
        public Builder nodeTimeout(Duration value) {
            nodeTimeout = value;
            return this;
        }

        /** How long to wait for a server before the next one is tried; 5 s. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** The pause after all servers were tried in vain; 500 ms. It is tried for ever; servers that refuse the application with longer pauses, up to 30 s. */
        public Builder reconnectWait(Duration value) {
            reconnectWait = value;
            return this;
        }

        /** How many bytes of events wait while there is no connection; 8 MiB. Further ones are dropped and counted. */
        public Builder reconnectBufferBytes(long value) {
            reconnectBufferBytes = value;
            return this;
        }

        /**
         * How many bytes may wait to be sent, and how many of those received may wait to be read; 64 MiB each, or a sixteenth of the heap if that is less. A request beyond is refused as
         * Unavailable, an event beyond is dropped and counted.
         */
        public Builder maxQueuedBytes(long value) {
            maxQueuedBytes = value;
            return this;
        }

        /** The largest message in bytes; what the server allows ({@code max_payload}, 1 MiB there unless set), which cannot be exceeded. */
        public Builder maxPayload(long value) {
            maxPayload = value;
            return this;
        }

        /** Whether services also appear in the services API of NATS, for the {@code nats} tool and for clients without Feathers; yes. */
        public Builder servicesApi(boolean value) {
            servicesApi = value;
            return this;
        }

        /**
         * Stores events of services in streams of JetStream, and lets listeners with a name hear them: {@code durableEvents(d -> d.services("orders"))}. With
         * {@code durableEvents(d -> {})} the application stores none of its own and has such listeners of services of other applications. Not set, there is neither.
         *
         * @throws IllegalArgumentException when an option makes no sense
         */
        public Builder durableEvents(Consumer<DurableEventsOptions.Builder> options) {
            durableEvents = DurableEventsOptions.of(options);
            return this;
        }

        private NatsOptions build() {
            if (servers.isEmpty()) throw new IllegalArgumentException("The option servers names no server");
            if (!subjectPrefix.matches("[^\\s.*>]+(\\.[^\\s.*>]+)*"))
                throw new IllegalArgumentException(
                        "The subjectPrefix '%s' must be one or more tokens with dots between them"
                                .formatted(subjectPrefix));
            positive("helloInterval", helloInterval);
            positive("connectTimeout", connectTimeout);
            positive("reconnectWait", reconnectWait);
            if (nodeTimeout.compareTo(helloInterval) <= 0)
                throw new IllegalArgumentException(
                        "nodeTimeout %s must exceed helloInterval %s, or every peer looks dead between two hellos"
                                .formatted(nodeTimeout, helloInterval));
            if (maxPayload < 1024)
                throw new IllegalArgumentException("maxPayload %d must be at least 1024 bytes".formatted(maxPayload));
            if (maxQueuedBytes < 1 || reconnectBufferBytes < 1)
                throw new IllegalArgumentException("maxQueuedBytes and reconnectBufferBytes must be greater than 0");
            return new NatsOptions(this);
        }

        private static void positive(String name, Duration value) {
            if (value.isNegative() || value.isZero())
                throw new IllegalArgumentException("%s %s must be longer than nothing".formatted(name, value));
        }
    }
}
