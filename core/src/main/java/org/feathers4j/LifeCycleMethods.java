package org.feathers4j;

/** Whether a service without methods is at least good for being set up. */
final class LifeCycleMethods {
    private LifeCycleMethods() {}

    static boolean present(Service service) {
        return overrides(service, "setup") || overrides(service, "teardown");
    }

    private static boolean overrides(Service service, String method) {
        try {
            return service.getClass()
                            .getMethod(method, Application.class, String.class)
                            .getDeclaringClass()
                    != Service.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
