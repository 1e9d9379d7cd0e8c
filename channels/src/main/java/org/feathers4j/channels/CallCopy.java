package org.feathers4j.channels;

import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.JsonCopies;

/**
 * A copy of a call, for publishers. The caller owns the result and may modify it as soon as the call returns: without a
 * copy clients could get later changes of the record by hooks of other services, secrets included.
 */
final class CallCopy {
    /** The fields of {@link HookContext#toJsonValue()} that hooks have not added. */
    private static final Set<String> STANDARD = Set.of(
            "http",
            "arguments",
            "event",
            "result",
            "dispatch",
            "error",
            "id",
            "data",
            "params",
            "path",
            "method",
            "type");

    private CallCopy() {}

    /**
     * The call as it is now, for another thread. Params are immutable; fields added by hooks are not copied, and their
     * hooks must keep them safe for threads.
     */
    static HookContext of(HookContext call) {
        HookContext copy =
                call.service().context(call.method(), call.id(), JsonCopies.snapshot(call.data()), call.params());
        if (call.hasResult()) copy.result(JsonCopies.snapshot(call.result()));
        if (call.hasDispatch()) copy.dispatch(JsonCopies.snapshot(call.dispatch()));
        call.toJsonValue().forEach((name, value) -> {
            if (!STANDARD.contains(name)) copy.set(name, value);
        });
        return copy.event(call.event()).error(call.error());
    }
}
