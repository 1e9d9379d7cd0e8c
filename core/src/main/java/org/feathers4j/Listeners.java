package org.feathers4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listeners by the name of the event; safe for all threads. When a listener fails the failure is logged, and the remaining listeners still get the event. */
final class Listeners<L> {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    /** What a listener does with one event. */
    @FunctionalInterface
    interface Delivery<L> {
        void to(L listener) throws Exception;
    }

    private final Map<String, CopyOnWriteArrayList<L>> byEvent = new ConcurrentHashMap<>();

    Registration add(String event, L listener) {
        CopyOnWriteArrayList<L> list = byEvent.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>());
        list.add(listener);
        var removed = new AtomicBoolean();
        return () -> {
            // once: the same listener may be registered a second time
            if (!removed.getAndSet(true)) list.remove(listener);
        };
    }

    boolean isEmpty(String event) {
        CopyOnWriteArrayList<L> list = byEvent.get(event);
        return list == null || list.isEmpty();
    }

    void emit(String event, Delivery<L> delivery) {
        CopyOnWriteArrayList<L> list = byEvent.get(event);
        if (list == null) return;
        for (L listener : list) deliver(event, listener, delivery);
    }

    private void deliver(String event, L listener, Delivery<L> delivery) {
        try {
            delivery.to(listener);
        } catch (Throwable e) { // also errors: the call that caused the event has been made
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            log.warn("A listener for '{}' failed; other listeners are not affected", event, e);
        }
    }
}
