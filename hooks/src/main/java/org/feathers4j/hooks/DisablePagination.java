package org.feathers4j.hooks;

import java.util.List;

import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/** Takes {@code $limit: -1} for no pagination (src/hooks/disable-pagination.ts). Made by {@link CommonHooks#disablePagination}. */
@NonBlocking
record DisablePagination() implements BeforeHook, Shaping {
    @Override
    public void run(HookContext context) {
        Placement.before(context, "disablePagination", MethodKind.FIND);
        Params params = context.params();
        if (!isUnlimited(params.query().get("$limit"))) return;
        context.params(params.withQuery(Fields.without(params.query(), List.of("$limit")))
                .with("paginate", false));
    }

    private static boolean isUnlimited(@Nullable Object limit) {
        return limit instanceof Number number ? number.doubleValue() == -1 : "-1".equals(limit);
    }
}
