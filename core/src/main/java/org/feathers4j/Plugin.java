package org.feathers4j;

/**
 * Something an application can be configured with: a transport, distribution, a set of services. Feathers' {@code app.configure(fn)}.
 *
 * @param <T> the type of its handle, for instance the server
 */
@FunctionalInterface
public interface Plugin<T> {
    /** Called once by {@link Application#configure}, on the thread that calls it. */
    T configure(Application app);
}
