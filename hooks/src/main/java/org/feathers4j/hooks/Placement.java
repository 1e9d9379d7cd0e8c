package org.feathers4j.hooks;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.feathers4j.HookContext;
import org.feathers4j.HookType;
import org.feathers4j.MethodKind;

/** Where hooks may be registered; said as feathers-hooks-common says it (src/utils/check-context.ts), with the place. Custom methods are never refused. */
final class Placement {
    private static final Set<HookType> TOO_LATE = EnumSet.of(HookType.AFTER, HookType.ERROR);

    private Placement() {}

    /** A hook that does its work before the method; around it is as good. */
    static void before(HookContext context, String hook) {
        if (TOO_LATE.contains(context.type()))
            throw new IllegalStateException(
                    "The '%s' hook can only be used as a 'before' hook. It is registered %s %s of %s"
                            .formatted(hook, context.type().word(), context.method(), context.path()));
    }

    /** The same for a hook that makes sense for these methods only. */
    static void before(HookContext context, String hook, MethodKind... kinds) {
        before(context, hook);
        List<MethodKind> allowed = List.of(kinds);
        if (context.kind() == MethodKind.CUSTOM || allowed.contains(context.kind())) return;
        String names = allowed.stream()
                .map(kind -> '"' + kind.name().toLowerCase(Locale.ROOT) + '"')
                .collect(Collectors.joining(",", "[", "]"));
        throw new IllegalStateException(
                "The '%s' hook can only be used on the '%s' service method(s). It is registered before %s of %s"
                        .formatted(hook, names, context.method(), context.path()));
    }

    /** A hook for data. */
    static void needsData(HookContext context, String hook) {
        if (!context.kind().takesData())
            throw new IllegalStateException(
                    "The hook '%s' needs data, which '%s' does not have; it is registered before %s"
                            .formatted(hook, context.method(), context.path()));
    }

    /** A hook has made the data and the query of this call, so rules for callers' data and queries do not apply. Rules for results do. */
    static boolean isOwn(HookContext context) {
        return context.insteadOf() != null && context.type() == HookType.BEFORE;
    }
}
