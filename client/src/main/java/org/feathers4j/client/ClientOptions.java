package org.feathers4j.client;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** How a client reaches its server; {@link Builder} has all that can be set. Immutable. */
public final class ClientOptions {
    private final Duration timeout;
    private final Duration connectTimeout;
    private final Duration reconnectionDelay;
    private final Duration reconnectionDelayMax;
    private final Map<String, String> headers;
    private final Map<String, @Nullable Object> auth;
    private final int maxAnswerBytes;
    private final int maxPendingCalls;
    private final int maxQueuedEvents;
    private final String socketPath;
    private final String authenticationPath;
    private final String tokenHeader;
    private final String tokenScheme;
    private final TokenStore tokens;
    private final @Nullable ClientNetwork network;

    private ClientOptions(Builder from) {
        timeout = positive("timeout", from.timeout);
        connectTimeout = positive("connectTimeout", from.connectTimeout);
        reconnectionDelay = positive("reconnectionDelay", from.reconnectionDelay);
        reconnectionDelayMax = positive("reconnectionDelayMax", from.reconnectionDelayMax);
        if (reconnectionDelayMax.compareTo(reconnectionDelay) < 0)
            throw new IllegalArgumentException("reconnectionDelayMax %s must not be less than reconnectionDelay %s"
                    .formatted(reconnectionDelayMax, reconnectionDelay));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(from.headers));
        auth = Collections.unmodifiableMap(new LinkedHashMap<>(from.auth));
        maxAnswerBytes = atLeastOne("maxAnswerBytes", from.maxAnswerBytes);
        maxPendingCalls = atLeastOne("maxPendingCalls", from.maxPendingCalls);
        maxQueuedEvents = atLeastOne("maxQueuedEvents", from.maxQueuedEvents);
        socketPath = from.socketPath;
        authenticationPath = from.authenticationPath;
        tokenHeader = from.tokenHeader;
        tokenScheme = from.tokenScheme;
        tokens = from.tokens;
        network = from.network;
        if (network != null) return; // which knows what it can send
        headers.forEach(JdkNetwork::checkHeader);
        JdkNetwork.checkHeader(tokenHeader, tokenScheme);
    }

    static ClientOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return new ClientOptions(builder);
    }

    private static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative())
            throw new IllegalArgumentException("%s %s must be positive".formatted(name, value));
        return value;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
        return value;
    }

    Duration timeout() {
        return timeout;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration reconnectionDelay() {
        return reconnectionDelay;
    }

    Duration reconnectionDelayMax() {
        return reconnectionDelayMax;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, @Nullable Object> auth() {
        return auth;
    }

    int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    int maxPendingCalls() {
        return maxPendingCalls;
    }

    int maxQueuedEvents() {
        return maxQueuedEvents;
    }

    String socketPath() {
        return socketPath;
    }

    String authenticationPath() {
        return authenticationPath;
    }

    String tokenHeader() {
        return tokenHeader;
    }

    String tokenScheme() {
        return tokenScheme;
    }

    TokenStore tokens() {
        return tokens;
    }

    ClientNetwork network() {
        return network == null ? new JdkNetwork(connectTimeout) : network;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link Client#rest} or {@link Client#socket}. */
    public static final class Builder {
        private Duration timeout = Duration.ofSeconds(20);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration reconnectionDelay = Duration.ofSeconds(1);
        private Duration reconnectionDelayMax = Duration.ofSeconds(5);
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Map<String, ? extends @Nullable Object> auth = Map.of();
        private int maxAnswerBytes = 10 << 20;
        private int maxPendingCalls = 10_000;
        private int maxQueuedEvents = 10_000;
        private String socketPath = "/socket.io/";
        private String authenticationPath = "authentication";
        private String tokenHeader = "Authorization";
        private String tokenScheme = "Bearer";
        private TokenStore tokens = TokenStore.inMemory();
        private @Nullable ClientNetwork network;

        private Builder() {}

        /** How long a call may take, with the time that it waits for a connection; 20 s unless set. A call may have its own in {@code params}, as the field {@code timeout}. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** How long it may take to connect; over sockets until the server has let the client in and knows its login. 10 s unless set. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** How long to wait before the first attempt to connect again; it doubles after each failure and is randomized by half of it, up or down. 1 s unless set. */
        public Builder reconnectionDelay(Duration value) {
            reconnectionDelay = value;
            return this;
        }

        /** The most that {@link #reconnectionDelay} grows to, before the random part; 5 s unless set. */
        public Builder reconnectionDelayMax(Duration value) {
            reconnectionDelayMax = value;
            return this;
        }

        /** A header of every request; of the handshake over sockets. May be called for several. The JDK's HTTP client refuses those that it sets itself, such as {@code Host}. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** What a socket says when it connects, as {@code auth} of socket.io-client; empty unless set. */
        public Builder auth(Map<String, ? extends @Nullable Object> value) {
            auth = value;
            return this;
        }

        /** The longest answer over REST, and the longest message over a socket, in bytes; 10 MiB unless set. */
        public Builder maxAnswerBytes(int value) {
            maxAnswerBytes = value;
            return this;
        }

        /** The most calls over a socket that wait for an answer or a connection; further ones fail at once (Unavailable). 10,000 unless set. */
        public Builder maxPendingCalls(int value) {
            maxPendingCalls = value;
            return this;
        }

        /** The most events that wait for slow listeners. With one more the connection is ended, and made again when no more than half as many wait. 10,000 unless set. */
        public Builder maxQueuedEvents(int value) {
            maxQueuedEvents = value;
            return this;
        }

        /** Where the server has Socket.IO; {@code /socket.io/} unless set. */
        public Builder socketPath(String value) {
            socketPath = value;
            return this;
        }

        /** The path of the authentication service; {@code authentication} unless set. */
        public Builder authenticationPath(String value) {
            authenticationPath = value;
            return this;
        }

        /** The header that carries the access token over REST, and the word before it; {@code Authorization} and {@code Bearer} unless set. */
        public Builder tokenHeader(String name, String scheme) {
            tokenHeader = name;
            tokenScheme = scheme;
            return this;
        }

        /** Where the access token is kept; in memory unless set. */
        public Builder tokens(TokenStore value) {
            tokens = value;
            return this;
        }

        /** How the server is reached; by the JDK's HTTP client unless set. The client closes it. */
        public Builder network(ClientNetwork value) {
            network = value;
            return this;
        }
    }
}
