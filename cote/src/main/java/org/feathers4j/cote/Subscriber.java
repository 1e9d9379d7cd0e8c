package org.feathers4j.cote;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the events of the publishers of its key and name space. Made by {@link Cote#subscriber}.
 *
 * <pre>{@code
 * var rates = cote.subscriber("rate subscriber");
 * rates.on("rate updated", (event, rate) -> System.out.println(rate));
 * }</pre>
 */
public final class Subscriber implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

    /** Receives events. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An event was published. Called on a virtual thread, one event after another.
         *
         * @param event its name; where {@code subscribesTo} has a {@code *}, the text in its place
         * @param data a JSON value
         */
        void on(String event, @Nullable Object data);
    }

    private final CoteContext context;
    private final String name;
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final SerialExecutor executor;
    private final SubSocket socket;
    private final Runnable onClose;

    Subscriber(Cote cote, String name, ComponentOptions options) {
        this.context = cote.context();
        this.name = name;
        this.executor = new SerialExecutor("subscriber " + name, options.maxWaiting());
        List<String> patterns = options.subscribesTo() == null ? List.of("*") : options.subscribesTo();
        this.socket = new SubSocket(
                context,
                patterns.stream()
                        .map(pattern -> new Topic(options.namespace(), pattern))
                        .toList(),
                this::onEvent);
        var component = new Component(
                        options.advertisement(name, context.options().wireKey(options.key()), AxonType.SUB),
                        socket.connector(),
                        null)
                .reporting(socket.status());
        this.onClose = cote.connecting(component, socket.connector(), () -> {});
    }

    /**
     * Listens for events from now on.
     *
     * @param event a name, or {@code *} for all
     */
    public Subscriber on(String event, Listener listener) {
        listeners.computeIfAbsent(event, each -> new CopyOnWriteArrayList<>()).add(listener);
        return this;
    }

    /** On the loop. */
    private @Nullable CompletableFuture<@Nullable Void> onEvent(String event, @Nullable Object data) {
        List<Listener> named = listeners.getOrDefault(event, List.of());
        List<Listener> all = event.equals("*") ? List.of() : listeners.getOrDefault("*", List.of());
        if (named.isEmpty() && all.isEmpty() && context.options().logs().ofUnknownEvents())
            log.info("'{}' has no listener for '{}'", name, event);
        for (Listener each : named) executor.add(() -> each.on(event, data));
        for (Listener each : all) executor.add(() -> each.on(event, data));
        return executor.backlog();
    }

    /** How many publishers it is connected to; returns after the tasks that the loop has now. */
    public int publishers() {
        return Cote.onLoop(context, () -> socket.status().nodes().size());
    }

    /** How many events were dropped because listeners were stuck. */
    public long refused() {
        return executor.refused();
    }

    /** Stops listening. */
    @Override
    public void close() {
        onClose.run();
    }
}
