package org.feathers4j;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The chains of all methods of a service for one state of the hooks. Immutable: changed hooks or methods make a new one on the next call. */
record Chains(ServiceDefinition definition, HookTable app, HookTable service, Map<String, Step> byMethod) {
    static Chains of(ServiceDefinition definition, HookTable app, HookTable service) {
        var byMethod = new HashMap<String, Step>();
        for (MethodDefinition method : definition.methods().values())
            byMethod.put(method.name(), Step.chain(method, app, service));
        return new Chains(definition, app, service, byMethod);
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
