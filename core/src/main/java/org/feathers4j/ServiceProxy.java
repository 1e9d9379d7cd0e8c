package org.feathers4j;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A service behind an interface of the user's own, see {@link ServiceHandle#proxy}. Immutable. */
final class ServiceProxy implements InvocationHandler {
    /** A call of the service. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object run(String method, @Nullable Id id, @Nullable Object data, Params params);
    }

    /** What one method of the interface does. */
    @FunctionalInterface
    private interface Action {
        @Nullable
        Object run(Object proxy, @Nullable Object[] arguments) throws Throwable;
    }

    private static final @Nullable Object[] NONE = {};

    private final Class<?> type;
    private final String path;
    private final Object service;
    private final Call call;
    private final Map<Method, Action> actions = new HashMap<>();

    private ServiceProxy(Class<?> type, String path, Object service, Call call) {
        this.type = type;
        this.path = path;
        this.service = service;
        this.call = call;
        for (Method method : type.getMethods())
            if (!Modifier.isStatic(method.getModifiers())) actions.put(method, action(method));
    }

    /**
     * @param path of the service, for errors
     * @param service used for its text alone
     */
    static <I> I of(Class<I> type, String path, Object service, Call call) {
        if (!type.isInterface()) throw new IllegalArgumentException("%s is not an interface".formatted(type.getName()));
        var proxy = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ServiceProxy(type, path, service, call));
        return type.cast(proxy);
    }

    private Action action(Method method) {
        if (method.isDefault()) return ownCode(method);
        var itself = new ProxyMethod(method);
        return (proxy, arguments) -> itself.run(path, call, arguments);
    }

    /** A method that has a body runs it: the interface may belong to a package that we can not look into without this. */
    private Action ownCode(Method method) {
        try {
            MethodHandle body = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflectSpecial(method, method.getDeclaringClass());
            return (proxy, arguments) -> body.bindTo(proxy).invokeWithArguments(arguments);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("The body of %s can not be reached".formatted(method), e);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? NONE : arguments;
        Action action = actions.get(method);
        return action == null ? ofEveryObject(proxy, method, given) : action.run(proxy, given);
    }

    @SuppressWarnings("ReferenceEquality") // one proxy is not the other, even for the same service
    private @Nullable Object ofEveryObject(Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "%s of %s".formatted(type.getSimpleName(), service);
        };
    }
}
