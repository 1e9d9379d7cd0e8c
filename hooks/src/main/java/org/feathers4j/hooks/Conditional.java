package org.feathers4j.hooks;

import java.util.List;
import java.util.function.Predicate;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;

/** Hooks that run only for some calls. Made by {@link CommonHooks#iff}. */
public final class Conditional implements Hook {
    private final Predicate<? super HookContext> condition;
    private final List<Hook> hooks;
    private final List<Hook> others;

    Conditional(Predicate<? super HookContext> condition, List<Hook> hooks, List<Hook> others) {
        this.condition = condition;
        this.hooks = hooks;
        this.others = others;
    }

    /** These hooks, and others for the calls that the condition is false for; Feathers' {@code else}. */
    public Hook otherwise(Hook... elseHooks) {
        return new Conditional(condition, hooks, List.of(elseHooks));
    }

    @Override
    public void run(HookContext context) throws Exception {
        for (Hook hook : condition.test(context) ? hooks : others) hook.run(context);
    }
}
