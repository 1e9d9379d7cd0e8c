package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.JsonCopies;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the record as it is before the call into the params (src/hooks/stash-before.ts). Made by {@link CommonHooks#stashBefore()}. */
record StashBefore(String field) implements BeforeHook, Shaping {
    private static final Logger log = LoggerFactory.getLogger(StashBefore.class);
    private static final String DISABLED = "disableStashBefore";
    /** What the get inherits from another method: who calls, and what the call is a part of. */
    private static final List<String> INHERITED = List.of("authenticated", "user", UnitOfWork.PARAM);

    @Override
    public void run(HookContext context) {
        Placement.before(
                context, "stashBefore", MethodKind.GET, MethodKind.UPDATE, MethodKind.PATCH, MethodKind.REMOVE);
        Id id = context.id();
        if (id == null || isTrue(context.params().get(DISABLED))) return;
        try {
            Object record = context.service().get(id, params(context).with(DISABLED, true));
            context.params(context.params().with(field, JsonCopies.mutable(record)));
        } catch (RuntimeException e) {
            // the method itself says that there is no such record, or that it cannot be reached
            log.debug("The record was not stashed in {}", context, e);
        }
    }

    private static Params params(HookContext context) {
        Params asked = context.params();
        if (context.kind() == MethodKind.GET) return asked.without("provider");
        Params params = Params.query(Map.of());
        for (String name : INHERITED) if (asked.has(name)) params = params.with(name, asked.get(name));
        return params;
    }

    private static boolean isTrue(@Nullable Object flag) {
        return flag != null && !Boolean.FALSE.equals(flag);
    }
}
