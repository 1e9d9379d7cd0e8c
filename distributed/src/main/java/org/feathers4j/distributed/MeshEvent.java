package org.feathers4j.distributed;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a service of one application, on its way to all others.
 *
 * @param name of the event, for instance {@code created}
 * @param message what travels: record, path, key and context in one JSON value; {@link EventMessage} makes and reads it
 */
public record MeshEvent(String name, @Nullable Object message) {}
