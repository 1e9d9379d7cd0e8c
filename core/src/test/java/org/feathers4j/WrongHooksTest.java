package org.feathers4j;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.feathers4j.testrules.LogRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hooks that break their contract, and how one learns which of many it was. */
class WrongHooksTest {
    private final Application app = Application.create().use("svc", Service.get((id, params) -> id.value()));
    private final ServiceHandle service = app.service("svc");

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    private List<String> said() {
        return log.messages(Level.WARN);
    }

    /** A hook with a name of its own. */
    private static final class Twice implements Hook.Around {
        @Override
        public void run(HookContext context, Hook.Next next) throws Exception {
            next.run();
            next.run();
        }
    }

    @Test
    void a_hook_that_goes_on_twice_is_named_in_the_error() {
        service.hooks(h -> h.around("get", new Twice()));
        assertThatThrownBy(() -> service.get(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("next() called multiple times by the around hook " + Twice.class.getName())
                .hasMessageContaining(" registered at ")
                .hasMessageContaining("WrongHooksTest.java:")
                .hasMessageEndingWith(" in around get of service 'svc'");
    }

    @Test
    void a_lambda_is_named_by_the_place_where_it_was_registered() {
        app.hooks(h -> h.around((context, next) -> {
            next.run();
            next.run();
        }));
        assertThatThrownBy(() -> service.get(1))
                .hasMessageContaining("by the around hook registered at ")
                .hasMessageContaining("a_lambda_is_named_by_the_place_where_it_was_registered")
                .hasMessageContaining("WrongHooksTest.java:");
    }

    @Test
    void hooks_given_with_the_options_have_a_place_too() {
        app.use("other", Service.get((id, params) -> id.value()), o -> o.hooks(h -> h.around(new Twice())));
        assertThatThrownBy(() -> app.service("other").get(1)).hasMessageContaining("WrongHooksTest.java:");
    }

    @Test
    void a_hook_that_goes_on_after_it_has_returned_is_named_in_the_error() {
        var kept = new ArrayList<Hook.Next>();
        service.hooks(h -> h.around((context, next) -> {
            kept.add(next);
            context.result("early");
        }));
        assertThat(service.get(1)).isEqualTo("early");
        assertThatThrownBy(() -> kept.getFirst().run())
                .hasMessageStartingWith("next() called too late by the around hook registered at ");
    }

    @Test
    void a_hook_that_never_goes_on_and_sets_no_result_is_named_in_the_log_once() {
        service.hooks(h -> h.around("get", (context, next) -> {}));
        assertThat(service.get(1)).isNull();
        assertThat(service.get(2)).isNull();
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("The around hook registered at ")
                .contains(
                        "WrongHooksTest.java:",
                        "neither called next() nor set a result in around get of service 'svc'");
    }

    @Test
    void a_hook_that_skips_on_purpose_says_so_with_a_result() {
        service.hooks(h -> h.around("get", (context, next) -> context.result(null)));
        assertThat(service.get(1)).isNull();
        assertThat(said()).isEmpty();
    }

    @Test
    void a_hook_that_fails_is_not_blamed_for_not_going_on() {
        service.hooks(h -> h.around("get", (context, next) -> {
            throw new IllegalStateException("no");
        }));
        assertThatThrownBy(() -> service.get(1)).hasMessage("no");
        assertThat(said()).isEmpty();
    }

    @Test
    void hooks_around_the_setup_are_watched_as_well() {
        app.hooks(h -> h.setup((application, next) -> {}));
        app.setup();
        assertThat(said())
                .singleElement()
                .asString()
                .contains("WrongHooksTest.java:", "of the application did not call next()");
        app.close();
    }

    @Test
    void a_hook_for_a_method_that_the_service_does_not_have_is_refused() {
        assertThatThrownBy(() -> service.hooks(h -> h.before("gett", context -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A hook is registered for 'gett', which is no method of the service; it has [get] and 'all'");
        assertThatThrownBy(() -> service.hooks(h -> h.around("create", (context, next) -> next.run())))
                .isInstanceOf(IllegalArgumentException.class);
        Service.Gets other = (id, params) -> id.value();
        assertThatThrownBy(() -> app.use("other", other, o -> o.hooks(h -> h.error("craete", context -> {}))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(app.find("other")).isEmpty();
        app.use(
                "other",
                other,
                o -> o.method("archive", (data, params) -> data)
                        .methods("archive")
                        .hooks(h -> h.after("archive", context -> {}).after("get", context -> {})));
    }

    @Test
    void a_method_for_peers_that_the_service_does_not_have_is_refused() {
        Service.Gets other = (id, params) -> id.value();
        assertThatThrownBy(() -> app.use("other", other, o -> o.distributedMethods("get", "archvie")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'archvie' in the distributedMethods of service 'other' is no method of it; it has [get]");
        assertThat(app.find("other")).isEmpty();
    }
}
