package org.feathers4j;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceHandleTest {
    private final List<Object> log = new ArrayList<>();
    private final Application app = Application.create();

    @Test
    void hooks_registered_later_apply_to_later_calls() {
        ServiceHandle service = using((id, params) -> id.value());
        service.get(1);
        service.hooks(h -> h.before(context -> log.add("service")));
        service.get(2);
        app.hooks(h -> h.before(context -> log.add("app")));
        service.get(3);
        assertThat(log).containsExactly("service", "app", "service");
    }

    @Test
    void hooks_registered_during_a_call_do_not_touch_it() {
        ServiceHandle service = using((id, params) -> id.value());
        service.hooks(h -> h.before(context -> context.service().hooks(more -> more.after(c -> log.add("late")))));
        service.get(1);
        assertThat(log).isEmpty();
        service.get(1);
        assertThat(log).containsExactly("late");
    }

    @Test
    void a_service_may_call_another_and_itself() {
        app.use(
                "inner",
                Service.get((id, params) -> id.asLong() <= 0
                        ? List.of()
                        : List.of(app.service("inner").get(id.asLong() - 1) + "")));
        ServiceHandle outer = using((id, params) -> app.service("inner").get(id, params));
        app.hooks(h -> h.before(context -> log.add(context.path())));
        assertThat(outer.get(2)).isEqualTo(List.of("[[]]"));
        assertThat(log).containsExactly("svc", "inner", "inner", "inner");
    }

    @Test
    void a_checked_exception_comes_as_a_general_error_with_its_cause() {
        var cause = new IOException("disk full");
        ServiceHandle service = using((id, params) -> {
            throw cause;
        });
        assertThatThrownBy(() -> service.get(1))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.GENERAL_ERROR))
                .hasMessage("disk full")
                .hasCause(cause);
    }

    @Test
    void error_hooks_see_the_exception_as_it_was_thrown() {
        ServiceHandle service = using((id, params) -> {
            throw new IOException("disk full");
        });
        service.hooks(h -> h.error(context -> log.add(String.valueOf(context.error()))));
        assertThatThrownBy(() -> service.get(1)).isInstanceOf(FeathersException.class);
        assertThat(log).containsExactly("java.io.IOException: disk full");
    }

    @Test
    void an_interrupted_call_is_unavailable_and_the_thread_stays_interrupted() {
        ServiceHandle service = using((id, params) -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> service.get(1))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
                .hasMessage("get on service 'svc' was interrupted")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_error_hook_that_recovers_from_an_interruption_leaves_the_thread_interrupted() {
        ServiceHandle service = using((id, params) -> {
            throw new InterruptedException();
        });
        service.hooks(h -> h.error(context -> context.result("recovered")));
        assertThat(service.get(1)).isEqualTo("recovered");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_fatal_error_passes_all_hooks_by() {
        ServiceHandle service = using((id, params) -> {
            throw new StackOverflowError("expected by the test");
        });
        service.hooks(h -> h.error(context -> context.result("recovered")));
        assertThatThrownBy(() -> service.get(1)).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void an_error_hook_may_put_anything_throwable_in_place_of_the_error() {
        ServiceHandle service = using((id, params) -> {
            throw new IllegalStateException("first");
        });
        service.hooks(h -> h.error(context -> context.error(new Throwable("second"))));
        assertThatThrownBy(() -> service.get(1))
                .isInstanceOf(FeathersException.class)
                .hasMessage("second");
    }

    @Test
    void error_hooks_further_out_see_the_context_as_it_was_when_the_error_happened() {
        ServiceHandle service = using((id, params) -> {
            throw new IllegalStateException("broken");
        });
        service.hooks(h -> h.error("get", context -> context.set("by", "get")).error(context -> {
            assertThat(context.get("by")).isEqualTo("get");
            log.add(String.valueOf(context.original()));
        }));
        app.hooks(h -> h.error(context -> log.add(String.valueOf(context.original()))));
        assertThatThrownBy(() -> service.get(1)).hasMessage("broken");
        assertThat(log)
                .hasSize(2)
                .allSatisfy(original -> assertThat(original.toString())
                        .contains("arguments=[1, {}]")
                        .doesNotContain("by=get"));
    }

    @Test
    void a_method_that_is_not_there_is_not_allowed() {
        ServiceHandle service = using((id, params) -> id.value());
        assertThatThrownBy(service::find)
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED))
                .hasMessage("Method 'find' not allowed on service 'svc'");
    }

    @Test
    void a_get_without_an_id_is_a_bad_request() {
        ServiceHandle service = using((id, params) -> id.value());
        HookContext context = service.context("get", null, null, Params.empty());
        assertThatThrownBy(() -> service.run(context)).hasMessage("id for 'get' can not be null");
    }

    @Test
    void an_around_hook_that_does_not_go_on_leaves_no_result() {
        ServiceHandle service = using((id, params) -> id.value());
        service.hooks(h -> h.around((context, next) -> {}));
        HookContext context = service.context("get", Id.of(1), null, Params.empty());
        service.run(context);
        assertThat(context.hasResult()).isFalse();
        assertThat(context.result()).isNull();
    }

    @Test
    void what_an_event_hook_throws_does_not_harm_the_call() {
        app.use("notes", Service.create((data, params) -> data));
        app.service("notes").on("created", (item, context) -> {
            throw new IOException("expected by the test");
        });
        assertThat(app.service("notes").create(Map.of("a", 1))).isEqualTo(Map.of("a", 1));
    }

    @Test
    void dispatch_and_hints_are_there_after_a_prepared_call() {
        ServiceHandle service = using((id, params) -> Map.of("id", id.value(), "password", "secret"));
        service.hooks(h -> h.after(context -> context.dispatch(Map.of("id", 1))
                .http()
                .status(201)
                .header("X-Made", "yes")
                .location("/svc/1")));
        HookContext context = service.context("get", Id.of(1), null, Params.empty());
        service.run(context);
        assertThat(context.dispatch()).isEqualTo(Map.of("id", 1));
        assertThat(context.http().toJsonValue())
                .isEqualTo(Map.of("status", 201, "headers", Map.of("X-Made", "yes"), "location", "/svc/1"));
    }

    @Test
    void options_say_which_events_may_leave() {
        app.use("own", Service.get((id, params) -> id.value()), o -> o.events("toggled", "created"));
        ServiceOptions own = app.service("own").options();
        assertThat(own.publishedEvents()).containsExactly("created", "updated", "patched", "removed", "toggled");
        assertThat(own.distributedEvents()).containsExactly("toggled", "created", "updated", "patched", "removed");
        var listed = ServiceOptions.of(o -> o.events("toggled", "created").serviceEvents("toggled"));
        assertThat(listed.publishedEvents()).containsExactly("toggled");
        assertThat(listed.distributedEvents()).containsExactly("toggled");
        var hidden = ServiceOptions.of(o -> o.serviceEvents("toggled").distributedEvents("none"));
        assertThat(hidden.distributedEvents()).containsExactly("none");
    }

    @Test
    void no_option_is_lost_where_the_function_has_many_statements() {
        app.use("own", Service.get((id, params) -> id.value()), o -> {
            o.events("toggled");
            o.with("docs", "text");
        });
        ServiceOptions own = app.service("own").options();
        assertThat(own.events()).containsExactly("toggled");
        assertThat(own.option("docs")).isEqualTo("text");
    }

    @Test
    void plain_options_travel_with_the_service() {
        app.use(
                "x",
                Service.get((id, params) -> id.value()),
                o -> o.with("docs", "text")
                        .with("nothing", null)
                        .routeParams(Map.of("api", "v1"))
                        .distributedMethods("get"));
        ServiceOptions options = app.service("x").options();
        assertThat(options.option("docs")).isEqualTo("text");
        assertThat(options.options()).containsOnlyKeys("docs", "nothing");
        assertThat(options.routeParams()).isEqualTo(Map.of("api", "v1"));
        assertThat(options.distributedMethods()).contains(List.of("get"));
    }

    private ServiceHandle using(Service.Gets service) {
        return app.use("svc", service).service("svc");
    }
}
