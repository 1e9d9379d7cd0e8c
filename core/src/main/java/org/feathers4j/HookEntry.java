package org.feathers4j;

/** A registered hook: for which method, and when. */
sealed interface HookEntry {
    /** A hook for calls of a service. */
    sealed interface OfMethod extends HookEntry {
        /** The method, or {@code all}. */
        String method();
    }

    /** A hook that runs before, after, or on an error. */
    record Plain(HookType type, String method, Hook hook) implements OfMethod {}

    /** A hook around everything further in. */
    record Around(String method, Hook.Around hook, HookName name) implements OfMethod {}

    /** A hook around the setup of an application. */
    record Setup(Hook.AroundApplication hook, HookName name) implements HookEntry {}

    /** A hook around the teardown of an application. */
    record Teardown(Hook.AroundApplication hook, HookName name) implements HookEntry {}
}
