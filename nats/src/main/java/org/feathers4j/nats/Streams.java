package org.feathers4j.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of services, and the positions of listeners in them. Any thread. */
final class Streams {
    private static final Logger log = LoggerFactory.getLogger(Streams.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** What a server says: ErrJetStreamNotEnabled, ErrJetStreamNotEnabledForAccount, and a stream that is not there. */
    private static final int NOT_ENABLED = 10076;

    private static final int NOT_FOR_ACCOUNT = 10039;
    private static final int NO_STREAM = 10059;

    private volatile Access access;
    private final DurableEventsOptions options;
    private final Subjects subjects;
    private volatile String key = "";

    /** JetStream by way of one connection. */
    private record Access(Connection connection, JetStream jetStream, JetStreamManagement management) {
        static Access over(Connection connection) throws IOException {
            var answer = JetStreamOptions.builder().requestTimeout(ANSWER).build();
            return new Access(connection, connection.jetStream(answer), connection.jetStreamManagement(answer));
        }
    }

    Streams(Connection connection, DurableEventsOptions options, Subjects subjects) throws IOException {
        this.access = Access.over(connection);
        this.options = options;
        this.subjects = subjects;
    }

    /** Another connection takes the place of one that was closed. */
    void use(Connection connection) throws IOException {
        access = Access.over(connection);
    }

    boolean areConnected() {
        return access.connection().getStatus() == Connection.Status.CONNECTED;
    }

    long maxPayload() {
        return access.connection().getMaxPayload();
    }

    CompletableFuture<PublishAck> publish(String subject, Headers headers, byte[] body) {
        return access.jetStream().publishAsync(subject, headers, body);
    }

    /** @throws IllegalStateException when the server has no JetStream */
    void check() {
        try {
            access.management().getAccountStatistics();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NOT_ENABLED || e.getApiErrorCode() == NOT_FOR_ACCOUNT) throw none(e);
            log.warn("JetStream is not ready: {}", e.getMessage());
        } catch (IOException e) {
            if (!access.connection().getServerInfo().isJetStreamAvailable()) throw none(e);
            log.warn("JetStream does not answer: {}", e.getMessage());
        }
    }

    private IllegalStateException none(Exception cause) {
        return new IllegalStateException(
                "The option durableEvents needs JetStream, which %s does not have for this user: start it with -js, or with jetstream {} in its configuration (%s)"
                        .formatted(access.connection().getConnectedUrl(), cause.getMessage()),
                cause);
    }

    /**
     * Makes the stream of a service of this application, or gives it the limits of the options.
     *
     * @throws IllegalStateException when the server refuses
     * @throws IOException when the server does not answer
     */
    void make(String ownKey, String path) throws IOException {
        key = ownKey;
        StreamConfiguration wanted = options.stream(
                subjects.stream(ownKey, path),
                subjects.stored(ownKey, path, "*"),
                "Events of the Feathers service '%s' of '%s'".formatted(path, ownKey));
        try {
            if (!isThere(wanted)) access.management().addStream(wanted);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(
                    "The stream '%s' for the events of service '%s' cannot be made: %s; see the options replicas, maxBytes and maxAge of durableEvents"
                            .formatted(wanted.getName(), path, e.getMessage()),
                    e);
        }
    }

    private boolean isThere(StreamConfiguration wanted) throws IOException, JetStreamApiException {
        StreamConfiguration present;
        try {
            present = access.management()
                    .getStreamInfo(Objects.requireNonNull(wanted.getName()))
                    .getConfiguration();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_STREAM) return false;
            throw e;
        }
        boolean isSame = present.getMaxAge().equals(wanted.getMaxAge())
                && present.getMaxBytes() == wanted.getMaxBytes()
                && present.getReplicas() == wanted.getReplicas()
                && present.getDuplicateWindow().equals(wanted.getDuplicateWindow());
        if (!isSame) access.management().updateStream(wanted);
        return true;
    }

    /** Makes streams again that were removed while this application runs. */
    void renew() {
        for (String path : options.services())
            try {
                make(key, path);
            } catch (IOException | IllegalStateException e) {
                log.debug("The stream of '{}' could not be looked at", path, e);
            }
    }

    /**
     * Looks up the position of a listener, which for a new name is the end of the stream.
     *
     * @throws IllegalStateException when there is no stream: the events are not stored
     * @throws IOException when the server does not answer or cannot do it now
     */
    JetStreamSubscription subscribe(ListenerPlace place) throws IOException {
        String stream = subjects.stream(place.key(), place.path());
        String position = Subjects.position(place.event(), place.name());
        try {
            access.management()
                    .addOrUpdateConsumer(
                            stream,
                            ConsumerConfiguration.builder()
                                    .durable(position)
                                    .filterSubject(subjects.stored(place.key(), place.path(), place.event()))
                                    .deliverPolicy(DeliverPolicy.New)
                                    .ackPolicy(AckPolicy.Explicit)
                                    .ackWait(options.ackWait())
                                    // one at a time, of all processes: their order outlives failures
                                    .maxAckPending(1)
                                    .build());
            return access.jetStream().subscribe(null, PullSubscribeOptions.bind(stream, position));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_STREAM)
                throw new IllegalStateException(
                        "Events of service '%s' of '%s' are not stored: its application must name it in durableEvents(d -> d.services(\"%s\"))"
                                .formatted(place.path(), place.key(), place.path()),
                        e);
            throw new IOException(e.getMessage(), e);
        }
    }
}
