package org.feathers4j.sse;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Options of {@link Sse}; immutable, set with its {@link Builder}. */
public final class SseOptions {
    private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)+");
    private static final Pattern COOKIE = Pattern.compile("[\\w.-]+");

    private final String path;
    private final @Nullable String cookie;
    private final Duration heartbeat;
    private final Duration retry;
    private final Duration resumeTimeout;
    private final Duration ticketTimeout;
    private final int maxTickets;
    private final int maxStreams;
    private final int maxQueuedBytes;
    private final int maxReplayBytes;

    private SseOptions(Builder from) {
        path = from.path;
        cookie = from.cookie;
        heartbeat = from.heartbeat;
        retry = from.retry;
        resumeTimeout = from.resumeTimeout;
        ticketTimeout = from.ticketTimeout;
        maxTickets = from.maxTickets;
        maxStreams = from.maxStreams;
        maxQueuedBytes = from.maxQueuedBytes;
        maxReplayBytes = from.maxReplayBytes;
    }

    static SseOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    String path() {
        return path;
    }

    @Nullable
    String cookie() {
        return cookie;
    }

    Duration heartbeat() {
        return heartbeat;
    }

    Duration retry() {
        return retry;
    }

    /** Zero when no stream resumes. */
    Duration resumeTimeout() {
        return resumeTimeout;
    }

    Duration ticketTimeout() {
        return ticketTimeout;
    }

    int maxTickets() {
        return maxTickets;
    }

    int maxStreams() {
        return maxStreams;
    }

    int maxQueuedBytes() {
        return maxQueuedBytes;
    }

    int maxReplayBytes() {
        return maxReplayBytes;
    }

    /** Options being set, given to the function passed to {@link Sse#create(Consumer)}. For one thread. */
    public static final class Builder {
        private String path = "/events";
        private @Nullable String cookie;
        private Duration heartbeat = Duration.ofSeconds(15);
        private Duration retry = Duration.ofSeconds(2);
        private Duration resumeTimeout = Duration.ofMinutes(2);
        private Duration ticketTimeout = Duration.ofSeconds(30);
        private int maxTickets = 10_000;
        private int maxStreams = 10_000;
        private int maxQueuedBytes = 1 << 20;
        private int maxReplayBytes = 256 << 10;

        private Builder() {}

        /**
         * Where streams are opened; {@code /events} unless set. Letters, digits and {@code _ . ~ -} between slashes. Clients of Feathers 6 name it without the first slash: {@code sse: {path: 'events'}}.
         */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /**
         * The cookie with an access token that logs a stream in, as if it came in the header {@code Authorization}, when the request has no credentials in its headers. None unless set. Such a cookie should be {@code HttpOnly}, {@code Secure} and {@code SameSite}.
         */
        public Builder cookie(String name) {
            cookie = name;
            return this;
        }

        /** How often a stream without events gets a comment, so that proxies do not close it; 15 seconds unless set. */
        public Builder heartbeat(Duration value) {
            heartbeat = value;
            return this;
        }

        /** After which time an {@code EventSource} connects again; 2 seconds unless set. */
        public Builder retry(Duration value) {
            retry = value;
            return this;
        }

        /**
         * For how long a stream that was lost stays in its channels, so that its client can go on with {@code Last-Event-ID}; 2 minutes unless set. Zero: each stream is a new one.
         */
        public Builder resumeTimeout(Duration value) {
            resumeTimeout = value;
            return this;
        }

        /** For how long a ticket is valid; 30 seconds unless set. */
        public Builder ticketTimeout(Duration value) {
            ticketTimeout = value;
            return this;
        }

        /** The most tickets that are valid at a time; 10 000 unless set. Further ones are refused with 503. */
        public Builder maxTickets(int value) {
            maxTickets = value;
            return this;
        }

        /** The most streams, those included that were lost and may resume; 10 000 unless set. Further ones take the place of one that was lost, or are refused with 503. */
        public Builder maxStreams(int value) {
            maxStreams = value;
            return this;
        }

        /** The most bytes that wait for one client; 1 MiB unless set. A client that reads too slowly for it loses its stream. */
        public Builder maxQueuedBytes(int value) {
            maxQueuedBytes = value;
            return this;
        }

        /** How many bytes of past events each stream keeps for a client that resumes; 256 KiB unless set, and not above {@link #maxQueuedBytes}. */
        public Builder maxReplayBytes(int value) {
            maxReplayBytes = value;
            return this;
        }

        private SseOptions build() {
            if (!PATH.matcher(path).matches())
                throw new IllegalArgumentException(
                        "The path '%s' of server-sent events needs letters, digits and _ . ~ - between slashes"
                                .formatted(path));
            if (cookie != null && !COOKIE.matcher(cookie).matches())
                throw new IllegalArgumentException(
                        "The cookie '%s' of server-sent events needs letters, digits and _ . -".formatted(cookie));
            positive("heartbeat", heartbeat);
            positive("retry", retry);
            positive("ticketTimeout", ticketTimeout);
            if (resumeTimeout.isNegative())
                throw new IllegalArgumentException("resumeTimeout %s must not be negative".formatted(resumeTimeout));
            atLeastOne("maxTickets", maxTickets);
            atLeastOne("maxStreams", maxStreams);
            atLeastOne("maxQueuedBytes", maxQueuedBytes);
            atLeastOne("maxReplayBytes", maxReplayBytes);
            if (maxReplayBytes > maxQueuedBytes)
                throw new IllegalArgumentException("maxReplayBytes %d must not be above maxQueuedBytes %d"
                        .formatted(maxReplayBytes, maxQueuedBytes));
            return new SseOptions(this);
        }

        private static void positive(String option, Duration value) {
            if (value.toMillis() < 1)
                throw new IllegalArgumentException("%s %s must be a millisecond or longer".formatted(option, value));
        }

        private static void atLeastOne(String option, int value) {
            if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(option, value));
        }
    }
}
