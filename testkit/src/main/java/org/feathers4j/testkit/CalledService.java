package org.feathers4j.testkit;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * A registered service as its callers see it, for {@link ServiceUnderTest#service()}: every call goes through all hooks, and to another application if the service is
 * there.
 *
 * @param handle the service
 */
public record CalledService(ServiceHandle handle) implements Service.Complete {
    @Override
    public @Nullable Object find(Params params) {
        return handle.find(params);
    }

    @Override
    public @Nullable Object get(Id id, Params params) {
        return handle.get(id, params);
    }

    @Override
    public @Nullable Object create(@Nullable Object data, Params params) {
        return handle.create(data, params);
    }

    @Override
    public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
        return handle.update(id, data, params);
    }

    @Override
    public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        return handle.patch(id, data, params);
    }

    @Override
    public @Nullable Object remove(@Nullable Id id, Params params) {
        return handle.remove(id, params);
    }
}
