package org.feathers4j;

/**
 * Code that runs before or after a service method, or when something failed. Runs on the thread of the call and may block.
 */
@FunctionalInterface
public interface Hook {
    /**
     * Looks at the call and changes it: its arguments before the method, its result after, its error when something failed.
     *
     * @throws Exception anything ends the call with that error, unless an error hook further out recovers
     */
    void run(HookContext context) throws Exception;

    /** Code around everything further in: the method and the hooks that were registered after it. */
    @FunctionalInterface
    interface Around {
        /**
         * Runs on the thread of the call, before and after everything further in.
         *
         * @param next runs everything further in; call it once, or set a result and do not call it at all to skip everything further in. Without either
         *     there is no result, and the log names the hook
         * @throws Exception what {@code next} throws, or an error of its own
         */
        void run(HookContext context, Next next) throws Exception;
    }

    /**
     * A check that an {@code after} or {@code around} hook also makes before the method: a hook that hides fields refuses queries that would reveal them. For classes
     * that implement {@link Hook} or {@link Around}, too.
     */
    @FunctionalInterface
    interface Check {
        /**
         * Looks at a call after all hooks before the method. Runs on the thread of the call.
         *
         * @throws Exception ends the call with that error, and the method does not run
         */
        void check(HookContext context) throws Exception;
    }

    /**
     * Maps a record on its way to or from a service method to the record that takes its place.
     *
     * @param <T> the type of the record
     */
    @FunctionalInterface
    interface Mapping<T> {
        /**
         * Runs on the thread of the call, once for each record.
         *
         * @return the record to continue with, the same one when nothing is to change
         * @throws Exception ends the call with that error, unless an error hook further out recovers
         */
        T map(HookContext context, T item) throws Exception;
    }

    /**
     * A check that a hook also makes when its application starts, for instance that a service it needs is registered. For classes that implement {@link Hook} or
     * {@link Around}, too.
     */
    @FunctionalInterface
    interface Starting {
        /**
         * Called for each service that the hook is registered for, itself or with the application, before the services are set up; on the thread that sets them up. Hooks and
         * services that are added later are not checked.
         *
         * @throws Exception the application does not start
         */
        void starting(ServiceHandle service) throws Exception;
    }

    /** Code around the setup or teardown of a whole application. */
    @FunctionalInterface
    interface AroundApplication {
        /**
         * Runs on the thread that sets up or closes the application, before and after its services are set up or torn down.
         *
         * @param next does it; call it once, or not at all to skip it
         * @throws Exception ends the setup with that error; a teardown logs it and goes on
         */
        void run(Application app, Next next) throws Exception;
    }

    /** Everything further in. */
    @FunctionalInterface
    interface Next {
        /**
         * Runs it, on the calling thread.
         *
         * @throws IllegalStateException when it has run already, or the hook has returned; the message names the hook
         * @throws Exception what it throws
         */
        void run() throws Exception;
    }
}
