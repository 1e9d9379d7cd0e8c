package org.feathers4j.interop;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Calls that go on while the test does something else, each on a virtual thread of its own. */
final class Background {

    private Background() {}

    /** Starts a call; the future has its result or what it threw. */
    static <T extends @Nullable Object> CompletableFuture<T> start(Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                call, task -> Thread.ofVirtual().name("background").start(task));
    }
}
