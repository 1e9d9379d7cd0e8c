package org.feathers4j;

import java.lang.reflect.Method;

/** Whether an object overrides an empty method of an interface: objects with nothing to do when an application starts are skipped. */
final class Overrides {
    private Overrides() {}

    /** Whether the object overrides any method of this name that the interface has. */
    static <T> boolean any(Class<T> declaring, T object, String name) {
        for (Method method : declaring.getMethods())
            if (method.getName().equals(name) && isOverridden(method, object)) return true;
        return false;
    }

    private static boolean isOverridden(Method method, Object object) {
        try {
            Class<?> owner = object.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass();
            return owner != method.getDeclaringClass();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
