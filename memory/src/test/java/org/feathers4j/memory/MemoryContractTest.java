package org.feathers4j.memory;

import java.util.List;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

class MemoryContractTest extends AdapterContract {
    String id() {
        return "id";
    }

    @Override
    AdapterUnderTest start(AdapterUnderTest.Settings settings) {
        Params asked = Params.empty()
                .with("adapter", Scenario.object("multi", settings.multi(), "paginate", settings.paginate()));
        return new Adapter(
                MemoryService.create(o -> o.id(id()).events("testing").overriddenBy(asked)));
    }

    @Override
    AdapterUnderTest startWithOnly(String method) {
        return new Adapter(new OnlyOne(method, MemoryOptions.defaults().id(id())));
    }

    private record Adapter(MemoryService service) implements AdapterUnderTest {
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

    private static final class OnlyOne extends MemoryService {
        private final String method;

        OnlyOne(String method, MemoryOptions options) {
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
}
