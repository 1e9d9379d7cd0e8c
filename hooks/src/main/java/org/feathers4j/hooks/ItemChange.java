package org.feathers4j.hooks;

import java.util.Map;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Changes one record of data or results, for {@link CommonHooks#alterItems}. Runs on the thread of the call and may block. */
@FunctionalInterface
public interface ItemChange {
    /**
     * Changes the record in place.
     *
     * @param item a copy that belongs to this method, with everything in it
     * @throws Exception fails the call
     */
    void change(Map<String, @Nullable Object> item, HookContext context) throws Exception;
}
