package org.feathers4j;

/** Closes an application when the process ends; forgotten once the application is closed. */
final class ExitHook implements LifeCycle {
    private final Thread hook;

    ExitHook(Application app) {
        hook = Thread.ofPlatform().name("feathers4j exit").unstarted(app::close);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void closed(Application app) {
        if (Thread.currentThread() == hook) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already
        }
    }
}
