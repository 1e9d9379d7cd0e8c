package org.feathers4j.client;

import java.util.List;

import org.feathers4j.CustomMethod;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** A service of the server. Immutable. */
final class RemoteService implements Service.Complete, Service.Emits {
    private final String path;
    private final Caller caller;
    private final List<String> events;

    /** @param events those that the server sends; an event that it does not send comes from calls made here, as in Feathers */
    RemoteService(String path, Caller caller, List<String> events) {
        this.path = path;
        this.caller = caller;
        this.events = events;
    }

    @Override
    public List<String> events() {
        return events;
    }

    private @Nullable Object call(String method, @Nullable Id id, @Nullable Object data, Params params)
            throws InterruptedException {
        if (id != null && id.text().isEmpty()) throw FeathersException.badRequest("id for .%s is required", method);
        return caller.call(new ServiceCall(path, method, id, data, params));
    }

    @Override
    public @Nullable Object find(Params params) throws InterruptedException {
        return call("find", null, null, params);
    }

    @Override
    public @Nullable Object get(Id id, Params params) throws InterruptedException {
        return call("get", id, null, params);
    }

    @Override
    public @Nullable Object create(@Nullable Object data, Params params) throws InterruptedException {
        return call("create", null, data, params);
    }

    @Override
    public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) throws InterruptedException {
        return call("update", id, data, params);
    }

    @Override
    public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) throws InterruptedException {
        return call("patch", id, data, params);
    }

    @Override
    public @Nullable Object remove(@Nullable Id id, Params params) throws InterruptedException {
        return call("remove", id, null, params);
    }

    CustomMethod custom(String method) {
        return (data, params) -> call(method, null, data, params);
    }
}
