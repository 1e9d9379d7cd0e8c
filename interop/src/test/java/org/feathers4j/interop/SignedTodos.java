package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;

/** An in-memory service with all six methods, also on many records at once, {@code toggle} and the event {@code toggled}. */
final class SignedTodos extends MemoryService {

    private final String name;

    // Set while the application starts, before any call.
    private volatile @Nullable Application app;
    private volatile String path = "";

    SignedTodos(String name) {
        super(o -> o.startId(1).multi(true));
        this.name = name;
    }

    @Override
    public void setup(Application application, String registeredPath) {
        path = registeredPath;
        app = application;
    }

    @Override
    public Object find(Params params) {
        return signed(super.find(params));
    }

    @Override
    public Object get(@Nullable Id id, Params params) {
        return signed(super.get(id, params));
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        return signed(super.create(data, params));
    }

    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        return signed(super.update(id, data, params));
    }

    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        return signed(super.patch(id, data, params));
    }

    @Override
    public Object remove(@Nullable Id id, Params params) {
        return signed(super.remove(id, params));
    }

    Object toggle(@Nullable Object data, Params params) {
        var id = Id.ofNullable(Values.object(data).get("id"));
        var before = Values.object(super.get(id, Params.empty()));
        var done = !Boolean.TRUE.equals(before.get("done"));
        var toggled = signed(super.patch(id, Map.of("done", done), Params.empty()));
        var application = app;
        if (application != null) {
            application.service(path).emit("toggled", toggled);
        }
        return toggled;
    }

    private Object signed(Object result) {
        if (result instanceof List<?> list) {
            return list.stream().map(this::signed).toList();
        }
        var signed = new LinkedHashMap<>(Values.object(result));
        signed.put("from", name);
        return signed;
    }
}
