package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.HookContext;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.feathers4j.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Takes params from the member {@code $client} of the query (src/hooks/params-from-client.ts). Made by {@link CommonHooks#paramsFromClient}. */
@NonBlocking
record ParamsFromClient(List<String> names) implements BeforeHook, Shaping {
    private static final String MEMBER = "$client";
    /** What says who calls, how and about what: a client must not. */
    private static final Set<String> OURS = Set.of(
            "provider",
            "user",
            "authenticated",
            "authentication",
            "connection",
            "headers",
            "route",
            "query",
            "fromRemote",
            "adapter",
            UnitOfWork.PARAM);

    ParamsFromClient {
        for (String name : names)
            if (OURS.contains(name) || name.startsWith("$"))
                throw new IllegalArgumentException("A client must not set params.%s".formatted(name));
    }

    @Override
    public void run(HookContext context) {
        Params params = context.params();
        Object client = params.query().get(MEMBER);
        if (!(client instanceof Map) && !(client instanceof List)) return;
        Map<String, @Nullable Object> query = Fields.copy(params.query());
        query.remove(MEMBER);
        params = params.withQuery(query);
        if (client instanceof Map<?, ?> given)
            for (String name : names) if (given.containsKey(name)) params = params.with(name, given.get(name));
        context.params(params);
    }
}
