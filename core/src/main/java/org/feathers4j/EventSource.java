package org.feathers4j;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers the events of one service in this process. Safe for all threads. */
final class EventSource {
    private final String name = UUID.randomUUID().toString();
    private final AtomicLong events = new AtomicLong();

    EventIdentity next() {
        return new EventIdentity(name, events.incrementAndGet());
    }
}
