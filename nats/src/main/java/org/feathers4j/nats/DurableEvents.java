package org.feathers4j.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import io.nats.client.Connection;
import org.feathers4j.Registration;
import org.feathers4j.distributed.EventStore;
import org.feathers4j.distributed.Peer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the events of some services in streams of JetStream, and runs the listeners that have a name. Notes listeners until it is open. Any thread. */
final class DurableEvents implements EventStore {
    private static final Logger log = LoggerFactory.getLogger(DurableEvents.class);

    private final DurableEventsOptions options;
    private final Subjects subjects;
    private final long maxQueuedBytes;
    private final ReentrantLock lock = new ReentrantLock();

    /** These are guarded by the lock. */
    private final Map<Name, Noted> listeners = new HashMap<>();

    private @Nullable Open open;
    private boolean closed;

    /** @param key null for this application's, until its key is known */
    private record Name(@Nullable String key, String path, String event, String name) {}

    /** A listener, and what runs it once there is a connection. */
    private static final class Noted {
        private final Receiver receiver;
        private @Nullable DurableListener running;

        Noted(Receiver receiver) {
            this.receiver = receiver;
        }
    }

    private record Open(Streams streams, EventPublisher publisher, String key) {}

    DurableEvents(DurableEventsOptions options, NatsOptions link) {
        this.options = options;
        subjects = link.subjects();
        maxQueuedBytes = link.maxQueuedBytes();
    }

    /**
     * Makes the streams, and starts the listeners noted so far. When that fails the connection is closed.
     *
     * @throws IllegalStateException when the server has no JetStream or does not make the streams
     * @throws IOException when the server does not answer
     */
    void openOrClose(Connection connection, Peer self) throws IOException, InterruptedException {
        try {
            open(connection, self);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void open(Connection connection, Peer self) throws IOException {
        var streams = new Streams(connection, options, subjects);
        streams.check();
        for (String path : options.services()) streams.make(self.key(), path);
        var publisher = new EventPublisher(streams, options, maxQueuedBytes, self.uuid());
        lock.lock();
        try {
            open = new Open(streams, publisher, self.key());
            listeners.forEach((name, noted) -> {
                try {
                    noted.running = start(open, name, noted.receiver);
                } catch (IllegalStateException e) {
                    log.error("Listener '{}' hears nothing: {}", name.name(), e.getMessage());
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Another connection takes the place of one that was closed; what waits goes on over it. */
    void use(Connection connection) {
        Open present;
        lock.lock();
        try {
            present = open;
        } finally {
            lock.unlock();
        }
        if (present == null) return;
        try {
            present.streams().use(connection);
        } catch (IOException e) {
            log.warn("JetStream cannot be reached over the new connection: {}", e.getMessage());
        }
    }

    @Override
    public boolean keeps(String path) {
        return options.services().contains(path);
    }

    void publish(String key, String path, String event, byte[] body) {
        if (!keeps(path)) return;
        Open present;
        lock.lock();
        try {
            present = open;
        } finally {
            lock.unlock();
        }
        if (present != null) present.publisher.add(subjects.stored(key, path, event), body);
    }

    @Override
    public Registration on(@Nullable String key, String path, String event, String name, Receiver receiver) {
        var noted = new Noted(receiver);
        lock.lock();
        try {
            if (closed) throw new IllegalStateException("The application has left the mesh");
            boolean isOwn = key == null || (open != null && key.equals(open.key()));
            var id = new Name(isOwn ? null : key, path, event, name);
            if (listeners.containsKey(id))
                throw new IllegalStateException(
                        "There is a listener '%s' of '%s %s' already; remove it first, or choose another name"
                                .formatted(name, path, event));
            if (open != null) noted.running = start(open, id, receiver);
            listeners.put(id, noted);
            return () -> end(id, noted);
        } finally {
            lock.unlock();
        }
    }

    private DurableListener start(Open present, Name name, Receiver receiver) {
        String key = name.key() == null ? present.key() : name.key();
        var listener = new DurableListener(
                present.streams(), options, new ListenerPlace(key, name.path(), name.event(), name.name()), receiver);
        listener.start();
        return listener;
    }

    private void end(Name name, Noted noted) {
        DurableListener running;
        lock.lock();
        try {
            if (!listeners.remove(name, noted)) return;
            running = noted.running;
        } finally {
            lock.unlock();
        }
        if (running != null) running.stop();
    }

    /** Lets the events that are being heard end, for some seconds, and waits for what is being stored. */
    void close(Duration timeout) {
        List<DurableListener> running;
        Open present;
        lock.lock();
        try {
            closed = true;
            present = open;
            running = listeners.values().stream()
                    .map(noted -> noted.running)
                    .filter(each -> each != null)
                    .toList();
            listeners.clear();
        } finally {
            lock.unlock();
        }
        running.forEach(DurableListener::end);
        running.forEach(DurableListener::stop);
        if (present != null) present.publisher.close(timeout);
    }

    /** How many events could not be stored. */
    long lost() {
        lock.lock();
        try {
            return open == null ? 0 : open.publisher().lost();
        } finally {
            lock.unlock();
        }
    }
}
