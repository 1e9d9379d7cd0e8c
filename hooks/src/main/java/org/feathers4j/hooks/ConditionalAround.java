package org.feathers4j.hooks;

import java.util.function.Predicate;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** A hook around the method that runs only for some calls. */
record ConditionalAround(Predicate<? super HookContext> condition, Hook.Around hook) implements Hook.Around, Hiding {
    @Override
    public void run(HookContext context, Hook.Next next) throws Exception {
        if (condition.test(context)) hook.run(context, next);
        else next.run();
    }

    @Override
    public @Nullable String asked(HookContext context) {
        String field = hook instanceof Hiding hiding ? hiding.asked(context) : null;
        return field == null || !condition.test(context) ? null : field;
    }
}
