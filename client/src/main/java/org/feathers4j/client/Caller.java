package org.feathers4j.client;

import org.jspecify.annotations.Nullable;

/** Makes calls at the server. */
interface Caller extends AutoCloseable {
    /** Blocks until there is a result; throws what the server answers, or a FeathersException that says why there is no answer. */
    @Nullable
    Object call(ServiceCall call) throws InterruptedException;

    /** Ends all calls under way and all threads. */
    @Override
    void close();
}
