package org.feathers4j.cotelink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.feathers4j.cote.RequestChannel;

/** Where requests to an application can be sent. Changed by the loop alone, read by any thread. */
final class Channels {
    private final Map<String, List<RequestChannel>> byApp = new ConcurrentHashMap<>();

    /** Adds a channel, and tells whether it is the first one to that application. */
    boolean add(String appUuid, RequestChannel channel) {
        List<RequestChannel> before = byApp.getOrDefault(appUuid, List.of());
        byApp.put(appUuid, Stream.concat(before.stream(), Stream.of(channel)).toList());
        return before.isEmpty();
    }

    /** Removes a channel, and tells whether it was the last one to that application. */
    boolean remove(String appUuid, RequestChannel channel) {
        List<RequestChannel> rest = byApp.getOrDefault(appUuid, List.of()).stream()
                .filter(each -> each != channel)
                .toList();
        if (!rest.isEmpty()) byApp.put(appUuid, rest);
        return rest.isEmpty() && byApp.remove(appUuid) != null;
    }

    /** A channel to that application, the oldest that is open. */
    Optional<RequestChannel> to(String appUuid) {
        List<RequestChannel> channels = byApp.get(appUuid);
        return channels == null ? Optional.empty() : Optional.of(channels.getFirst());
    }

    /** All channels to that application. */
    List<RequestChannel> allTo(String appUuid) {
        return byApp.getOrDefault(appUuid, List.of());
    }

    /** All of them. */
    List<RequestChannel> all() {
        return byApp.values().stream().flatMap(List::stream).toList();
    }
}
