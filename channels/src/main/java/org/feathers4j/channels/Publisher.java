package org.feathers4j.channels;

import org.jspecify.annotations.Nullable;

/** Chooses the channels of an event. Registered with {@link Channels#publish(Publisher)} and its siblings. */
@FunctionalInterface
public interface Publisher {
    /**
     * The channels whose connections get the item.
     *
     * <p>Runs on a virtual thread of the service, one event after another in the order in which they happened; blocking delays only the events of this
     * service. The call may have ended long ago. Exceptions are logged, and no client gets the event.
     *
     * @param item the record, or any other value that the service emitted, as a plain JSON value: a copy
     * @param context the origin of the event
     * @return a {@link Channel}, a list of channels, of such lists and of nulls, or null for no channel
     */
    @Nullable
    Object publish(@Nullable Object item, PublishContext context) throws Exception;
}
