package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;

import org.feathers4j.Service;
import org.feathers4j.memory.MemoryOptions;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.memory.Pagination;

/** A memory service, seen from where everything about it can be seen. */
record MemoryUnderTest(MemoryService service) implements ServiceUnderTest {
    static MemoryOptions options(String id) {
        return MemoryOptions.defaults().id(id).events("testing");
    }

    static MemoryService service(String id, Settings settings) {
        return MemoryService.create(o -> paginated(multi(options(id), settings.multi()), settings.paginate()));
    }

    private static MemoryOptions multi(MemoryOptions options, Object multi) {
        return multi instanceof List<?> methods
                ? options.multi(methods.stream().map(String::valueOf).toArray(String[]::new))
                : options.multi(multi.equals(true));
    }

    private static MemoryOptions paginated(MemoryOptions options, Object paginate) {
        return paginate instanceof Map<?, ?> sizes
                ? options.paginate(new Pagination((Integer) sizes.get("default"), (Integer) sizes.get("max")))
                : options;
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
