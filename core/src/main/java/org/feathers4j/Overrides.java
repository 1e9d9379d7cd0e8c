package org.feathers4j;

/** Who has something to do when an application starts: a service without methods is at least good for being set up. */
final class LifeCycleMethods {
    private LifeCycleMethods() {}

    static boolean present(Service service) {
        return hasSetup(service) || overrides(Service.class, service, "teardown", Application.class, String.class);
    }

    static boolean hasSetup(Service service) {
        return overrides(Service.class, service, "setup", Application.class, String.class);
    }

    static boolean starts(LifeCycle lifeCycle) {
        return overrides(LifeCycle.class, lifeCycle, "started", Application.class);
    }

    private static boolean overrides(Class<?> declaring, Object object, String method, Class<?>... parameters) {
        try {
            return object.getClass().getMethod(method, parameters).getDeclaringClass() != declaring;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
