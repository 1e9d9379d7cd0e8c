package org.feathers4j.hooks;

import java.util.List;
import java.util.function.Predicate;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Hooks that run only for some calls. Made by {@link CommonHooks#iff}. */
public final class Conditional implements Hook, Hook.Check {
    private final Predicate<? super HookContext> condition;
    private final List<Hook> hooks;
    private final List<Hook> others;
    private final Hiding hiding = this::asked;

    Conditional(Predicate<? super HookContext> condition, List<Hook> hooks, List<Hook> others) {
        this.condition = condition;
        this.hooks = hooks;
        this.others = others;
    }

    /** These hooks, and the given ones for calls for which the condition is false; Feathers' {@code else}. */
    public Hook otherwise(Hook... elseHooks) {
        return new Conditional(condition, hooks, List.of(elseHooks));
    }

    /** The condition is asked only where it matters: it may want a result, which is not there before the method. */
    @Override
    public void check(HookContext context) throws Exception {
        hiding.check(context);
    }

    @Override
    public void run(HookContext context) throws Exception {
        for (Hook hook : condition.test(context) ? hooks : others) hook.run(context);
    }

    private @Nullable String asked(HookContext context) {
        if (Hiding.asked(hidingOf(hooks), context) == null && Hiding.asked(hidingOf(others), context) == null)
            return null;
        return Hiding.asked(hidingOf(condition.test(context) ? hooks : others), context);
    }

    private static List<?> hidingOf(List<Hook> hooks) {
        return hooks.stream()
                .map(hook -> hook instanceof Conditional inner ? inner.hiding : hook)
                .toList();
    }
}
