package org.feathers4j.channels;

import java.util.List;

import org.feathers4j.Connection;
import org.feathers4j.EventIdentity;
import org.jspecify.annotations.Nullable;

/**
 * One message for all connections that get the same payload, so that it is encoded only once. An event becomes one
 * publication for each distinct
 * payload, and no connection is in two of them.
 *
 * @param name path and event of the service with a space in between, for instance {@code users/:userId/posts created}
 * @param payload the one argument of the message, a plain JSON value
 * @param connections the recipients, each once; never empty. They may belong to several transports, or have closed in
 *     the meantime
 * @param identity tells the event from all others; null when a peer has sent it without one
 */
public record Publication(
        String name,
        @Nullable Object payload,
        List<Connection> connections,
        @Nullable EventIdentity identity) {
    public Publication {
        connections = List.copyOf(connections);
    }
}
