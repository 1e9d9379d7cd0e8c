package org.feathers4j;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The chains of all methods of a service for one state of the hooks. Immutable: changed hooks or methods make a new one on the next call.
 *
 * @param nonBlocking the methods that promise not to block, with all their hooks
 */
record Chains(
        ServiceDefinition definition,
        HookTable app,
        HookTable service,
        Map<String, Step> byMethod,
        Set<String> nonBlocking) {
    static Chains of(ServiceDefinition definition, HookTable app, HookTable service) {
        var byMethod = new HashMap<String, Step>();
        var nonBlocking = new HashSet<String>();
        for (MethodDefinition method : definition.methods().values()) {
            String name = method.name();
            byMethod.put(name, Step.chain(method, app, service));
            boolean emits = method.kind().event() != null; // to listeners, which may block
            if (method.isNonBlocking() && !emits && app.isNonBlocking(name) && service.isNonBlocking(name))
                nonBlocking.add(name);
        }
        return new Chains(definition, app, service, byMethod, nonBlocking);
    }

    @SuppressWarnings(
            "ReferenceEquality") // the same definition, or it has changed; comparing them at every call would take long
    boolean isFor(ServiceDefinition definitionNow, HookTable appNow, HookTable serviceNow) {
        return definition == definitionNow && app == appNow && service == serviceNow;
    }

    /** The chain of a method; null when there is no such method. */
    @Nullable
    Step of(String method) {
        return byMethod.get(method);
    }
}
