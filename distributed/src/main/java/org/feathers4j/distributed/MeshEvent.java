package org.feathers4j.distributed;

import org.jspecify.annotations.Nullable;

/**
 * An event of a service on its way to the peers.
 *
 * @param name of the event, for instance {@code created}
 * @param message record, path, key and context in one JSON value; {@link EventMessage} makes and reads it
 */
public record MeshEvent(String name, @Nullable Object message) {}
