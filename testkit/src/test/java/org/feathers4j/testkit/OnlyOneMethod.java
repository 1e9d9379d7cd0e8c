package org.feathers4j.testkit;

import java.util.function.Consumer;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryOptions;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;

/** A memory service of whose public methods only one works. */
final class OnlyOneMethod extends MemoryService {
    private final String method;

    OnlyOneMethod(String method, Consumer<MemoryOptions.Builder> options) {
        super(options);
        this.method = method;
    }

    private void called(String name) {
        if (!name.equals(method)) throw new AssertionError(method + " called " + name);
    }

    @Override
    public Object find(Params params) {
        called("find");
        return super.find(params);
    }

    @Override
    public Object get(@Nullable Id id, Params params) {
        called("get");
        return super.get(id, params);
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        called("create");
        return super.create(data, params);
    }

    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        called("update");
        return super.update(id, data, params);
    }

    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        called("patch");
        return super.patch(id, data, params);
    }

    @Override
    public Object remove(@Nullable Id id, Params params) {
        called("remove");
        return super.remove(id, params);
    }
}
