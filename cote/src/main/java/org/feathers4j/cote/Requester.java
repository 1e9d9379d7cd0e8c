package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the responders of its key and name space, in turn or as its {@link LoadBalancer} chooses. Made by {@link Cote#requester}; any thread may send.
 *
 * <pre>{@code
 * var currencies = cote.requester("currency requester");
 * Object amount = currencies.send(Map.of("type", "convert", "from", "usd", "to", "eur", "amount", 100));
 * }</pre>
 *
 * <p>A request waits for a responder when none is connected. When the connection is lost before the request was sent, another responder gets
 * it; after that the request may have been executed, and it fails at once.
 */
public final class Requester implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Requester.class);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String PREFIX = ProcessHandle.current().pid() + ":";

    /** The responders that are connected now. */
    private record View(List<Endpoint> endpoints, CompletableFuture<@Nullable Void> replaced) {}

    private final CoteContext context;
    private final LoadBalancer balancer;
    private final Duration timeout;
    private final boolean listedOnly;
    private final int maxWaiting;
    private final Semaphore waiting;
    private final ReqSocket socket;
    private final Runnable onClose;
    private volatile View view = new View(List.of(), new CompletableFuture<>());
    private volatile boolean closed;

    Requester(Cote cote, String name, ComponentOptions options) {
        this.context = cote.context();
        this.balancer = options.loadBalancer();
        this.timeout = cote.requestTimeout(options);
        this.listedOnly = options.listedOnly();
        this.maxWaiting = options.maxWaiting();
        this.waiting = new Semaphore(maxWaiting);
        this.socket = new ReqSocket(context, new Responders());
        var component = new Component(
                        options.advertisement(name, context.options().wireKey(options.key()), AxonType.REQ),
                        socket.connector(),
                        null)
                .reporting(socket.status());
        this.onClose = cote.connecting(component, socket.connector(), this::refuseWaiting);
    }

    /** Keeps the view; called on the loop. */
    private final class Responders implements ReqSocket.Listener {
        @Override
        public void onOpen(Advertisement responder, RequestChannel channel) {
            var endpoint = new Endpoint(channel, responder);
            show(Stream.concat(view.endpoints().stream(), Stream.of(endpoint)).toList());
        }

        @Override
        public void onClosed(Advertisement responder, RequestChannel channel) {
            var stay = new ArrayList<Endpoint>();
            var left = new ArrayList<Endpoint>();
            for (Endpoint each : view.endpoints()) (each.channel().equals(channel) ? left : stay).add(each);
            left.forEach(Endpoint::disconnected);
            show(List.copyOf(stay));
            for (Endpoint each : left) tell(() -> balancer.onLeft(each));
        }

        private void show(List<Endpoint> endpoints) {
            View before = view;
            view = new View(endpoints, new CompletableFuture<>());
            before.replaced().complete(null);
        }
    }

    /** A bug of a load balancer does not fail the request. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException bug) {
            log.error("The load balancer threw an exception", bug);
        }
    }

    /** The IP addresses of the responders that are connected now. */
    List<String> addresses() {
        return view.endpoints().stream().map(Endpoint::address).toList();
    }

    /** How many requests wait for a responder. */
    int waiting() {
        return maxWaiting - waiting.availablePermits();
    }

    /** How many responders are connected now. */
    public int responders() {
        return view.endpoints().size();
    }

    /**
     * Asks, and waits for the answer on the calling thread.
     *
     * @param request a JSON object with a text as {@code type}; {@code __subset} limits it to the responders of a subset and is not sent,
     *     {@code __timeout} (milliseconds) goes before the component's timeout
     * @return what the responder answered: a JSON value, a text, a {@code byte[]}, or null
     * @throws RequestException when there is no answer, or the answer is an error
     * @throws IllegalArgumentException when the request has no type or is not JSON
     * @throws IllegalStateException when the requester is closed or its thread is interrupted
     */
    public @Nullable Object send(Map<String, ? extends @Nullable Object> request) {
        var message = new LinkedHashMap<String, @Nullable Object>(request);
        Object subset = message.remove("__subset");
        // Node's responders end on other types, and never answer requests without one (cote, responder.js)
        if (!(message.get("type") instanceof String type) || type.isEmpty() || type.equals("error"))
            throw new IllegalArgumentException(
                    "A request needs a text as type, and not 'error': " + message.get("type"));
        Duration ownTimeout = message.get("__timeout") instanceof Number millis && millis.longValue() > 0
                ? Duration.ofMillis(millis.longValue())
                : timeout;
        return send(message, fitting(type, subset), deadline(ownTimeout));
    }

    /** Which responders a request may go to; null for all. */
    private @Nullable Predicate<Endpoint> fitting(String type, @Nullable Object subset) {
        Predicate<Endpoint> ofSubset = subset == null || subset.equals("") ? null : each -> each.isOf(subset);
        if (!listedOnly) return ofSubset;
        Predicate<Endpoint> listing = each -> each.lists(type);
        return ofSubset == null ? listing : listing.and(ofSubset);
    }

    private long deadline(Duration timeout) {
        return context.network().nanos() + (timeout.isZero() ? FOR_EVER : timeout).toNanos();
    }

    private @Nullable Object send(
            Map<String, @Nullable Object> message, @Nullable Predicate<Endpoint> fitting, long deadline) {
        while (true) {
            Endpoint endpoint = endpoint(message, fitting, deadline);
            Outcome outcome = exchange(endpoint, message, deadline);
            switch (outcome) {
                case Outcome.Success(var result) -> {
                    return result.get();
                }
                case Outcome.Failure(var error) -> throw RequestException.answered(nonNull(error.get()));
                case Outcome.Lost(boolean sent, String reason) -> {
                    if (sent) throw RequestException.of(RequestException.Kind.LOST, "lost connection: " + reason);
                }
            }
        }
    }

    private static Object nonNull(@Nullable Object error) {
        return error == null ? "null" : error;
    }

    /** A responder, now or when one is connected. */
    private Endpoint endpoint(
            Map<String, @Nullable Object> message, @Nullable Predicate<Endpoint> fitting, long deadline) {
        Endpoint now = choose(message, view, fitting);
        if (now != null) return now;
        if (!waiting.tryAcquire())
            throw RequestException.of(RequestException.Kind.REFUSED, "Too many requests wait for a responder");
        try {
            while (true) {
                View seen = view;
                Endpoint endpoint = choose(message, seen, fitting);
                if (endpoint != null) return endpoint;
                if (closed) throw new IllegalStateException("This requester is closed");
                await(seen.replaced(), deadline);
            }
        } finally {
            waiting.release();
        }
    }

    private @Nullable Endpoint choose(
            Map<String, @Nullable Object> message, View seen, @Nullable Predicate<Endpoint> fitting) {
        List<Endpoint> candidates = fitting == null
                ? seen.endpoints()
                : seen.endpoints().stream().filter(fitting).toList();
        if (candidates.isEmpty()) return null;
        Endpoint chosen = balancer.choose(message, candidates, context.network().nanos());
        if (candidates.contains(chosen)) return chosen;
        throw new IllegalStateException(
                "The load balancer chose %s, which is none of %s".formatted(chosen, candidates));
    }

    private Outcome exchange(Endpoint endpoint, Map<String, @Nullable Object> message, long deadline) {
        String id = PREFIX + COUNT.getAndIncrement();
        var replied = new CompletableFuture<Outcome>();
        long begunAt = context.network().nanos();
        tell(() -> balancer.onBegin(endpoint, begunAt));
        RequestChannel.Call call = null;
        try {
            call = endpoint.channel().send(id, frame(message, id), replied::complete);
            return await(replied, deadline);
        } finally {
            tell(() -> balancer.onEnd(endpoint, begunAt, context.network().nanos()));
            if (call != null && !replied.isDone()) call.cancel();
        }
    }

    private ByteBuffer frame(Map<String, @Nullable Object> message, String id) {
        ByteBuffer frame;
        try {
            frame = RequestChannel.frame(message, id);
        } catch (JsonException e) {
            throw new IllegalArgumentException("The request can't be sent: " + e.getMessage(), e);
        }
        int limit = context.options().limits().maxFrameBytes();
        if (frame.remaining() > limit)
            throw new IllegalArgumentException(
                    "The request has %d bytes, more than the %d that can be sent".formatted(frame.remaining(), limit));
        return frame;
    }

    private <T extends @Nullable Object> T await(CompletableFuture<T> future, long deadline) {
        try {
            return future.get(Math.max(0, deadline - context.network().nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw RequestException.of(RequestException.Kind.TIMED_OUT, "Request timed out.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Never completed with an exception", e);
        }
    }

    /** Sends no more requests; requests that wait for a responder fail, requests that were sent may still be answered. */
    @Override
    public void close() {
        onClose.run();
    }

    private void refuseWaiting() {
        closed = true;
        view.replaced().complete(null);
    }
}
