package org.feathers4j;

/** Guards the {@code next} of one hook in one call: it may run once, and only while the hook runs. Belongs to the thread of the call. */
class Once {
    private final HookName hook;
    private boolean entered;
    private boolean left;

    Once(HookName hook) {
        this.hook = hook;
    }

    final void enter(Object where) {
        if (entered)
            throw new IllegalStateException(
                    "next() called multiple times by the around hook %s in %s".formatted(hook, where));
        if (left)
            throw new IllegalStateException(
                    "next() called too late by the around hook %s in %s: it had returned already"
                            .formatted(hook, where));
        entered = true;
    }

    /** The hook has returned; whether its next ran. */
    final boolean leave() {
        left = true;
        return entered;
    }
}
