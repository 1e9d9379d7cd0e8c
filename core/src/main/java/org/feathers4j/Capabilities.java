package org.feathers4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the capability interfaces of a {@link Service} into a {@link ServiceDefinition}. */
final class Capabilities {
    private Capabilities() {}

    static ServiceDefinition of(Service service, ServiceOptions options) {
        var methods = new ArrayList<MethodDefinition>();
        addPlain(service, methods);
        if (service instanceof TypedService<?> typed) addTyped(typed, options, methods);
        methods.sort(Comparator.comparing(
                MethodDefinition::kind)); // Feathers' order, for typed and plain capabilities alike
        return ServiceDefinition.of(methods);
    }

    private static void addPlain(Service service, List<MethodDefinition> methods) {
        if (service instanceof Service.Finds finds)
            add(methods, service, "find", c -> finds.find(c.params()), Params.class);
        if (service instanceof Service.Gets gets)
            add(methods, service, "get", c -> gets.get(c.requireId(), c.params()), Id.class, Params.class);
        if (service instanceof Service.Creates creates)
            add(methods, "create", c -> creates.create(c.data(), c.params()));
        if (service instanceof Service.Updates updates)
            add(methods, "update", c -> updates.update(c.id(), c.data(), c.params()));
        if (service instanceof Service.Patches patches)
            add(methods, "patch", c -> patches.patch(c.id(), c.data(), c.params()));
        if (service instanceof Service.Removes removes) add(methods, "remove", c -> removes.remove(c.id(), c.params()));
    }

    private static <T> void addTyped(TypedService<T> service, ServiceOptions options, List<MethodDefinition> methods) {
        JsonMapper shared = JsonMapper.shared();
        var shape =
                new RecordShape<>(service.type(), options.refusesUnknownMembers() ? shared.refusingUnknown() : shared);
        if (service instanceof TypedService.Finds<T> finds)
            add(methods, service, "find", c -> shape.json(finds.find(c.params())), Params.class);
        if (service instanceof TypedService.Gets<T> gets)
            add(methods, service, "get", c -> shape.json(gets.get(c.requireId(), c.params())), Id.class, Params.class);
        if (service instanceof TypedService.Creates<T> creates)
            add(methods, "create", c -> shape.each(c.data(), data -> creates.create(data, c.params())));
        if (service instanceof TypedService.Updates<T> updates)
            add(methods, "update", c -> shape.json(updates.update(c.requireId(), shape.typed(c.data()), c.params())));
        if (service instanceof TypedService.Patches<T> patches)
            add(methods, "patch", c -> shape.json(patches.patch(c.requireId(), shape.object(c.data()), c.params())));
        if (service instanceof TypedService.Removes<T> removes)
            add(methods, "remove", c -> shape.json(removes.remove(c.requireId(), c.params())));
    }

    /** A method that emits no event: it may promise not to block. */
    private static void add(
            List<MethodDefinition> methods,
            Object service,
            String name,
            MethodHandler handler,
            Class<?>... parameters) {
        methods.add(
                new MethodDefinition(name, MethodKind.named(name), handler, isNonBlocking(service, name, parameters)));
    }

    private static boolean isNonBlocking(Object service, String method, Class<?>... parameters) {
        try {
            return service.getClass().getMethod(method, parameters).isAnnotationPresent(NonBlocking.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Its capability has the method", e);
        }
    }

    private static void add(List<MethodDefinition> methods, String name, MethodHandler handler) {
        methods.add(new MethodDefinition(name, handler));
    }
}
