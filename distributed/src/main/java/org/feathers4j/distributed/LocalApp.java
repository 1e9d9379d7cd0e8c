package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;

/**
 * What a link has to know of the application that it links.
 *
 * @param self its uuid and key
 * @param events names of the events that it publishes and wants to hear (option {@code distributedEvents})
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

    /** An application whose components need not wait for each other. */
    public LocalApp(Peer self, List<String> events, List<String> methods, boolean publishesEvents, Duration timeout) {
        this(self, events, methods, publishesEvents, timeout, Duration.ZERO);
    }
}
