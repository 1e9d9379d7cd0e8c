package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** Receives the events of a service: after a record was created, updated, patched or removed, and the service's own events. */
@FunctionalInterface
public interface ServiceListener {
    /**
     * Runs on the thread that emitted the event, after all hooks of the call; what it throws is logged, and has no other effect. Work that takes long
     * belongs on a {@link SerialExecutor}.
     *
     * @param item the record, or any other value that the service emitted, as a plain JSON value
     * @param context the call that caused it; null for events that the service emitted by hand
     */
    void on(@Nullable Object item, @Nullable HookContext context) throws Exception;
}
