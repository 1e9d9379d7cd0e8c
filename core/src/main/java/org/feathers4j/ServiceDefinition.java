package org.feathers4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service as data: its methods by name. Capability interfaces are translated to one; a remote service, whose methods are only known once its descriptor
 * arrives, is registered with one directly.
 *
 * @param methods all methods by name, in the order of registration
 * @param callable the names of those that clients and peers may call
 */
public record ServiceDefinition(Map<String, MethodDefinition> methods, List<String> callable) {
    /** Names that a custom method must not have, as in Feathers (packages/feathers/src/service.ts). */
    private static final Set<String> RESERVED = Set.of(
            "all",
            "around",
            "before",
            "after",
            "error",
            "hooks",
            "setup",
            "teardown",
            "publish",
            "on",
            "once",
            "off",
            "emit",
            "addListener",
            "removeListener",
            "removeAllListeners",
            "prependListener",
            "prependOnceListener",
            "listeners",
            "rawListeners",
            "listenerCount",
            "eventNames",
            "setMaxListeners",
            "getMaxListeners");

    public ServiceDefinition {
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
        callable = List.copyOf(callable);
    }

    /** A definition in which every method may be called from outside. */
    public static ServiceDefinition of(List<MethodDefinition> methods) {
        var byName = new LinkedHashMap<String, MethodDefinition>();
        for (MethodDefinition method : methods) byName.put(method.name(), method);
        return new ServiceDefinition(byName, List.copyOf(byName.keySet()));
    }

    /** Whether a service method may have this name. */
    public static boolean isReserved(String method) {
        return RESERVED.contains(method);
    }

    /** This definition with the methods and the restriction that the options give. */
    ServiceDefinition with(String path, ServiceOptions options) {
        var all = new LinkedHashMap<>(methods);
        options.customMethods().forEach((name, handler) -> all.put(name, new MethodDefinition(name, handler)));
        var names = new ArrayList<String>(callable);
        for (String name : options.customMethods().keySet()) if (!names.contains(name)) names.add(name);
        List<String> listed = options.methods().orElse(names);
        for (String name : listed) check(path, name, all);
        for (String name : options.distributedMethods().orElse(List.of()))
            if (!all.containsKey(name))
                throw new IllegalArgumentException(
                        "'%s' in the distributedMethods of service '%s' is no method of it; it has %s"
                                .formatted(name, path, all.keySet()));
        return new ServiceDefinition(all, listed);
    }

    private static void check(String path, String name, Map<String, MethodDefinition> all) {
        if (isReserved(name))
            throw new IllegalArgumentException(
                    "'%s' on service '%s' is not allowed as a custom method name".formatted(name, path));
        if (!all.containsKey(name))
            throw new IllegalArgumentException("Can not apply hooks. '%s' is not a function".formatted(name));
    }
}
