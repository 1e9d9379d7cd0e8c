package org.feathers4j.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events to streams, on a thread of its own, and waits for the acknowledgements: some are on their way at a time; the next ones follow when all of them are stored. A
 * broken connection has delivered the first ones and none after, so publishing the others again keeps the order.
 */
final class EventPublisher {
    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE = 2_000;

    /** Bytes that the id takes, generously: they count for the largest message. */
    private static final int HEADERS = 128;

    private final Streams streams;
    private final DurableEventsOptions options;
    private final long maxBytes;
    private final String source;
    private final BlockingQueue<Event> queue;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    /** An event, with the id by which servers and listeners notice that it comes twice. */
    private static final class Event {
        private final String subject;
        private final String id;
        private final byte[] body;
        private final long since = System.nanoTime();

        Event(String subject, String id, byte[] body) {
            this.subject = subject;
            this.id = id;
            this.body = body;
        }
    }

    /**
     * @param source begins the ids of its events
     */
    EventPublisher(Streams streams, DurableEventsOptions options, long maxBytes, String source) {
        this.streams = streams;
        this.options = options;
        this.maxBytes = maxBytes;
        this.source = source;
        queue = new LinkedBlockingQueue<>(options.maxQueued());
        thread = Thread.ofVirtual().name("stored events").start(this::run);
    }

    /** Queues an event, without waiting. */
    void add(String subject, byte[] body) {
        var event = new Event(subject, source + "-" + count.getAndIncrement(), body);
        if (body.length + HEADERS > streams.maxPayload()) {
            lose(List.of(event), "too large for a message with a header");
            return;
        }
        if (!closing && bytes.addAndGet(body.length) <= maxBytes && queue.offer(event)) return;
        bytes.addAndGet(-body.length);
        lose(List.of(event), "too many wait to be stored");
    }

    private void run() {
        try {
            while (true) {
                var batch = new ArrayList<Event>();
                batch.add(queue.take());
                queue.drainTo(batch, options.maxInFlight() - 1);
                store(batch);
                for (Event each : batch) bytes.addAndGet(-each.body.length);
            }
        } catch (InterruptedException e) {
            log.debug("No events are stored any more");
        }
    }

    private void store(List<Event> batch) throws InterruptedException {
        List<Event> rest = batch;
        for (int failures = 0; ; failures++) {
            var reason = new String[] {"there is no connection to the servers"};
            try {
                if (streams.areConnected()) rest = refused(rest, reason);
            } catch (InterruptedException e) {
                lose(rest, "the application was closed before they were acknowledged");
                throw e;
            }
            if (rest.isEmpty()) return;
            rest = young(rest, reason[0]);
            if (rest.isEmpty()) return;
            if (failures == 0) log.warn("{} events are not stored yet: {}", rest.size(), reason[0]);
            try {
                Thread.sleep(Math.min(LONGEST_PAUSE, 50L << Math.min(failures, 10)));
            } catch (InterruptedException e) {
                lose(rest, reason[0]);
                throw e;
            }
            if (streams.areConnected()) streams.renew();
        }
    }

    /** Publishes events in order, and returns those that are not stored. */
    private List<Event> refused(List<Event> events, String[] reason) throws InterruptedException {
        var sent = new LinkedHashMap<Event, CompletableFuture<PublishAck>>();
        for (Event each : events) sent.put(each, publish(each));
        var refused = new ArrayList<Event>();
        for (Map.Entry<Event, CompletableFuture<PublishAck>> each : sent.entrySet()) {
            try {
                each.getValue().get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
                reason[0] = reason(e);
                refused.add(each.getKey());
            }
        }
        return refused;
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? "the servers do not acknowledge them" : cause.getMessage();
    }

    private CompletableFuture<PublishAck> publish(Event event) {
        try {
            return streams.publish(
                    event.subject, new Headers().put(NatsJetStreamConstants.MSG_ID_HDR, event.id), event.body);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Those that are tried again. */
    private List<Event> young(List<Event> events, @Nullable String reason) {
        long now = System.nanoTime();
        var old = new ArrayList<Event>();
        var young = new ArrayList<Event>();
        for (Event each : events)
            if (now - each.since > options.retryFor().toNanos()) old.add(each);
            else young.add(each);
        if (!old.isEmpty()) lose(old, String.valueOf(reason));
        return young;
    }

    private void lose(List<Event> events, String reason) {
        lost.addAndGet(events.size());
        var subjects = new TreeMap<String, Integer>();
        for (Event each : events) subjects.merge(each.subject, 1, Integer::sum);
        log.error(
                "Listeners with a name miss {} events, which are not stored ({}): {}", events.size(), reason, subjects);
    }

    long lost() {
        return lost.get();
    }

    /** Waits until all is stored, then takes no more. */
    void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        closing = true;
        try {
            while (bytes.get() > 0 && System.nanoTime() < deadline) Thread.sleep(5);
            thread.interrupt();
            thread.join(ANSWER);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        var rest = new ArrayList<Event>();
        queue.drainTo(rest);
        if (!rest.isEmpty()) lose(rest, "the application was closed");
    }
}
