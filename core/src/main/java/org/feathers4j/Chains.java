package org.feathers4j;

import java.util.HashMap;
import java.util.Map;

/** The chains of all methods of a service for one state of the hooks. Immutable: changed hooks make a new one on the next call. */
record Chains(HookTable app, HookTable service, Map<String, Step> byMethod) {
    static Chains of(ServiceDefinition definition, HookTable app, HookTable service) {
        var byMethod = new HashMap<String, Step>();
        for (MethodDefinition method : definition.methods().values())
            byMethod.put(method.name(), Step.chain(method, app, service));
        return new Chains(app, service, byMethod);
    }

    boolean isFor(HookTable appNow, HookTable serviceNow) {
        return app == appNow && service == serviceNow;
    }

    Step of(String method) {
        Step step = byMethod.get(method);
        if (step == null) throw new IllegalStateException("No chain for method '%s'".formatted(method));
        return step;
    }
}
