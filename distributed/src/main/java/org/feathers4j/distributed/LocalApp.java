package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;

/**
 * The application that a link connects, as far as the link needs to know it.
 *
 * @param self its uuid and key
 * @param events names of the events that it publishes and receives (option {@code distributedEvents})
 * @param methods names of the methods that it answers (option {@code distributedMethods}), without {@code healthcheck}
 * @param publishesEvents whether it publishes events at all
 * @param timeout how long its requests wait for an answer
 * @param componentDelay how long a link that has components waits between them
 */
public record LocalApp(
        Peer self,
        List<String> events,
        List<String> methods,
        boolean publishesEvents,
        Duration timeout,
        Duration componentDelay) {
    public LocalApp {
        events = List.copyOf(events);
        methods = List.copyOf(methods);
    }

    /** An application without {@code componentDelay}. */
    public LocalApp(Peer self, List<String> events, List<String> methods, boolean publishesEvents, Duration timeout) {
        this(self, events, methods, publishesEvents, timeout, Duration.ZERO);
    }
}
