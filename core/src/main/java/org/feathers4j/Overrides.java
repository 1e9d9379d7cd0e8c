package org.feathers4j;

/** Whether an object does something in a method that does nothing unless overridden. */
final class Overrides {
    private Overrides() {}

    /**
     * Whether the class of the object has a method of its own.
     *
     * @param declaring the interface with the method that does nothing
     */
    static boolean method(Object object, Class<?> declaring, String name, Class<?>... parameters) {
        try {
            return object.getClass().getMethod(name, parameters).getDeclaringClass() != declaring;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
