package org.feathers4j;

import org.jspecify.annotations.Nullable;

/**
 * What a service method does: the innermost function of the pipeline. The context carries its arguments ({@link HookContext#id()},
 * {@link HookContext#data()}, {@link HookContext#params()}).
 *
 * <p>Runs on the thread of the call, usually a virtual one, and may block. Its exceptions go to the error hooks and then to the caller.
 */
@FunctionalInterface
public interface MethodHandler {
    /** The result as a plain JSON value; null is a result like any other. */
    @Nullable
    Object call(HookContext context) throws Exception;
}
