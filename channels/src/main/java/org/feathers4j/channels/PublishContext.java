package org.feathers4j.channels;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * The origin of an event.
 *
 * @param service the service that emitted it, local or remote
 * @param event its name, for instance {@code created}
 * @param call the call that caused it, a copy as it was when the event was emitted: changes to it have no effect; null
 *     for events that were emitted by hand
 */
public record PublishContext(
        ServiceHandle service, String event, @Nullable HookContext call) {
    /** The application that publishes. */
    public Application app() {
        return service.app();
    }

    /** The registered path of the service, with the names of its placeholders. */
    public String path() {
        return service.path();
    }

    /** The params of the call; empty for events that were emitted by hand. */
    public Params params() {
        return call == null ? Params.empty() : call.params();
    }
}
