package org.feathers4j.hooks;

import java.util.List;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.NonBlocking;

/**
 * Refuses calls.
 *
 * @param providers the transports whose calls are refused; empty for all calls
 */
@NonBlocking
record Disallow(List<String> providers) implements BeforeHook, Described {
    @Override
    public void run(HookContext context) {
        if (context.insteadOf() != null) return;
        if (!providers.isEmpty() && !CommonHooks.isOneOf(context.params(), providers)) return;
        String provider = context.params().provider();
        throw FeathersException.methodNotAllowed(
                "Provider '%s' can not call '%s'. (disallow)",
                provider == null ? "server" : provider, context.method());
    }

    @Override
    public boolean refuses(String provider) {
        return providers.isEmpty() || providers.contains("external") || providers.contains(provider);
    }
}
