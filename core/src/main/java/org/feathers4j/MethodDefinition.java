package org.feathers4j;

/**
 * One method of a service.
 *
 * @param name the name by which clients call it, a standard one or one of the service's own
 * @param kind which arguments it takes
 * @param handler what it does
 * @param isNonBlocking whether the handler promises what {@link NonBlocking} says
 */
public record MethodDefinition(String name, MethodKind kind, MethodHandler handler, boolean isNonBlocking) {
    /** A method that may block. */
    public MethodDefinition(String name, MethodKind kind, MethodHandler handler) {
        this(name, kind, handler, false);
    }

    /** A method of the kind that its name says, which may block. */
    public MethodDefinition(String name, MethodHandler handler) {
        this(name, MethodKind.named(name), handler);
    }
}
