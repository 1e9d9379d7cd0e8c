package org.feathers4j.transport;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * The service call that an HTTP request asks for.
 *
 * @param service the service
 * @param method the method; one that clients may call
 * @param id the record; null for methods without, and for all records that the query matches
 * @param data the data; null for methods without
 * @param params the params, provider {@code rest}
 */
public record RestCall(
        ServiceHandle service,
        String method,
        @Nullable Id id,
        @Nullable Object data,
        Params params) {
    /**
     * Makes the call on this thread.
     *
     * @return the context after the call, with its result
     * @throws FeathersException and any other exception of the service or a hook
     */
    public HookContext run() {
        HookContext context = service.context(method, id, data, params);
        service.run(context);
        return context;
    }
}
