package org.feathers4j;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of the pipeline with everything further in inside it. Steps are built once for each method whenever hooks change, and shared by
 * all calls; the state of a single call is in its context.
 */
sealed interface Step {
    void run(HookContext context) throws Exception;

    /** The service method itself, unless a hook has set a result. */
    record Method(MethodHandler handler) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            if (context.hasResult()) return;
            context.toPlain(); // hooks may have put something else in
            context.result(handler.call(context));
        }
    }

    /** The checks of hooks that run later, then the method. */
    record Checked(List<Hook.Check> checks, Step inner) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            for (Hook.Check check : checks) check.check(context);
            inner.run(context);
        }
    }

    /** Hooks, then everything further in. */
    record Before(List<Hook> hooks, Step inner) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            runAll(hooks, HookType.BEFORE, context);
            inner.run(context);
        }
    }

    /** Everything further in, then hooks if it succeeded. */
    record After(Step inner, List<Hook> hooks) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            inner.run(context);
            runAll(hooks, HookType.AFTER, context);
        }
    }

    /** One hook around everything further in. */
    record Around(Hook.Around hook, HookName name, Step inner) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            context.type(HookType.AROUND);
            var next = new OneTimeNext(name, inner, context);
            hook.run(context, next);
            if (!next.leave() && !context.hasResult())
                name.complain(
                        "neither called next() nor set a result in %s, so there is none; to skip on purpose set one, null if need be"
                                .formatted(context));
            context.type(HookType.AROUND);
        }
    }

    /** Everything further in, with hooks for what fails there. */
    record Recover(Step inner, List<Hook> hooks) implements Step {
        @Override
        public void run(HookContext context) throws Exception {
            try {
                inner.run(context);
            } catch (InterruptedException e) {
                recover(Interruption.of(context.method(), context.path(), e), context);
            } catch (Exception e) {
                recover(e, context);
            }
        }

        @SuppressWarnings("ReferenceEquality") // the very same error, not an equal one
        private void recover(Exception failure, HookContext context) throws Exception {
            // an error list further in may have prepared the context already (packages/feathers/src/hooks.ts)
            if (context.error() != failure || context.hasResult()) context.failed(failure);
            try {
                runAll(hooks, HookType.ERROR, context);
            } catch (Exception e) {
                context.error(e);
                throw e;
            }
            if (context.hasResult()) return;
            Throwable error = context.error();
            if (error == null) context.result(null);
            else throw asException(error);
        }

        private static Exception asException(Throwable error) {
            if (error instanceof Error fatal) throw fatal;
            return error instanceof Exception exception ? exception : FeathersException.from(error);
        }
    }

    private static void runAll(List<Hook> hooks, HookType type, HookContext context) throws Exception {
        if (hooks.isEmpty()) return;
        HookType before = context.type();
        for (int i = 0; i < hooks.size(); i++) { // an iterator for each list of each call would be garbage
            context.type(type);
            hooks.get(i).run(context);
        }
        context.type(before);
    }

    /** The {@code next} of one around hook in one call. */
    final class OneTimeNext extends Once implements Hook.Next {
        private final Step inner;
        private final HookContext context;

        OneTimeNext(HookName hook, Step inner, HookContext context) {
            super(hook);
            this.inner = inner;
            this.context = context;
        }

        @Override
        public void run() throws Exception {
            enter(context);
            inner.run(context);
            context.type(HookType.AROUND);
        }
    }

    /** The whole chain of one method, without the emission of events. */
    static Step chain(MethodDefinition method, HookTable app, HookTable service) {
        Step innermost = checked(method, app, service);
        return level(app, method.name(), level(service, method.name(), innermost));
    }

    private static Step checked(MethodDefinition method, HookTable app, HookTable service) {
        var checks = new ArrayList<>(app.checks(method.name()));
        checks.addAll(service.checks(method.name()));
        Step itself = new Method(method.handler());
        return checks.isEmpty() ? itself : new Checked(List.copyOf(checks), itself);
    }

    /** One level (application or service) around what is inside; the order is Feathers' (packages/feathers/src/hooks.ts). */
    private static Step level(HookTable table, String method, Step inner) {
        Step step = after(inner, table.plain(HookType.AFTER, Hooks.ALL));
        step = before(table.plain(HookType.BEFORE, method), after(step, table.plain(HookType.AFTER, method)));
        step = recover(step, table.plain(HookType.ERROR, method));
        step = before(table.plain(HookType.BEFORE, Hooks.ALL), step);
        step = recover(step, table.plain(HookType.ERROR, Hooks.ALL));
        return around(table.around(Hooks.ALL), around(table.around(method), step));
    }

    private static Step around(List<HookEntry.Around> hooks, Step inner) {
        Step step = inner;
        for (HookEntry.Around entry : hooks.reversed()) step = new Around(entry.hook(), entry.name(), step);
        return step;
    }

    private static Step before(List<Hook> hooks, Step inner) {
        return hooks.isEmpty() ? inner : new Before(hooks, inner);
    }

    private static Step after(Step inner, List<Hook> hooks) {
        return hooks.isEmpty() ? inner : new After(inner, hooks);
    }

    private static Step recover(Step inner, List<Hook> hooks) {
        return hooks.isEmpty() ? inner : new Recover(inner, hooks);
    }
}
