package org.feathers4j;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that code never blocks and is done within microseconds: it waits for no lock that is held for long, no file, no database and no peer. Then calls need no thread of their own. They run
 * on the event loop that has read the request, which halves their processor time and saves two changes of threads; a promise that is not kept stops all connections of that loop meanwhile.
 *
 * <p>On {@code get} or {@code find} of a service:
 *
 * <pre>{@code
 * final class Rates implements Service.Gets {
 *     private final Map<String, Object> rates = new ConcurrentHashMap<>();
 *
 *     @NonBlocking
 *     public Object get(Id id, Params params) {
 *         return rates.get(id.toString());
 *     }
 * }
 * }</pre>
 *
 * <p>On the class of a {@link Hook}, a {@link Hook.Around} or a {@link CallObserver}, for all its methods. A call runs on the event loop when the method and every hook around it have made the
 * promise, and it comes from a client or a peer that waits for nothing else. All other calls run on virtual threads, as ever. A method that overrides one with the promise has to repeat it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NonBlocking {}
