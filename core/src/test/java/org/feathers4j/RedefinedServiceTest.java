package org.feathers4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Services of other applications, which change with what their providers offer and give way to own ones. */
class RedefinedServiceTest {
    private static final ServiceOptions REMOTE = ServiceOptions.of(o -> o.with("remote", true));

    private final Application app = Application.create();
    private final Service elsewhere = new Service() {};

    private ServiceHandle use(String... methods) {
        app.use("orders", elsewhere, definition(methods), REMOTE);
        return app.service("orders");
    }

    private static ServiceDefinition definition(String... names) {
        var methods = new LinkedHashMap<String, MethodDefinition>();
        for (String name : names) methods.put(name, new MethodDefinition(name, context -> name));
        return new ServiceDefinition(methods, List.of(names));
    }

    @Test
    void a_method_that_comes_later_has_the_hooks_that_were_there_before() {
        ServiceHandle orders = use("get");
        var seen = new ArrayList<String>();
        orders.hooks(h -> h.before(context -> seen.add(context.method())));
        app.hooks(h -> h.before(context -> seen.add("app " + context.method())));
        orders.redefine(definition("get", "archive"), REMOTE);
        assertThat(orders.call("archive", null)).isEqualTo("archive");
        assertThat(seen).containsExactly("app archive", "archive");
    }

    @Test
    void a_method_that_has_gone_is_not_allowed_also_for_a_call_that_was_prepared_before() {
        ServiceHandle orders = use("get", "archive");
        HookContext prepared = orders.context("archive", null, null, Params.empty());
        orders.redefine(definition("get"), REMOTE);
        for (Runnable call : List.<Runnable>of(() -> orders.run(prepared), () -> orders.call("archive", null)))
            assertThat(Objects.requireNonNull(catchThrowableOfType(FeathersException.class, call::run))
                            .kind())
                    .isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
        assertThat(orders.allows("archive")).isFalse();
    }

    @Test
    void listeners_hear_of_it_also_in_an_application_in_which_the_service_is_mounted() {
        ServiceHandle orders = use("get");
        var outer = Application.create();
        outer.use("api", app);
        var heard = new ArrayList<String>();
        for (Application each : List.of(app, outer))
            each.onServices(new ServiceRegistryListener() {
                @Override
                public void added(ServiceHandle service) {}

                @Override
                public void changed(ServiceHandle service) {
                    heard.add(service.path() + service.options().events());
                }
            });
        orders.redefine(
                definition("get"), ServiceOptions.of(o -> o.with("remote", true).events("archived")));
        assertThat(heard).containsExactly("orders[archived]", "api/orders[archived]");
        outer.unuse("api/orders");
        orders.redefine(definition("get"), REMOTE);
        assertThat(heard).endsWith("orders[]").hasSize(3);
    }

    @Test
    void it_gives_way_to_an_own_service_once_and_not_to_another_remote_one() {
        ServiceHandle remote = use("get");
        assertThatThrownBy(() -> use("get")).hasMessage("Path orders already exists");
        app.use("orders", Service.get((id, params) -> "own"));
        assertThat(app.service("orders").get(1)).isEqualTo("own");
        assertThat(app.services()).hasSize(1);
        assertThat(app.unuse(remote)).isFalse();
        assertThatThrownBy(() -> app.use("orders", Service.get((id, params) -> "second")))
                .hasMessage("Path orders already exists");
        assertThat(app.unuse(app.service("orders"))).isTrue();
        assertThat(app.find("orders")).isEmpty();
    }
}
