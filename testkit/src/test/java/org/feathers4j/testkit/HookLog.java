package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testkit.Vectors.Golden;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of hooks-order.json: a service {@code svc} whose methods, like its hooks, write down when they run. */
final class HookLog {
    private final List<String> lines = new ArrayList<>();
    final Application app = Application.create();
    final Svc implementation = new Svc();
    final ServiceHandle service;
    private @Nullable RuntimeException failure;

    HookLog() {
        app.use("svc", implementation, o -> o.method("custom", implementation::custom));
        service = app.service("svc");
    }

    /** Lets the method fail. */
    HookLog failing() {
        failure = new IllegalStateException("method failed");
        return this;
    }

    final class Svc implements Service.Complete {
        @Override
        public Object find(Params params) {
            ran("find");
            return List.of();
        }

        @Override
        public Object get(Id id, Params params) {
            ran("get");
            return Map.of("id", id.value());
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            ran("create");
            return data;
        }

        @Override
        public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
            ran("update");
            return data;
        }

        @Override
        public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            ran("patch");
            return data;
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            ran("remove");
            return null;
        }

        @Nullable
        Object custom(@Nullable Object data, Params params) {
            ran("custom");
            return data;
        }

        private void ran(String method) {
            log("METHOD " + method);
            if (failure != null) throw failure;
        }
    }

    void log(String line) {
        lines.add(line);
    }

    Hook logs(String label) {
        return context -> log(label + " (" + context.type().word() + ")");
    }

    Hook.Around logsAround(String label) {
        return (context, next) -> {
            log(label + " > (" + context.type().word() + ")");
            try {
                next.run();
            } catch (Exception e) {
                log(label + " ! " + e.getMessage() + " (" + context.type().word() + ")");
                throw e;
            }
            log(label + " < (" + context.type().word() + ")");
        };
    }

    Hook sees(String label) {
        return context -> log(label + " sees " + message(context));
    }

    static String message(HookContext context) {
        Throwable error = context.error();
        return error == null ? Vectors.UNDEFINED : String.valueOf(error.getMessage());
    }

    void befores(Hooks h, String owner) {
        h.before(logs(owner + " before all 1")).before(logs(owner + " before all 2"));
        h.before("get", logs(owner + " before get 1")).before("get", logs(owner + " before get 2"));
    }

    void afters(Hooks h, String owner) {
        h.after(logs(owner + " after all 1")).after(logs(owner + " after all 2"));
        h.after("get", logs(owner + " after get 1")).after("get", logs(owner + " after get 2"));
    }

    void errors(Hooks h, String owner) {
        h.error(logs(owner + " error all 1")).error(logs(owner + " error all 2"));
        h.error("get", logs(owner + " error get 1")).error("get", logs(owner + " error get 2"));
    }

    void arounds(Hooks h, String owner) {
        h.around(logsAround(owner + " around all 1")).around(logsAround(owner + " around all 2"));
        h.around("get", logsAround(owner + " around get"));
    }

    void everything(Hooks h, String owner) {
        befores(h, owner);
        afters(h, owner);
        errors(h, owner);
        arounds(h, owner);
    }

    /** Calls {@code get} with id 1: it must run and end as recorded. */
    void play(Golden golden) {
        play(golden, () -> service.get(1));
    }

    void play(Golden golden, Call call) {
        try {
            Object result = call.result();
            assertThat(golden.has("rejects")).as("the recorded call fails").isFalse();
            assertThat(result).isEqualTo(golden.get("resolves"));
        } catch (IllegalStateException | FeathersException e) {
            assertThat(golden.has("rejects")).as("the recorded call succeeds").isTrue();
            assertThat(e).hasMessage(golden.part("rejects").text("message"));
        }
        ran(golden);
    }

    /** What ran must be what is recorded. */
    void ran(Golden golden) {
        assertThat(lines).isEqualTo(golden.list("log"));
    }

    /** A call of a service. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object result();
    }
}
