package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Service;
import org.feathers4j.adapter.Pagination;
import org.feathers4j.memory.MemoryOptions;
import org.feathers4j.memory.MemoryService;

/** A memory service, seen from where everything about it can be seen. */
record MemoryUnderTest(MemoryService service) implements ServiceUnderTest {
    static Consumer<MemoryOptions.Builder> options(String id) {
        return o -> o.id(id).events("testing");
    }

    static MemoryService service(String id, Settings settings) {
        return MemoryService.create(
                options(id).andThen(o -> multi(o, settings.multi())).andThen(o -> paginate(o, settings.paginate())));
    }

    private static void multi(MemoryOptions.Builder options, Object multi) {
        if (multi instanceof List<?> methods)
            options.multi(methods.stream().map(String::valueOf).toArray(String[]::new));
        else options.multi(multi.equals(true));
    }

    private static void paginate(MemoryOptions.Builder options, Object paginate) {
        if (paginate instanceof Map<?, ?> sizes)
            options.paginate(new Pagination((Integer) sizes.get("default"), (Integer) sizes.get("max")));
    }

    @Override
    public Service.Complete raw() {
        return service.raw();
    }

    @Override
    public String id() {
        return service.id();
    }

    @Override
    public Object options() {
        return service.options();
    }

    @Override
    public List<String> events() {
        return service.events();
    }
}
