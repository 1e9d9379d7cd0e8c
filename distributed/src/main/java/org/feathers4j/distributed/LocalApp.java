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
 */
public record LocalApp(
        Peer self, List<String> events, List<String> methods, boolean publishesEvents, Duration timeout) {
    public LocalApp {
        events = List.copyOf(events);
        methods = List.copyOf(methods);
    }
}
