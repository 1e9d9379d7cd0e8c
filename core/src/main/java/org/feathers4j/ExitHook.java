package org.feathers4j;

/** Runs something once when the process is asked to end. */
final class ExitHook {
    private final Thread hook;

    ExitHook(Runnable atExit) {
        hook = Thread.ofPlatform().name("feathers4j exit").unstarted(atExit);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Forgets it; without effect once the process ends. */
    void remove() {
        if (Thread.currentThread() == hook) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already
        }
    }
}
