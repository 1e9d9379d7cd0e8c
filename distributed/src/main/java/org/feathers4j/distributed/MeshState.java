package org.feathers4j.distributed;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.feathers4j.ServiceHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an application takes part in the mesh, and which of its services it has shared. Any thread; each step is
 * taken once, by the first thread that calls it.
 */
final class MeshState {
    private static final Logger log = LoggerFactory.getLogger(MeshState.class);
    private static final long PATIENCE_SECONDS = 30;

    private enum Stage {
        OUTSIDE,
        INSIDE,
        GONE
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OUTSIDE);
    private final CompletableFuture<Boolean> joined = new CompletableFuture<>();
    private final Set<ServiceHandle> shared = ConcurrentHashMap.newKeySet();
    private volatile boolean publishing;

    /**
     * Joins, unless it has joined before.
     *
     * @param step opens the link; may block
     * @throws IllegalStateException when the application has left
     */
    void join(Runnable step) {
        if (!stage.compareAndSet(Stage.OUTSIDE, Stage.INSIDE)) {
            if (stage.get() == Stage.GONE) throw new IllegalStateException("This application has left the mesh");
            return;
        }
        boolean success = false;
        try {
            step.run();
            success = true;
        } finally {
            joined.complete(success);
        }
    }

    /** Leaves, unless it has left before: {@code true} when it had joined. Waits for a join that is under way. */
    boolean leave() {
        if (stage.getAndSet(Stage.GONE) != Stage.INSIDE) return false;
        try {
            return joined.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("Leaving a mesh that was not joined within {} s", PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("This future never completes with an exception", e);
        }
        return true;
    }

    boolean hasJoined() {
        return stage.get() == Stage.INSIDE;
    }

    /** Whether it has joined, with an open link, and not left. */
    boolean takesPart() {
        return hasJoined() && joined.getNow(false);
    }

    /** Whether the application has not left. */
    boolean goesOn() {
        return stage.get() != Stage.GONE;
    }

    /** From now on services are shared as they are registered. */
    void publish() {
        publishing = true;
    }

    /** Shares a service, once, unless it is too early for that. */
    void share(ServiceHandle service, Consumer<ServiceHandle> sharing) {
        if (publishing && shared.add(service)) sharing.accept(service);
    }

    /** Whether a service that is being removed was shared. */
    boolean unshare(ServiceHandle service) {
        return shared.remove(service);
    }
}
