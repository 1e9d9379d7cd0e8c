package org.feathers4j.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.NatsJetStreamConstants;
import org.feathers4j.distributed.EventStore;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of a stream to a listener with a name, on a thread of its own. How far it has come is for the servers to store, so that it goes on there after a restart. */
final class DurableListener {
    private static final Logger log = LoggerFactory.getLogger(DurableListener.class);
    private static final Duration PULL = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE = 30_000;

    /** So many ids of events that were heard are known: more than can come twice for any reason but a restart. */
    private static final int IDS = 1_000;

    private final Streams streams;
    private final DurableEventsOptions options;
    private final ListenerPlace place;
    private final EventStore.Receiver receiver;
    private final Set<String> heard = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable JetStreamSubscription subscription;
    private @Nullable Thread thread;
    private volatile boolean ended;

    DurableListener(Streams streams, DurableEventsOptions options, ListenerPlace place, EventStore.Receiver receiver) {
        this.streams = streams;
        this.options = options;
        this.place = place;
        this.receiver = receiver;
    }

    /**
     * Starts the listener. On return events are stored for its name, unless the servers do not answer.
     *
     * @throws IllegalStateException when the events are not stored
     */
    void start() {
        try {
            subscribe();
        } catch (IOException e) {
            log.warn("Listener {} waits for the servers: {}", place, e.getMessage());
        }
        thread = Thread.ofVirtual().name("listener " + place.name()).start(this::run);
    }

    private JetStreamSubscription subscribe() throws IOException {
        JetStreamSubscription made = streams.subscribe(place);
        lock.lock();
        try {
            subscription = made;
            if (ended) made.unsubscribe();
        } finally {
            lock.unlock();
        }
        return made;
    }

    private @Nullable JetStreamSubscription subscription() {
        lock.lock();
        try {
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        int failures = 0;
        while (!ended) {
            try {
                JetStreamSubscription present = subscription();
                if (present == null) present = subscribe();
                for (Message message : present.fetch(1, PULL)) take(message);
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (ended) return;
                log.warn("Listener {} hears nothing at present: {}", place, String.valueOf(e.getMessage()));
                forget();
                pause(failures++);
            }
        }
    }

    private void forget() {
        lock.lock();
        try {
            if (subscription != null && subscription.isActive()) subscription.unsubscribe();
            subscription = null;
        } catch (IllegalStateException e) {
            subscription = null; // it is gone already
        } finally {
            lock.unlock();
        }
    }

    private void take(Message message) throws InterruptedException {
        String id = id(message);
        if (heard.contains(id)) {
            acknowledge(message);
            return;
        }
        MeshEvent event;
        try {
            event = new MeshEvent(place.event(), Json.parse(message.getData()));
        } catch (JsonException e) {
            log.error("Listener {} leaves out event {}, which is not JSON", place, number(message), e);
            message.term();
            return;
        }
        try {
            hear(message, event);
        } catch (Exception e) {
            if (ended && e instanceof InterruptedException interrupted) throw interrupted;
            refuse(message, e);
            return;
        }
        heard.add(id);
        if (heard.size() > IDS) heard.remove(heard.iterator().next());
        acknowledge(message);
    }

    /** Tells the servers that the listener is busy, as long as it is. */
    private void hear(Message message, MeshEvent event) throws Exception {
        var done = new CountDownLatch(1);
        long interval = options.ackWait().toMillis() / 3;
        Thread.ofVirtual().name("progress of " + place.name()).start(() -> {
            try {
                while (!done.await(interval, TimeUnit.MILLISECONDS)) message.inProgress();
            } catch (InterruptedException | IllegalStateException e) {
                log.debug("Progress of listener {} is not told any more", place, e);
            }
        });
        try {
            receiver.on(event);
        } finally {
            done.countDown();
        }
    }

    private void refuse(Message message, Exception problem) {
        long attempts = message.metaData().deliveredCount();
        if (attempts >= options.maxAttempts()) {
            log.error(
                    "Listener {} failed {} times at event {} and does not get it again; the stream {} has it until it is too old",
                    place,
                    attempts,
                    number(message),
                    message.metaData().getStream(),
                    problem);
            message.term();
            return;
        }
        long pause = Math.min(LONGEST_PAUSE, 250L << Math.min(attempts - 1, 10));
        log.warn("Listener {} failed, and gets event {} again in {} ms", place, number(message), pause, problem);
        message.nakWithDelay(pause);
    }

    /** Without an acknowledgement of this one the event comes again, and is known. */
    private void acknowledge(Message message) throws InterruptedException {
        try {
            message.ackSync(ANSWER);
        } catch (TimeoutException | IllegalStateException e) {
            log.debug("Event {} may come again to listener {}", number(message), place, e);
        }
    }

    private static long number(Message message) {
        return message.metaData().streamSequence();
    }

    private static String id(Message message) {
        List<String> ids = message.hasHeaders() ? message.getHeaders().get(NatsJetStreamConstants.MSG_ID_HDR) : null;
        return ids == null || ids.isEmpty() ? "#" + number(message) : ids.getFirst();
    }

    private void pause(int failures) {
        try {
            Thread.sleep(Math.min(LONGEST_PAUSE / 6, 250L << Math.min(failures, 10)));
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    /** Takes no further event. */
    void end() {
        ended = true;
        forget();
    }

    /** Takes no further event, and lets the one that is being heard end, for some seconds. */
    void stop() {
        end();
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) return;
        try {
            if (running.join(ENDING)) return;
            log.warn("Listener {} did not end within {}; it is interrupted", place, ENDING);
            running.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
