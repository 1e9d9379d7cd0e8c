package org.feathers4j;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How errors and logs speak of a hook: by the place where it was registered, for most hooks are lambdas and have no name of their own. Immutable but for
 * whether it has been complained about.
 */
final class HookName {
    private static final Logger log = LoggerFactory.getLogger(Hook.class);
    private static final StackWalker STACK = StackWalker.getInstance();

    private final String text;
    private final AtomicBoolean reported = new AtomicBoolean();

    private HookName(String text) {
        this.text = text;
    }

    /** The name of a hook that the calling method's caller registers. */
    static HookName of(Object hook) {
        return new HookName(own(hook.getClass()) + "registered at "
                + STACK.walk(frames -> frames.dropWhile(HookName::isOurs)
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("an unknown place")));
    }

    private static String own(Class<?> type) {
        return type.isHidden() || type.isSynthetic() ? "" : type.getName() + " ";
    }

    private static boolean isOurs(StackWalker.StackFrame frame) {
        return frame.getClassName().equals(HookName.class.getName())
                || frame.getClassName().equals(Hooks.class.getName());
    }

    /** Says once in the log that the hook left everything further in out, and put nothing in its place. */
    void skipped(Object where) {
        if (reported.compareAndSet(false, true))
            log.warn(
                    "The around hook {} neither called next() nor set a result in {}, so there is none. A hook that means to skip sets one, null if need be."
                            + " Later calls are not reported",
                    text,
                    where);
    }

    @Override
    public String toString() {
        return text;
    }
}
