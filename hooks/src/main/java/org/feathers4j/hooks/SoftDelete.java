package org.feathers4j.hooks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Removes records by marking them, and hides those that are marked. Made by {@link CommonHooks#softDelete()}; to be registered before all methods. Immutable;
 * the methods with arguments return a changed copy.
 *
 * <p>A remove becomes a patch of the same service with the same params and the same answer; its {@code patched} event comes before the {@code removed} one. The patch is
 * the hook's own call: it has no provider, hooks that hold clients to rules ({@code disallow}, {@code keep}, {@code required}, {@link Validation}, ...) let it pass, and
 * {@code multi} is asked about the remove. To be registered after the validation of queries, which does not know the members that are added. A call with {@code
 * params.disableSoftDelete} passes untouched: it sees marked records and removes for good. Clients cannot set it.
 */
public final class SoftDelete implements Hook {
    private final Function<? super HookContext, Map<String, ? extends @Nullable Object>> query;
    private final Function<? super HookContext, Map<String, ? extends @Nullable Object>> data;

    private SoftDelete(
            Function<? super HookContext, Map<String, ? extends @Nullable Object>> query,
            Function<? super HookContext, Map<String, ? extends @Nullable Object>> data) {
        this.query = query;
        this.data = data;
    }

    static SoftDelete marking(String field) {
        Map<String, ? extends @Nullable Object> living = Map.of(field, Map.of("$ne", true));
        Map<String, ? extends @Nullable Object> dead = Map.of(field, true);
        return new SoftDelete(context -> living, context -> dead);
    }

    /**
     * Which records are not deleted.
     *
     * @param living makes the members that are added to the query of a call, for instance {@code deletedAt: null}
     */
    public SoftDelete query(Function<? super HookContext, Map<String, ? extends @Nullable Object>> living) {
        return new SoftDelete(living, data);
    }

    /**
     * The mark of a removed record.
     *
     * @param mark makes the data of the patch, for instance {@code deletedAt} and the time
     */
    public SoftDelete data(Function<? super HookContext, Map<String, ? extends @Nullable Object>> mark) {
        return new SoftDelete(query, mark);
    }

    @Override
    public void run(HookContext context) {
        if (isTrue(context.params().get("disableSoftDelete"))) return;
        switch (context.kind()) {
            case FIND, GET, UPDATE, PATCH -> context.params(restricted(context));
            case REMOVE -> mark(context);
            case CREATE, CUSTOM -> {}
        }
    }

    private void mark(HookContext context) {
        ServiceHandle service = context.service();
        Params params = own(restricted(context), context.method());
        HookContext patch = service.context("patch", context.id(), data.apply(context), params);
        service.run(patch.insteadOf(context));
        context.result(patch.result());
        if (patch.hasDispatch()) context.dispatch(patch.dispatch());
    }

    /** The call is the hook's, not the client's; what an adapter allows for many records at once is asked of the method that the client has called. */
    private static Params own(Params params, String method) {
        Params own = params.without("provider");
        Object adapter = params.get("adapter");
        if (adapter != null && !(adapter instanceof Map)) return own;
        Map<String, @Nullable Object> settings =
                adapter instanceof Map<?, ?> map ? Fields.copy(map) : new LinkedHashMap<>();
        settings.put("insteadOf", method);
        return own.with("adapter", settings);
    }

    private Params restricted(HookContext context) {
        Map<String, @Nullable Object> restricted = Fields.copy(context.params().query());
        restricted.putAll(query.apply(context));
        return context.params().withQuery(restricted);
    }

    private static boolean isTrue(@Nullable Object flag) {
        return flag != null && !Boolean.FALSE.equals(flag);
    }
}
